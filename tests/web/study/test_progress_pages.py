"""Topics, progress and goals of a week: what is found and drawn, practised from there, and nobody else's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from certway.records.models import ScenarioRun, Sitting, SkillRun, StudyCourse, User
from certway.records.people import person_of
from certway.records.sittings import form_of
from certway.web.clock import now_milliseconds
from members import new_user, signed_in
from pages import filled
from sat_exams import sat, single_form
from studied import DAY, answer, open_course_of
from visitors import Visitor, see, send
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db
PAGES = ("/study/topics/", "/study/progress/", "/study/goals/")
PROCEDURES = "clinical-competency.procedures"
TOPIC = "wound-care"  # of that part
MOST_QUERIES = 15


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


@pytest.fixture
def zora(user: User) -> Visitor:
    return signed_in(user)


@pytest.fixture(autouse=True)
def patient(settings: Settings) -> None:
    """Wait for what is reckoned: pages wait a tenth of that."""
    settings.PLAN_PATIENCE_SECONDS = 600


def run_skill(user: User, number: int, *, days_ago: float = 0.0) -> None:
    at = now_milliseconds() - round(days_ago * DAY)
    own = {"person": person_of(user.pk), "edition": "e", "at": at, "device": "tab", "number": number}
    SkillRun.objects.create(
        **own, skill="venipuncture-evacuated-tube", spent=600_000, steps=9, passed=True, signed_by="self"
    )
    ScenarioRun.objects.create(**own, scenario="needlestick", path=[], grades=[], ending="good")


def test_pages_without_a_course_lead_to_one(zora: Visitor) -> None:
    for address in PAGES:
        page = see(zora, address)
        check_page(page)
        assert "You study for no exam yet." in page.text
        assert "/study/" in page.links
    send(zora, "/study/goals/", {"questions": "5"}, 200)
    assert not StudyCourse.objects.exists()


def test_pages_ask_visitors_to_sign_in() -> None:
    for address in PAGES:
        found = Visitor().get(address)
        assert found.status_code == 302
        assert found.headers["Location"].startswith("/account/sign-in/")


def test_topics_say_what_is_weak_and_practise_it(zora: Visitor, user: User) -> None:
    open_course_of(user)
    answer(user, 9, right=lambda number: number % 10 < 8, days_ago=1)
    answer(user, 30, right=lambda number: number < 5, nodes=(PROCEDURES,), device="desk")
    page = see(zora, "/study/topics/")
    check_page(page)
    assert page.heading == "Weak so far: Procedures"
    weak = page.one("p", cls="weak-said")
    assert weak.text.startswith("Weak: 5 of your last 30 right; just at the pass mark it would be about")
    assert page.text.count("Right on a question that you have not met: about") == 10
    assert len(page.one("table").all("tr")) == 1 + 10
    button = page.one("button", value=TOPIC)
    form = page.one("form", id=button.get("form"))  # of its part, for all of its topics
    told = filled(form)
    assert told["tells"] == ["1"]
    assert PROCEDURES in told["part"]
    send(zora, form.get("action"), {**told, button.get("name"): TOPIC})
    row = Sitting.objects.select_related("form").get()
    assert {one.item.partition("/")[0] for one in form_of(row.form).items} == {TOPIC}
    assert row.profile["tells"]
    send(zora, "/exams/practice/cma-aama/", {"part": PROCEDURES, "topic": "nothing"}, 404)


def test_topics_of_who_answered_nothing_say_so(zora: Visitor, user: User) -> None:
    open_course_of(user, ahead=None)
    page = see(zora, "/study/topics/")
    check_page(page)
    assert page.heading == "You have not answered a question of this exam yet"
    assert "Too little is known to say how you would do on questions that you have not met." in page.text
    assert "/study/progress/" in page.links


def test_progress_tells_a_forecast_and_no_verdict(zora: Visitor, user: User) -> None:
    off = datetime.now(UTC).date() - timedelta(days=2)
    open_course_of(user, days_off=((off, off),))
    answer(user, 9, days_ago=3, right=lambda number: number % 10 < 6)
    run_skill(user, 1, days_ago=1)
    page = see(zora, "/study/progress/")
    check_page(page)
    assert page.heading.startswith("As things stand,")
    assert "It is an estimate" in page.text
    assert "Expected score:" in page.text
    assert "on the body's scale from 200 to 800, where 405 passes" in page.text
    assert "If you keep your minutes until then: about" in page.text
    forecast, calendar = page.all("svg", role="img")
    assert "if nothing more is studied" in forecast.get("aria-label")
    assert len(calendar.all("path", cls="calendar-off")) == 1
    assert len(calendar.all("rect", cls="calendar-work")) == 2
    assert "2 days studied without missing one that was planned." in page.text  # a day off lies between
    assert "1 run, 10 min" in page.text
    assert "Of 1 answer or run the time was not measured" in page.text


def test_progress_of_too_few_answers_says_what_it_takes(zora: Visitor, user: User) -> None:
    open_course_of(user)
    answer(user, 3)
    page = see(zora, "/study/progress/")
    check_page(page)
    assert page.heading == "Too little is known to say how the exam would go"
    assert "2 more questions" in page.text
    assert "Any part" in page.text


def test_progress_shows_the_last_figures_while_new_ones_are_reckoned(
    zora: Visitor, user: User, settings: Settings
) -> None:
    open_course_of(user)
    answer(user, 9)
    see(zora, "/study/progress/")
    answer(user, 12, device="desk")
    settings.PLAN_PATIENCE_SECONDS = 0
    page = see(zora, "/study/progress/", 202)
    check_page(page)
    assert page.heading == "Your answers are being gone through"
    assert "When it was last told, on" in page.text
    assert page.one("div", cls="making").get("hx-get") == "/study/progress/"


def test_goals_of_a_week_are_kept_and_counted(zora: Visitor, user: User) -> None:
    open_course_of(user)
    page = see(zora, "/study/goals/")
    check_page(page)
    send(zora, "/study/goals/", {"questions": "120", "skills": "", "scenarios": "0", "exams": "1"})
    assert StudyCourse.objects.get().weekly == {"questions": 120, "exams": 1}
    answer(user, 4)
    sat(user, single_form("cma-aama", 5), right=lambda _: True, at=now_milliseconds() - 60_000)
    page = see(zora, "/study/goals/")
    check_page(page)
    said = [one.text for one in page.one("section", cls="week").all("div", cls="share")]
    assert said[1].startswith("Questions answered")
    assert said[2] == "Whole exams sat 0 of 1"


def test_goals_that_are_no_numbers_are_said(zora: Visitor, user: User) -> None:
    open_course_of(user, weekly={"questions": 7})
    page = send(zora, "/study/goals/", {"questions": "many", "exams": "-1"}, 422)
    assert page.content.decode().count("Type a number from 0 to 2,000, or nothing.") == 4  # above, and beside each
    assert StudyCourse.objects.get().weekly == {"questions": 7}


def test_pages_are_of_one_s_own_course(zora: Visitor, user: User) -> None:
    open_course_of(user)
    answer(user, 9)
    see(zora, "/study/progress/")
    eve = signed_in(new_user("eve@example.org"))
    for address in PAGES:
        assert "You study for no exam yet." in see(eve, address).text


def test_pages_ask_the_database_as_often_for_three_as_for_one(zora: Visitor, user: User) -> None:
    open_course_of(user, weekly={"exams": 1, "skills": 3})
    see(zora, "/study/")  # the session notes once when it was used
    counts = []
    for number in range(3):
        answer(user, 7 + number, days_ago=3 - number, device=f"device {number}")
        run_skill(user, number)
        if number != 1:
            see(zora, "/study/progress/")  # notes what is told today
            with CaptureQueriesContext(connection) as asked:
                for address in PAGES:
                    see(zora, address)
            counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUERIES * len(PAGES)
