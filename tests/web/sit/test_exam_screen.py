"""The screen of an exam and its door: review, sureness, calculator, set-up, and a server that has no room."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from certway.core.sit.profile import MINUTE, Profile, Segment, practice
from certway.records.models import Sitting, SittingEvent, User
from certway.records.sittings import form_of, given_form, load_log, questions_of
from certway.web.clock import now_milliseconds
from members import new_user, signed_in
from pages import Element, read_page
from rooms import no_room
from visitors import Visitor, see, send
from web.sit.test_exam_pages import fields_of, in_sight, log, one_of_each, sitting
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db

LINEAR = replace(
    practice("cma-aama", 5), segments=(Segment(2, 10 * MINUTE), Segment(3, 10 * MINUTE)), break_milliseconds=MINUTE
)


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


@pytest.fixture
def zora(user: User) -> Visitor:
    return signed_in(user)


def begun(zora: Visitor, user: User, profile: Profile) -> UUID:
    key = sitting(user, profile, is_practice=False)
    send(zora, f"/exams/{key}/go/begin/")
    return key


def answered(key: UUID) -> list[tuple[int | None, object, object]]:
    """Return what the log has as answers: place, response, and how sure."""
    rows = SittingEvent.objects.filter(sitting__public_id=key, kind="answered").order_by("pk")
    return [(row.place, row.content["response"], row.content.get("sure")) for row in rows]


def groups(page: Element) -> dict[str, list[str]]:
    """Return the questions that a review links to, by what they have in common."""
    return {one.get("data-group"): one.texts("a") for one in page.all("div", cls="map")}


def test_review_says_what_is_open_and_flagged_and_leads_there(zora: Visitor, user: User) -> None:
    key, items = begun(zora, user, LINEAR), one_of_each()
    send(zora, f"/exams/{key}/answer/", {**fields_of(items[0], 0), "flag": "1"})
    last = send(zora, f"/exams/{key}/answer/", {"place": 1}).headers["Location"]
    assert last == f"/exams/{key}/review/"  # after the last question
    page = see(zora, last)
    check_page(page)
    assert page.texts("h2") == ["Close segment 1 of 2?"]
    assert groups(page) == {"open": ["2"], "flagged": ["1"], "done": ["1"]}
    assert [button.text for button in page.main.all("button")] == ["Close this segment"]
    (link,) = [one.get("href") for one in page.main.all("a") if one.text == "2"]
    assert in_sight(see(zora, link)).get("data-place") == "1"

    send(zora, f"/exams/{key}/go/close/")
    assert zora.get(f"/exams/{key}/review/").headers["Location"] == f"/exams/{key}/"
    send(zora, f"/exams/{key}/go/begin/")
    page = see(zora, f"/exams/{key}/review/?at=4")
    assert page.texts("h2") == ["End and hand in?"]
    assert groups(page) == {"open": ["3", "4", "5"], "flagged": [], "done": []}
    assert f"/exams/{key}/?at=4" in page.links


def test_review_of_an_exam_without_return_counts_alone(zora: Visitor) -> None:
    where = send(zora, "/exams/sit/mlt-ascp/").headers["Location"]
    send(zora, f"{where}go/begin/")
    row = Sitting.objects.get()
    send(zora, f"{where}answer/", fields_of(questions_of(given_form(form_of(row.form), load_log(row)))[0], 0))
    page = see(zora, f"{where}review/")
    check_page(page)
    assert [(one.one("dt").text, one.one("dd").text) for one in page.one("dl").all("div")] == [
        ("Answered", "1"),
        ("Not asked yet", "99"),
    ]
    assert groups(page) == {}


def test_sureness_is_asked_where_somebody_wants_it_and_reported(zora: Visitor, user: User) -> None:
    key = sitting(user, replace(practice("cma-aama", 5), asks_sure=True))
    items = one_of_each()
    asked = in_sight(see(zora, f"/exams/{key}/")).one("fieldset", cls="sure")
    assert asked.texts("label") == ["A guess", "Unsure", "Fairly sure", "Sure"]
    send(zora, f"/exams/{key}/answer/", {**fields_of(items[0], 0), "sure": "75"})
    send(zora, f"/exams/{key}/answer/", {**fields_of(items[0], 0), "sure": "75"})  # nothing new
    send(zora, f"/exams/{key}/answer/", {**fields_of(items[0], 0), "sure": "100"})
    send(zora, f"/exams/{key}/answer/", {**fields_of(items[1], 1), "sure": "99"})  # no such step: as if unsaid
    send(zora, f"/exams/{key}/answer/", {"place": 2, "sure": "25"})  # sure of nothing
    right = [fields_of(item, place)["response"] for place, item in enumerate(items[:2])]
    assert answered(key) == [(0, right[0], 75), (0, right[0], 100), (1, right[1], None)]
    chosen = [one.get("value") for one in in_sight(see(zora, f"/exams/{key}/?at=1")).all("input", name="sure")]
    assert chosen == ["25", "50", "75", "100"]
    send(zora, f"/exams/{key}/go/submit/")
    assert "Where you were about 100 percent sure" in see(zora, f"/exams/{key}/report/").text


def test_sureness_is_chosen_at_the_door_and_never_asked_unasked(zora: Visitor, user: User) -> None:
    key = sitting(user, LINEAR, is_practice=False)
    assert "You are not asked how sure you are" in see(zora, f"/exams/{key}/").text
    send(zora, f"/exams/{key}/sureness/", {"asks": "1"})
    assert "You are asked how sure you are" in see(zora, f"/exams/{key}/").text
    send(zora, f"/exams/{key}/sureness/")
    send(zora, f"/exams/{key}/go/begin/")
    send(zora, f"/exams/{key}/sureness/", {"asks": "1"})
    page = see(zora, f"/exams/{key}/")
    assert "It has begun already." in page.text
    assert page.all("fieldset", cls="sure") == []
    send(signed_in(new_user("eve@example.org")), f"/exams/{key}/sureness/", {"asks": "1"}, 404)


def test_practice_asks_how_sure_where_it_is_ticked(zora: Visitor) -> None:
    for told, asks in (({}, False), ({"asks-sure": "1"}, True)):
        where = send(zora, "/exams/practice/cma-aama/", {"most": "10", **told}).headers["Location"]
        assert (see(zora, where).all("fieldset", cls="sure") != []) is asks


def test_calculator_is_on_the_screen_where_the_body_allows_it_alone(zora: Visitor, user: User) -> None:
    for rule in ("allowed", "not-allowed", "unknown"):
        key = begun(zora, user, replace(LINEAR, calculator=rule))  # type: ignore[arg-type]
        page = see(zora, f"/exams/{key}/")
        check_page(page)
        keys = [one.get("data-key") for one in page.all("button") if "data-key" in one.attributes]
        assert sorted(keys) == (sorted([*"0123456789.+-*/=c", "back"]) if rule == "allowed" else [])
        assert ("calculator" in " ".join(one.get("src") for one in page.all("script"))) is (rule == "allowed")


@pytest.mark.parametrize(
    ("exam", "told", "source"),
    [
        ("cma-aama", "Not allowed, so there is none.", "Source: miller2003/testpreppilot"),
        ("pbt-ascp", "Not published, so there is none here.", "We looked at ascp.org"),
        ("rma-amt", "Not published, so there is none here.", ""),
    ],
)
def test_lobby_says_what_the_body_says_of_calculators_and_where(exam: str, told: str, source: str) -> None:
    page = see(Visitor(), f"/exams/{exam}/")
    check_page(page)
    (line,) = [one.text for one in page.one("dl", cls="facts").all("div") if one.one("dt").text == "Calculator"]
    assert told in line
    assert (source in line) if source else ("Source" not in line and "We looked" not in line)


def test_door_shows_the_rules_what_one_is_granted_and_the_checks(zora: Visitor) -> None:
    send(zora, "/exams/time/", {"pace": "125", "stop-clock": "1", "large-type": "1"})
    where = send(zora, "/exams/sit/cma-aama/").headers["Location"]
    page = see(zora, where)
    check_page(page)
    assert "200 questions in 200 minutes; with all breaks, at most 280." in page.text
    assert "200 minutes instead of 160: 125 percent, as you were granted" in page.text
    assert "At any time, for up to 60 minutes in all" in page.text
    assert "Larger, as you were granted" in page.text
    assert "At most 280 minutes: 200 with the questions, 80 of breaks" in page.text
    assert "4 segments of 50 questions" in page.text
    assert "This browser runs no scripts, so nothing can be tried." in page.text
    checks = [one.get("data-check") for one in page.all("li") if "data-check" in one.attributes]
    assert checks == ["store", "server", "clock", "screen", "keys"]
    assert page.one("section", id="set-up").get("data-clock") == "/exams/clock/"


def test_clock_of_the_server_is_told_to_whoever_asks() -> None:
    before = now_milliseconds()
    assert before <= Visitor().get("/exams/clock/").json()["now"] <= now_milliseconds()
    check_page(see(Visitor(), "/exams/set-up/"))


def test_time_that_somebody_hid_stays_hidden_on_the_next_page(zora: Visitor, user: User) -> None:
    key = begun(zora, user, LINEAR)
    for address in (f"/exams/{key}/", f"/exams/{key}/review/"):
        zora.cookies.pop("exam_clock", None)
        assert "open" in see(zora, address).one("details", cls="clock").attributes
        zora.cookies["exam_clock"] = "hidden"
        assert "open" not in see(zora, address).one("details", cls="clock").attributes


def question_alone(client: Visitor, address: str) -> Element:
    """Return the question that the script asks for."""
    response = client.get(address, headers={"hx-request": "true"})
    page = read_page(response)
    assert (response.status_code, page.all("header", "script", "nav")) == (200, [])
    (question,) = page.all("section", cls="question")
    return question


def test_script_gets_one_question_alone(zora: Visitor, user: User) -> None:
    key, item = sitting(user, practice("cma-aama", 5, tells=True)), one_of_each()[0]
    send(zora, f"/exams/{key}/answer/", fields_of(item, 0))
    told = question_alone(zora, f"/exams/{key}/?at=1")
    assert (told.get("data-place"), told.get("data-told"), "Right" in told.text) == ("0", "1", True)
    assert "hidden" not in told.attributes
    assert question_alone(zora, f"/exams/{key}/?at=3").get("data-place") == "2"

    send(zora, f"/exams/{key}/go/submit/")
    assert zora.get(f"/exams/{key}/?at=1", headers={"hx-request": "true"}).status_code == 302


def test_answer_whose_reasons_were_told_stays(zora: Visitor, user: User) -> None:
    key, item = sitting(user, practice("cma-aama", 5, tells=True)), one_of_each()[0]
    wrong = {"place": 0, "response": [(int(fields_of(item, 0)["response"][0]) + 1) % 4]}  # type: ignore[index]
    send(zora, f"/exams/{key}/answer/", wrong)
    told = in_sight(see(zora, f"/exams/{key}/?at=1"))
    assert {"disabled" in one.attributes for one in told.all("input", name="response")} == {True}
    send(zora, f"/exams/{key}/answer/", {**fields_of(item, 0), "next": "1"})
    line = {"number": 9, "kind": "answered", "place": 0, "response": fields_of(item, 0)["response"], "age": 0}
    assert log(zora, key, {"device": "tab", "wishes": [line]}).json()["refused"] == [
        {"number": 9, "reason": "told-before"}
    ]
    assert answered(key) == [(0, wrong["response"], None)]


@pytest.mark.django_db(transaction=True)
def test_full_server_acknowledges_nothing_and_keeps_it_once_there_is_room(zora: Visitor, user: User) -> None:
    key = begun(zora, user, LINEAR)
    statuses, kept = [], []
    with no_room():
        for number in range(1, 1000):  # until nothing goes into the pages that there are
            line = {"number": number, "kind": "answered", "place": number % 2, "response": [number % 4], "age": 0}
            response = log(zora, key, {"device": "tab", "wishes": [line]})
            statuses.append(response.status_code)
            if response.status_code != 200:
                break
            kept += response.json()["kept"]
        assert (statuses[-1], response.json()) == (507, {"error": "no-room"})
        assert kept == list(range(1, number))
        assert len(answered(key)) == len(kept)
    for _ in range(2):
        assert log(zora, key, {"device": "tab", "wishes": [line]}).json()["kept"] == [number]
    assert len(answered(key)) == number


@pytest.mark.django_db(transaction=True)
def test_form_that_a_full_server_cannot_keep_comes_back_as_it_was_filled_in(zora: Visitor, user: User) -> None:
    key = begun(zora, user, replace(LINEAR, asks_sure=True))
    with no_room():
        for turn in range(1000):
            told = {"place": 0, "response": [turn % 4], "sure": "50", "flag": str(turn)}
            response = zora.post(f"/exams/{key}/answer/", told)
            if response.status_code != 302:
                break
    assert response.status_code == 507
    page = read_page(response)
    check_page(page)
    assert "Your answer was not kept" in page.text
    checked = [one.get("value") for one in in_sight(page).all("input") if "checked" in one.attributes]
    assert checked == [str(turn % 4), "50", "1"]
    send(zora, f"/exams/{key}/answer/", told)
    assert answered(key)[-1] == (0, [turn % 4], 50)


@pytest.mark.django_db(transaction=True)
def test_page_that_could_not_keep_something_says_so(zora: Visitor) -> None:
    with no_room():
        for _ in range(100):
            response = zora.post("/exams/practice/cma-aama/", {"most": "80"})
            if response.status_code != 302:
                break
    assert response.status_code == 507
    page = read_page(response)
    check_page(page)
    assert page.heading == "There is no room to keep this"
    sittings = Sitting.objects.count()
    send(zora, "/exams/practice/cma-aama/", {"most": "80"})
    assert Sitting.objects.count() == sittings + 1
