"""Reminders in words: what, by when, and what to do, also for what has no words of its own."""

from __future__ import annotations

from datetime import date

import pytest

from certway.core.renew.deadlines import Deadline, Kind
from certway.core.renew.reminders import PASSED, Reminder, key_of
from certway.exchange.reminder_text import Addresses, deadline_task, reminder_letter, reminder_line, subject_name

ON = date(2027, 5, 14).toordinal()
NAMES = {"xyz-new": "XYZ"}
ADDRESSES = Addresses("https://c.example/home/", "https://c.example/reminders/", "https://c.example/stop/t/")


def reminder(what: str = "expires", lead: int = 14, kind: Kind = "act", about: str = "xyz-new") -> Reminder:
    deadline = Deadline(about, what, ON, kind, source="https://body.example/renew?a=1&b=2")
    return Reminder(deadline, lead, key_of(deadline, lead))


@pytest.mark.parametrize(
    ("what", "lead", "ahead", "said"),
    [
        ("expires", 14, 14, "XYZ expires in 14 days, on 14 May 2027."),
        ("expires", 7, 5, "XYZ expires in 5 days, on 14 May 2027."),
        ("expires", 1, 1, "XYZ expires tomorrow, on 14 May 2027."),
        ("expires", 1, 0, "XYZ expires today, 14 May 2027."),
        ("expires", PASSED, -3, "XYZ expired: its last day was 14 May 2027."),
        ("declare", 30, 30, "XYZ: the last day to declare your credits is in 30 days, on 14 May 2027."),
        ("annual-fee", 30, 30, "XYZ: the annual fee is due in 30 days, on 14 May 2027."),
        ("annual-fee", PASSED, -1, "XYZ: the annual fee was due on 14 May 2027."),
        ("late-education", 7, 7, "XYZ: the last day for late credits is in 7 days, on 14 May 2027."),
        ("llama-check", 7, 7, "XYZ: something is due in 7 days, on 14 May 2027."),
        ("llama-check", PASSED, -1, "XYZ: something was due on 14 May 2027."),
    ],
)
def test_line_says_what_and_when(what: str, lead: int, ahead: int, said: str) -> None:
    assert reminder_line(reminder(what, lead), as_of=ON - ahead, names=NAMES) == said


def test_what_opens_is_said_before_and_after() -> None:
    one = reminder("renew", 0, "opens")

    assert reminder_line(one, as_of=ON - 3, names=NAMES) == "XYZ: renewal opens in 3 days, on 14 May 2027."
    assert reminder_line(one, as_of=ON + 3, names=NAMES) == "XYZ: renewal has been open since 14 May 2027."
    assert deadline_task(one.deadline).startswith("You can renew it")


@pytest.mark.parametrize(
    ("about", "said"),
    [("cma-aama", "CMA (AAMA)"), ("xyz-new", "XYZ"), ("card:cpr", "CPR card"), ("card:llama", "llama"), ("q", "q")],
)
def test_subject_has_its_everyday_name(about: str, said: str) -> None:
    assert subject_name(about, NAMES) == said


def test_letter_tells_the_same_in_plain_text_and_in_html() -> None:
    due = [reminder(lead=14), reminder("annual-fee", PASSED)]
    letter = reminder_letter(due[:1], as_of=ON - 14, names=NAMES, leads=(14, 1), addresses=ADDRESSES)
    over = reminder_letter(due[1:], as_of=ON + 1, names={"xyz-new": "<X&Y>"}, leads=(1,), addresses=ADDRESSES)

    assert letter.subject == "XYZ expires in 14 days, on 14 May 2027"
    assert "14 and 1 days ahead" in letter.text
    for address in (ADDRESSES.home, ADDRESSES.settings, ADDRESSES.stop):
        assert (f"\n{address}\n" in letter.text, f'href="{address}"' in letter.html) == (True, True)
    assert "https://body.example/renew?a=1&b=2\n" in letter.text
    assert 'href="https://body.example/renew?a=1&amp;b=2"' in letter.html
    assert "1 day ahead" in over.text
    assert "ask the body today" in over.text
    assert "<strong>&lt;X&amp;Y&gt;: the annual fee was due" in over.html
