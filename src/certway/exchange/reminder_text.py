"""Reminders in words: a line for each, and the mail that brings those of one day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from certway.core.renew.deadlines import CARD, Deadline
from certway.core.renew.reminders import PASSED, Reminder
from certway.exchange.words.catalogue import Catalogue, catalogue
from certway.exchange.words.figures import day, listed


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a mail leads, whole addresses."""

    home: str
    settings: str
    stop: str  # stops all reminders by one press of a button


@dataclass(frozen=True, slots=True)
class LetterText:
    """A mail."""

    subject: str
    text: str
    html: str


def subject_name(credential: str, names: Mapping[str, str]) -> str:
    """Return what a deadline is about: `CMA (AAMA)`, `CPR card`. `names` are those of credentials, by id."""
    words = catalogue()
    if credential.startswith(CARD):
        kind = credential.removeprefix(CARD)
        return words.find(f"choice.cards.kind.{kind}") or kind
    return words.find(f"credential.{credential}") or names.get(credential, credential)


def deadline_title(deadline: Deadline, names: Mapping[str, str]) -> str:
    """Return a deadline without its day: `CMA (AAMA) expires`."""
    words, name = catalogue(), subject_name(deadline.credential, names)
    return words.say(_known(f"remind.title.{deadline.what}", "remind.title.other"), name=name)


def deadline_task(deadline: Deadline) -> str:
    """Return what to do about a deadline."""
    return catalogue().say(_known(f"remind.do.{deadline.what}", "remind.do.other"))


def reminder_line(reminder: Reminder, *, as_of: int, names: Mapping[str, str]) -> str:
    """Return a reminder as a sentence: `CMA (AAMA) expires in 14 days, on 14 May 2027.`"""
    deadline, words = reminder.deadline, catalogue()
    name, on = subject_name(deadline.credential, names), day(deadline.on, words)
    if deadline.on < as_of or reminder.lead == PASSED:
        return words.say(_known(f"remind.passed.{deadline.what}", "remind.passed.other"), name=name, on=on)
    when = _when(deadline.on, as_of, words)
    return words.say(_known(f"remind.line.{deadline.what}", "remind.line.other"), name=name, when=when)


def lead_words(leads: Sequence[int]) -> str:
    """Return lead times in words: `180, 90 and 1 days`."""
    words = catalogue()
    return words.say_many("remind.leads", max(leads, default=0), n=listed([str(lead) for lead in leads], "and", words))


def reminder_letter(
    due: Sequence[Reminder], *, as_of: int, names: Mapping[str, str], leads: Sequence[int], addresses: Addresses
) -> LetterText:
    """Return the mail for what is due on a day (an ordinal), one reminder or more."""
    lines = [reminder_line(one, as_of=as_of, names=names) for one in due]
    paragraphs = [*_paragraphs(due, lines, as_of), *_ending(leads, addresses)]
    return LetterText(
        subject=_subject(lines),
        text="\n\n".join("\n".join(filter(None, (one.strong, one.text, one.address))) for one in paragraphs) + "\n",
        html=_html(paragraphs),
    )


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph of a mail."""

    strong: str = ""  # its first line
    text: str = ""
    address: str = ""  # where it leads; the text is then the link's


def _paragraphs(due: Sequence[Reminder], lines: Sequence[str], as_of: int) -> Iterator[_Paragraph]:
    words = catalogue()
    for one, line in zip(due, lines, strict=True):
        over = one.lead == PASSED or (one.deadline.on < as_of and one.deadline.kind != "opens")
        yield _Paragraph(line, words.say("remind.do.passed") if over else deadline_task(one.deadline))
        if one.deadline.source:
            yield _Paragraph(text=words.say("remind.mail.source"), address=one.deadline.source)


def _ending(leads: Sequence[int], addresses: Addresses) -> Iterator[_Paragraph]:
    words = catalogue()
    yield _Paragraph(text=words.say("remind.mail.home"), address=addresses.home)
    yield _Paragraph(text=words.say("remind.mail.why", leads=lead_words(leads)))
    yield _Paragraph(text=words.say("remind.mail.settings"), address=addresses.settings)
    yield _Paragraph(text=words.say("remind.mail.stop"), address=addresses.stop)
    yield _Paragraph(text=words.say("remind.mail.unaffiliated"))


def _subject(lines: Sequence[str]) -> str:
    words = catalogue()
    if len(lines) == 1:
        return lines[0].rstrip(".")
    return words.say("remind.mail.subject", n=len(lines), first=lines[0].rstrip("."))


def _html(paragraphs: Sequence[_Paragraph]) -> str:
    parts = []
    for one in paragraphs:
        text = escape(one.text)
        if one.address:
            text = f'<a href="{escape(one.address)}">{text.rstrip(":")}</a>'
        strong = f"<strong>{escape(one.strong)}</strong>" if one.strong else ""
        parts.append(f"<p>{'<br>'.join(filter(None, (strong, text)))}</p>")
    body = "\n".join(parts)
    return f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"></head><body>\n{body}\n</body></html>\n'


def _when(on: int, as_of: int, words: Catalogue) -> str:
    shown = day(on, words)
    if on - as_of < 2:
        return words.say("remind.when.today" if on == as_of else "remind.when.tomorrow", on=shown)
    return words.say("remind.when", n=on - as_of, on=shown)


def _known(message: str, other: str) -> str:
    """Return a message id, or another one where there are no words of its own for what is due."""
    return message if catalogue().find(message) else other
