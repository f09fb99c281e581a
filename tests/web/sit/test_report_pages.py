"""The report on pages and on paper: what came of it, its questions a page at a time, and nobody else's."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from certway.actions.see_report import PAGE_QUESTIONS
from certway.core.sit.events import Flagged
from certway.core.sit.profile import Scale, practice
from certway.exchange import report_pdf
from certway.records.models import Sitting, SittingEvent, User
from certway.records.sittings import row_of
from members import new_user, signed_in
from pages import Element
from sat_exams import MARCH, sat, single_form
from visitors import Visitor, see, send
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


@pytest.fixture
def zora(user: User) -> Visitor:
    return signed_in(user, zone="America/Chicago")


def questions(page: Element) -> list[int]:
    """Return the numbers of the questions that a page lists."""
    return [int(one.get("id").removeprefix("question-")) + 1 for one in page.all("details", cls="answer")]


def section(page: Element, heading: str) -> Element:
    (found,) = [one for one in page.all("section") if one.get("aria-labelledby") == heading]
    return found


def test_report_says_and_draws_what_came_of_it(zora: Visitor, user: User) -> None:
    profile = replace(practice("cma-aama", 60), scale=Scale(200, 800, 405))
    right = dict.fromkeys(range(38), True) | {59: None}  # the others are wrong
    form = single_form("cma-aama", 60)
    key = sat(user, form, right=lambda place: right.get(place, False), profile=profile)
    page = see(zora, f"/exams/{key}/report/")
    check_page(page)
    assert page.heading == "38 of 60 right"
    assert "1 question was not answered." in page.text
    how = section(page, "how")
    assert "You got less right in the last quarter than in the first." in how.text
    assert "You were surer than you were right." in how.text
    assert len(how.all("svg", cls="bar")) == 4 + 1
    assert len(how.all("path", cls="bar-said")) == 1
    parts = section(page, "parts")
    assert len(parts.all("svg", cls="bar")) == len({one.node for one in form.form.items})
    assert "1 March 2026" in page.text


def test_short_practice_says_nothing_of_stamina(zora: Visitor, user: User) -> None:
    key = sat(user, single_form("cma-aama", 12), right=lambda place: place < 6)
    assert "quarter" not in see(zora, f"/exams/{key}/report/").text


def test_questions_are_listed_a_page_at_a_time_all_missed_or_flagged(zora: Visitor, user: User) -> None:
    key = sat(user, single_form("cma-aama", 60), right=lambda place: place % 2 == 0, over=False)
    row = Sitting.objects.get(public_id=key)
    row_of(row, Flagged(MARCH + 60_000, 7, on=True), received=MARCH + 60_000).save()
    send(zora, f"/exams/{key}/go/submit/")
    where = f"/exams/{key}/report/"
    first = see(zora, where)
    assert questions(first) == list(range(1, PAGE_QUESTIONS + 1))
    assert {"All (60)", "Not right (30)", "Flagged (1)"} <= {link.text for link in first.all("a", cls="quiet")}
    assert questions(see(zora, f"{where}?page=3")) == list(range(51, 61))
    missed = see(zora, f"{where}?show=missed&page=2")
    check_page(missed)
    assert questions(missed) == [52, 54, 56, 58, 60]
    assert questions(see(zora, f"{where}?show=flagged")) == [8]
    for odd in ("?page=99", "?page=-1", "?page=x", "?show=secret", "?page=1e9"):
        assert questions(see(zora, where + odd)) in ([*range(51, 61)], [*range(1, 26)])


def test_reason_of_a_mistake_leads_back_to_its_place_in_the_list(zora: Visitor, user: User) -> None:
    key = sat(user, single_form("cma-aama", 60), right=lambda _: False)
    sent = {"place": "30", "kind": "misread", "show": "missed", "page": "2"}
    where = send(zora, f"/exams/{key}/mistake/", sent).headers["Location"]
    assert where == f"/exams/{key}/report/?show=missed&page=2#question-30"
    page = see(zora, where)
    pressed = [one for one in page.all("button") if one.get("aria-pressed") == "true"]
    assert [one.text for one in pressed] == ["I misread it"]


def test_report_is_printed_with_every_question_or_those_that_were_missed(zora: Visitor, user: User) -> None:
    form = single_form("cma-aama", 12)
    key = sat(user, form, right=lambda place: place < 9)
    links = [link for link in see(zora, f"/exams/{key}/report/").links if "report.pdf" in link]
    assert links == [f"/exams/{key}/report/report.pdf", f"/exams/{key}/report/report.pdf?show=missed"]
    for link, count in zip(links, (12, 3), strict=True):
        response = zora.get(link)
        assert response.headers["Content-Type"] == "application/pdf"
        assert 'filename="certway-cma-aama-report-2026-03-01.pdf"' in response.headers["Content-Disposition"]
        assert "no-store" in response.headers["Cache-Control"]
        content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
        printed = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        assert len(re.findall(r"^\d+\. .* · (?:right|not right|not answered)$", printed, re.MULTILINE)) == count
        assert f"http://testserver/exams/{key}/report/" in printed.replace("\n", "")


def test_report_that_can_t_be_set_leads_back_and_says_so(
    zora: Visitor, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = sat(user, single_form("cma-aama", 3), right=lambda _: True)
    monkeypatch.setattr(report_pdf, "_SETTER", "certway.exchange.no_such_setter")
    response = zora.get(f"/exams/{key}/report/report.pdf")
    assert (response.status_code, response.headers["Location"]) == (302, f"/exams/{key}/report/")
    assert "too heavy" in see(zora, f"/exams/{key}/report/").text


def test_report_on_paper_is_its_owner_s_alone_and_not_before_the_end(zora: Visitor, user: User) -> None:
    key = sat(user, single_form("cma-aama", 5), right=lambda _: True)
    open_ = sat(user, single_form("cma-aama", 5), right=lambda _: True, over=False)
    see(signed_in(new_user("eve@example.org")), f"/exams/{key}/report/report.pdf", 404)
    see(zora, f"/exams/{open_}/report/report.pdf", 404)
    assert "/account/sign-in/" in Visitor().get(f"/exams/{key}/report/report.pdf").headers["Location"]


def test_report_asks_the_database_as_often_for_many_questions_as_for_few(zora: Visitor, user: User) -> None:
    counts = []
    for size in (10, 60):
        key = sat(user, single_form("cma-aama", size), right=lambda place: place % 2 == 0)
        with CaptureQueriesContext(connection) as asked:
            see(zora, f"/exams/{key}/report/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10
    assert SittingEvent.objects.count() > 70
