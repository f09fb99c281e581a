"""Today: what to study, for how long and why; the course; questions one after the other by forms, and their undo."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certway.core.sit.scoring import key_of
from certway.core.study.line import seconds_of
from certway.exchange.bank.shipped import shipped_bank
from certway.records.models import ItemVersion, StudyCourse, StudyEvent, User
from certway.records.study_log import load_lines
from certway.records.visits import account_mark
from certway.web.study.forms import WEEKDAYS
from members import new_user, signed_in
from pages import Element, read_page
from rooms import no_room
from sat_exams import wrong_answer
from visitors import Visitor, see, send
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db
ZONE = "America/Chicago"
NOON = 1_800_000_000_000  # UTC milliseconds
COURSE = {"exam": "cma-aama", "exam_on": "", "days_off": "", **{f"minutes_{day}": "20" for day in WEEKDAYS}}


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


@pytest.fixture
def zora(user: User) -> Visitor:
    return signed_in(user, zone=ZONE)


@pytest.fixture
def studying(zora: Visitor) -> Visitor:
    send(zora, "/study/course/", COURSE)
    return zora


def far_off(days: int = 60) -> str:
    return f"{datetime.now(ZoneInfo(ZONE)) + timedelta(days=days):%B %-d, %Y}"


def fields(section: Element, *, right: bool = True) -> dict[str, object]:
    """Return the form of a question with one right answer, filled in."""
    item = shipped_bank().bank.by_id[section.get("data-item")]
    assert item.kind == "single"
    response = key_of(item.body) if right else wrong_answer(item)
    return {"item": item.id, "version": section.get("data-version"), "response": list(response), "sure": "75"}


def singles(page: Element) -> list[Element]:
    known = shipped_bank().bank.by_id  # those that are made of templates are none of them
    asked = page.all("section", cls="question")
    return [one for one in asked if one.get("data-kind") == "single" and one.get("data-item") in known]


def test_course_is_chosen_and_today_says_how_much_of_what(zora: Visitor) -> None:
    assert "Choose an exam" in see(zora, "/study/").text
    assert zora.get("/study/session/").headers["Location"] == "/study/course/"

    send(zora, "/study/course/", {**COURSE, "exam_on": far_off()})
    page = see(zora, "/study/")
    check_page(page)
    assert "Today for the CMA (AAMA)" in page.text
    assert "new questions. Most about" in page.text
    assert "60 days of study are left" in page.text

    course = StudyCourse.objects.get()
    assert (course.exam, course.minutes, course.days_off) == ("cma-aama", [20] * 7, [])
    send(zora, "/study/course/", {**COURSE, "exam": "rma-amt"})
    assert StudyCourse.objects.get(ended_at=None).exam == "rma-amt"
    assert StudyCourse.objects.count() == 2
    send(zora, "/study/course/end/")
    assert "Choose an exam" in see(zora, "/study/").text


def test_course_says_what_is_wrong_where_it_is(zora: Visitor) -> None:
    wrong = {**COURSE, "exam": "nothing", "exam_on": "May 2031", **{f"minutes_{day}": "" for day in WEEKDAYS}}
    page = read_page(send(zora, "/study/course/", wrong, 422))
    check_page(page)
    told = page.one("div", cls="mistakes").text
    assert "Choose an exam." in told
    assert "Write the whole date" in told
    assert "Write the minutes of one day at least." in told
    past = read_page(send(zora, "/study/course/", {**COURSE, "exam_on": "May 14, 2020"}, 422))
    assert "That day is over" in past.one("div", cls="mistakes").text
    assert not StudyCourse.objects.exists()


def test_day_off_and_a_day_done_ask_for_nothing_and_let_one_go_on(zora: Visitor) -> None:
    today = f"{far_off(-1)} to {far_off(2)}"
    send(zora, "/study/course/", {**COURSE, "days_off": today})
    assert "No study is planned today." in see(zora, "/study/").text
    assert not see(zora, "/study/session/").all("section", cls="question")
    assert see(zora, "/study/session/?more=1").all("section", cls="question")


def test_questions_come_of_all_parts_with_why_and_are_kept_as_shown(studying: Visitor) -> None:
    page = see(studying, "/study/session/")
    check_page(page)
    asked = page.all("section", cls="question")
    assert len(asked) == 8
    assert sum("hidden" not in one.attributes for one in asked) == 1
    assert len({one.get("data-item").partition("/")[0] for one in asked}) > 4
    assert all("carries" in one.one("details").text for one in asked)
    assert ItemVersion.objects.count() == 8
    more = see(studying, f"/study/session/more/?from=8&known={','.join(one.get('data-item') for one in asked)}")
    others = more.all("section", cls="question")
    assert {one.get("data-item") for one in others}.isdisjoint({one.get("data-item") for one in asked})
    assert others[0].get("data-place") == "8"


def test_answers_by_forms_are_told_and_taken_back(studying: Visitor, user: User) -> None:
    first = singles(see(studying, "/study/session/"))[0]
    assert send(studying, "/study/answer/", fields(first)).headers["Location"] == "/study/session/told/"
    page = see(studying, "/study/session/told/")
    check_page(page)
    assert "Right" in page.one("strong", cls="verdict").text
    (line,) = load_lines(user.pk)
    assert (line.item, line.right, line.grade, line.sure, line.source) == (
        first.get("data-item"), True, 3, 75, "study",
    )  # fmt: skip
    left = [one.get("data-item") for one in see(studying, "/study/session/").all("section", cls="question")]
    assert first.get("data-item") not in left

    send(studying, "/study/undo/")
    assert load_lines(user.pk) == ()
    assert [row.kind for row in StudyEvent.objects.order_by("pk")] == ["answered", "undone"]
    send(studying, "/study/undo/")  # nothing is left to take back
    assert StudyEvent.objects.count() == 2
    assert studying.get("/study/session/told/").headers["Location"] == "/study/session/"


def test_what_was_missed_comes_again_the_same_day(studying: Visitor) -> None:
    first = singles(see(studying, "/study/session/"))[0]
    send(studying, "/study/answer/", fields(first, right=False))
    assert "Not right" in see(studying, "/study/session/told/").one("strong", cls="verdict").text
    again = list(see(studying, "/study/session/").all("section", cls="question"))
    place = [one.get("data-item") for one in again].index(first.get("data-item"))
    assert place == 5
    assert "You missed it today." in again[place].one("details").text


def test_answers_without_a_choice_or_a_question_are_refused(studying: Visitor) -> None:
    first = singles(see(studying, "/study/session/"))[0]
    answer = fields(first)
    del answer["response"]
    send(studying, "/study/answer/", answer)
    assert "Choose an answer first." in see(studying, "/study/session/").text
    send(studying, "/study/answer/", {**fields(first), "version": "0" * 16}, status=404)
    assert not StudyEvent.objects.exists()


def wish(first: Element, number: int, **more: object) -> dict[str, object]:
    item = shipped_bank().bank.by_id[first.get("data-item")]
    told = {"item": item.id, "version": first.get("data-version"), "response": list(key_of(item.body))}
    return {"number": number, "kind": "answered", **told, "spent": 20_000, "age": 60_000, **more}


def post(
    visitor: Visitor, user: User, wishes: list[dict[str, object]], **more: object
) -> tuple[int, dict[str, object]]:
    told = {"device": "phone", "owner": account_mark(user.public_id), "wishes": wishes, **more}
    answer = visitor.post("/study/log/", json.dumps(told), content_type="application/json")
    return answer.status_code, json.loads(answer.content)


def test_what_a_device_sends_is_kept_once_and_dated_by_its_age(studying: Visitor, user: User) -> None:
    first, second = singles(see(studying, "/study/session/"))[:2]
    sent = [wish(first, 7), wish(second, 8), {"number": 9, "kind": "undone", "undoes": 8, "age": 0}]
    status, told = post(studying, user, sent)
    assert (status, told["kept"], told["refused"]) == (200, [7, 8, 9], [])
    assert post(studying, user, sent)[1]["kept"] == [7, 8, 9]
    (line,) = load_lines(user.pk)
    assert (line.item, line.spent) == (first.get("data-item"), 20_000)
    assert StudyEvent.objects.count() == 3
    row = StudyEvent.objects.get(number=7)
    assert row.received - row.at == 60_000


def test_reading_reasons_is_studied_as_well_and_being_away_is_not(studying: Visitor, user: User) -> None:
    first = singles(see(studying, "/study/session/"))[0]  # four times: how many there are of a kind, a lot decides
    ages = (600_000, 550_000, 100_000, 60_000)  # each took 20 seconds: 30 of reading, 7 minutes away, 20 of reading
    post(studying, user, [wish(first, number, age=age) for number, age in enumerate(ages)])
    assert [line.reading for line in load_lines(user.pk)] == [0, 30_000, 0, 20_000]
    assert sum(map(seconds_of, load_lines(user.pk))) == pytest.approx(4 * 20 + 50)
    post(studying, user, [{"number": 9, "kind": "undone", "undoes": 2, "age": 0}])
    assert [line.reading for line in load_lines(user.pk)] == [0, 30_000, 0]


def test_answers_by_forms_are_measured_by_what_lies_between_them(
    studying: Visitor, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for passed in (0, 40_000, 90_000):
        monkeypatch.setattr("certway.web.study.views.session.now_milliseconds", lambda passed=passed: NOON + passed)
        first = singles(see(studying, "/study/session/"))[0]
        send(studying, "/study/answer/", fields(first))
    assert [(line.spent, line.reading) for line in load_lines(user.pk)] == [(None, 0), (None, 40_000), (None, 50_000)]


@pytest.mark.django_db(transaction=True)
def test_log_refuses_what_it_can_not_keep_and_says_whose_it_is(studying: Visitor, user: User) -> None:
    first = singles(see(studying, "/study/session/"))[0]
    status, told = post(studying, user, [wish(first, 1, version="f" * 16), wish(first, 2, response=[])])
    assert (status, told["kept"]) == (200, [])
    assert told["refused"] == [
        {"number": 1, "reason": "no-such-question"},
        {"number": 2, "reason": "no-such-answer"},
    ]
    assert post(studying, user, [wish(first, 3)], owner="somebody")[0] == 401
    assert post(studying, user, [{"number": -1}])[0] == 400
    assert post(studying, user, [wish(first, 4)], device="sitting-1")[1]["kept"] == []
    assert post(Visitor(), user, [])[0] == 401
    with no_room():
        assert post(studying, user, [wish(first, number) for number in range(5, 400)])[0] == 507
    assert not StudyEvent.objects.exists()
    assert post(studying, user, [wish(first, 5)])[1]["kept"] == [5]


def test_pages_ask_the_database_as_often_for_many_answers_as_for_few(studying: Visitor, user: User) -> None:
    counts = {}
    asked = singles(see(studying, "/study/session/"))
    for number, one in enumerate(asked):
        post(studying, user, [wish(one, number)])
        for address in ("/study/", "/study/session/"):
            see(studying, address)
            with CaptureQueriesContext(connection) as queries:
                see(studying, address)
            counts.setdefault(address, set()).add(len(queries))
    assert max(counts["/study/"]) <= 15
    assert max(counts["/study/session/"]) <= 15
