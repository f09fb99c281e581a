"""Results on pages: what is found, drawn and listed, and nobody else's."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certway.core.sit.profile import Scale, practice
from certway.records.models import MistakeNote, Sitting, User
from members import new_user, signed_in
from sat_exams import DAY, MARCH, sat, single_form
from visitors import Visitor, see
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


@pytest.fixture
def zora(user: User) -> Visitor:
    return signed_in(user, zone="America/Chicago")


@pytest.fixture(autouse=True)
def patient(settings: object) -> None:
    """Wait for pictures: the library that draws them takes a second to load."""
    settings.PLAN_PATIENCE_SECONDS = 60  # type: ignore[attr-defined]


def test_results_are_found_drawn_and_listed(zora: Visitor, user: User) -> None:
    form = single_form("cma-aama", 60)
    profile = replace(practice("cma-aama", 60), scale=Scale(200, 800, 405))
    first = sat(user, form, right=lambda place: place < 25, profile=profile)
    drill = sat(user, single_form("cma-aama", 20), right=lambda place: place < 9, at=MARCH + DAY)
    last = sat(user, form, right=lambda place: place < 55, profile=profile, at=MARCH + 9 * DAY)
    row = Sitting.objects.get(public_id=first)
    MistakeNote.objects.bulk_create(MistakeNote(sitting=row, place=30 + n, kind="timing") for n in range(11))
    page = see(zora, "/exams/cma-aama/results/")
    check_page(page)
    assert page.heading == "Your last whole exam lies above the pass mark, as far as this goes"
    assert "It went better than your first one, by more than chance." in page.text
    pictures = page.all("svg", role="img")
    titles = [heading.text for one in page.all("section", cls="trend") for heading in one.all("h2")]
    assert [one.get("aria-label").partition(".")[0] for one in pictures] == titles
    assert re.fullmatch(r"From \d+–\d+ to \d+–\d+ on the body's scale, as an estimate", titles[0])
    assert titles[1] == "Practice so far: too little to see a change"
    table = page.one("table")
    assert [link.get("href") for link in table.all("a")] == [f"/exams/{key}/report/" for key in (last, drill, first)]
    assert "no time 11" in table.text
    assert "Most often you ran out of time." in page.text
    assert "You said why for 11 of 51 questions that you missed." in page.text


def test_exams_page_lists_what_goes_on_first_and_links_the_results(zora: Visitor, user: User) -> None:
    open_ = sat(user, single_form("cma-aama", 5), right=lambda _: True, over=False)
    for number in range(7):
        sat(user, single_form("cma-aama", 5), right=lambda _: True, at=MARCH + (1 + number) * DAY)
    sat(user, single_form("mlt-ascp", 5), right=lambda _: True)
    page = see(zora, "/exams/")
    check_page(page)
    listed = page.links
    assert f"/exams/{open_}/" in listed
    assert sum(link.endswith("/report/") for link in listed) == 5
    assert {"/exams/cma-aama/results/", "/exams/mlt-ascp/results/", "/exams/my-exams.json"} <= set(listed)
    assert "CMA (AAMA): 7 sittings" in page.text


def test_exam_without_results_says_so(zora: Visitor) -> None:
    page = see(zora, "/exams/cma-aama/results/")
    check_page(page)
    assert page.heading == "You have no result in this exam yet"
    assert page.all("svg", role="img") == []
    see(zora, "/exams/cpa/results/", 404)


def test_results_are_one_s_own(zora: Visitor, user: User) -> None:
    sat(user, single_form("cma-aama", 5), right=lambda _: True)
    eve = signed_in(new_user("eve@example.org"))
    assert see(eve, "/exams/cma-aama/results/").heading == "You have no result in this exam yet"
    assert "/account/sign-in/" in Visitor().get("/exams/cma-aama/results/").headers["Location"]


def test_results_that_are_being_drawn_ask_again(zora: Visitor, user: User, settings: object) -> None:
    sat(user, single_form("cma-aama", 7), right=lambda place: place < 3)
    settings.PLAN_PATIENCE_SECONDS = 0  # type: ignore[attr-defined]
    page = see(zora, "/exams/cma-aama/results/", 202)
    check_page(page)
    assert page.one("div", id="making").get("hx-get") == "/exams/cma-aama/results/"


def test_lists_ask_the_database_as_often_for_three_as_for_one(zora: Visitor, user: User) -> None:
    see(zora, "/exams/cma-aama/results/")  # the session notes once when it was used
    counts = []
    for number in range(3):
        sat(user, single_form("cma-aama", 10, seed=number), right=lambda place: place < 5, at=MARCH + number * DAY)
        if number != 1:
            with CaptureQueriesContext(connection) as asked:
                for address in ("/exams/", "/exams/cma-aama/results/", "/exams/cma-aama/"):
                    see(zora, address)
            counts.append(len(asked))
    assert counts[0] == counts[1]
