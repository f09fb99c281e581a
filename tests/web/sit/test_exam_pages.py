"""Exams on pages, with forms alone: the lobby, the questions of every kind, breaks, the report, and nobody else's."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from random import Random
from uuid import UUID

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from certway.actions.begin_sitting import keep_sitting
from certway.answers.practice_form import FrozenForm, practice_form
from certway.core.items.identity import version_of
from certway.core.items.item import Item, Matching, NumberEntry, Ordering
from certway.core.sit.adapting import Adapting
from certway.core.sit.delivery import state_of
from certway.core.sit.form import Form, FormItem
from certway.core.sit.profile import MINUTE, Accommodations, Profile, Segment, practice
from certway.core.sit.scoring import key_of
from certway.exchange.bank.shipped import shipped_bank
from certway.records.models import Sitting, SittingEvent, User
from certway.records.sittings import form_of, given_form, load_log, profile_of_row, questions_of
from certway.web.clock import now_milliseconds
from certway.web.sit.passes import GOOD_MILLISECONDS, pass_for
from members import new_user, signed_in
from pages import Element, read_page
from visitors import Visitor, see, send
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db

KINDS = ("single", "multiple", "ordering", "matching", "number")


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


@pytest.fixture
def zora(user: User) -> Visitor:
    return signed_in(user)


def one_of_each() -> tuple[Item, ...]:
    items = shipped_bank().bank.items
    return tuple(next(item for item in items if item.kind == kind and not item.set_id) for kind in KINDS)


def sitting(user: User, profile: Profile | None = None, *, is_practice: bool = True) -> UUID:
    items = one_of_each()
    form = Form("cma-aama", "e", tuple(FormItem(item.id, version_of(item), None, "procedures") for item in items))
    told = profile or practice("cma-aama", len(items))
    return keep_sitting(user.pk, FrozenForm(form, items, {}), told, is_practice=is_practice, now=now_milliseconds())


def fields_of(item: Item, place: int) -> dict[str, object]:
    """Return what a form sends for the right answer."""
    key = key_of(item.body)
    match item.body:
        case NumberEntry():
            return {"place": place, "response": key}
        case Ordering():
            return {"place": place, **{f"part-{value}": at for at, value in enumerate(key, start=1)}}
        case Matching():
            return {"place": place, **{f"part-{value}": match for value, match in enumerate(key)}}
        case _:
            return {"place": place, "response": list(key)}


def in_sight(page: Element) -> Element:
    (shown,) = [section for section in page.all("section", cls="question") if "hidden" not in section.attributes]
    return shown


def test_every_kind_of_question_is_answered_with_forms_alone(zora: Visitor, user: User) -> None:
    key = sitting(user)
    for place, item in enumerate(one_of_each()):
        page = see(zora, f"/exams/{key}/?at={place + 1}")
        check_page(page)
        assert in_sight(page).get("data-kind") == item.kind
        send(zora, f"/exams/{key}/answer/", fields_of(item, place))
    page = see(zora, f"/exams/{key}/")
    assert "5 of 5 answered; all of it is safe on the server." in page.text
    send(zora, f"/exams/{key}/go/submit/")
    report = see(zora, f"/exams/{key}/report/")
    check_page(report)
    assert report.heading == "5 of 5 right"
    assert zora.get(f"/exams/{key}/").headers["Location"] == f"/exams/{key}/report/"
    assert f"/exams/{key}/report/" in see(zora, "/exams/").links


def test_answers_are_filled_in_again_flagged_and_taken_back(zora: Visitor, user: User) -> None:
    key, items = sitting(user), one_of_each()
    for place in (2, 3):
        send(zora, f"/exams/{key}/answer/", {**fields_of(items[place], place), "flag": "1"})
    page = see(zora, f"/exams/{key}/?at=3")
    chosen = [box.get("value") for box in in_sight(page).all("option") if "selected" in box.attributes]
    assert chosen == [str(value + 1) for value in _shown_order(items[2])]
    assert page.texts("a", cls="flagged") != []
    send(zora, f"/exams/{key}/answer/", {"place": 2})
    assert "1 of 5 answered" in see(zora, f"/exams/{key}/").text


def _shown_order(item: Item) -> list[int]:
    assert isinstance(item.body, Ordering)
    return sorted(range(len(item.body.steps)), key=lambda value: item.body.steps[value].text)  # type: ignore[union-attr]


def test_practice_that_tells_shows_key_and_reasons_at_once(zora: Visitor, user: User) -> None:
    key, item = sitting(user, practice("cma-aama", 5, tells=True)), one_of_each()[0]
    assert "Right" not in in_sight(see(zora, f"/exams/{key}/")).text
    response = send(zora, f"/exams/{key}/answer/", {"place": 0, "response": [9]})
    assert "can&#x27;t be answered so" in see(zora, response.headers["Location"]).text.replace("'", "&#x27;")
    where = send(zora, f"/exams/{key}/answer/", fields_of(item, 0)).headers["Location"]
    told = in_sight(see(zora, where))
    assert "Right" in told.text
    assert all("".join(option.why.split())[:20] in "".join(told.text.split()) for option in item.body.options)  # type: ignore[union-attr]
    on = send(zora, f"/exams/{key}/answer/", {**fields_of(item, 0), "next": "1"}).headers["Location"]
    assert in_sight(see(zora, on)).get("data-place") == "1"


def test_segments_close_and_breaks_are_pages_of_their_own(zora: Visitor, user: User) -> None:
    profile = replace(
        practice("cma-aama", 5),
        segments=(Segment(2, 10 * MINUTE), Segment(3, 10 * MINUTE)),
        break_milliseconds=MINUTE,
    )
    key = sitting(user, profile, is_practice=False)
    ready = see(zora, f"/exams/{key}/")
    check_page(ready)
    assert ready.heading == "Ready?"
    send(zora, f"/exams/{key}/go/begin/")
    page = see(zora, f"/exams/{key}/")
    check_page(page)
    assert len(page.all("section", cls="question")) == 2
    assert "segment 1 of 2" in page.text
    send(zora, f"/exams/{key}/go/close/")
    pause = see(zora, f"/exams/{key}/")
    check_page(pause)
    assert pause.heading == "Segment 1 of 2 is over"
    send(zora, f"/exams/{key}/go/begin/")
    assert in_sight(see(zora, f"/exams/{key}/")).get("data-place") == "2"
    send(zora, f"/exams/{key}/go/stop/")
    assert "Breaks that stop the clock are not granted." in see(zora, f"/exams/{key}/").text
    see(zora, f"/exams/{key}/go/dance/", 405)
    send(zora, f"/exams/{key}/go/dance/", status=404)


def test_own_time_is_said_once_and_holds(zora: Visitor, user: User) -> None:
    page = see(zora, "/exams/time/")
    check_page(page)
    send(zora, "/exams/time/", {"pace": "150", "stop-clock": "1", "large-type": "1"})
    lobby = see(zora, "/exams/cma-aama/")
    check_page(lobby)
    assert "240 minutes instead of 160: 150 percent, as you were granted" in lobby.text
    assert "At most 320 minutes: 240 with the questions, 80 of breaks" in lobby.text
    profile = replace(practice("cma-aama", 5), segments=(Segment(5, 10 * MINUTE),))
    key = sitting(user, profile, is_practice=False)
    send(zora, f"/exams/{key}/go/begin/")
    shown = see(zora, f"/exams/{key}/").one("div", id="exam")
    left = int(shown.get("data-closes")) - int(shown.get("data-now"))
    assert 14 * MINUTE < left <= 15 * MINUTE
    assert "large" in shown.get("class")
    send(zora, f"/exams/{key}/go/stop/")
    stopped = see(zora, f"/exams/{key}/")
    check_page(stopped)
    assert stopped.heading == "The clock stands"
    send(zora, f"/exams/{key}/go/start/")
    see(zora, f"/exams/{key}/")


def test_lobby_tells_the_rules_and_what_is_assumed(zora: Visitor) -> None:
    for who in (Visitor(), zora):
        check_page(see(who, "/exams/"))
        page = see(who, "/exams/cma-aama/")
        check_page(page)
        assert "200 questions in 160 minutes." in page.text
        assert "4 segments of 50 questions" in page.text
        assert "180 questions count; 20 are tried out and do not." in page.text
        assert "The body does not say 3 of these things" in page.text
    assert "Adaptive" in see(zora, "/exams/mlt-ascp/").text
    see(zora, "/exams/cpa/", 404)


def test_practice_is_begun_of_the_parts_that_are_ticked(zora: Visitor) -> None:
    where = send(zora, "/exams/practice/cma-aama/", {"most": "10", "part": ["pharmacology"], "minutes": "5"})
    page = see(zora, where.headers["Location"])
    check_page(page)
    assert len(page.all("section", cls="question")) == 10
    assert Sitting.objects.get().profile["segments"] == [{"items": 10, "milliseconds": 5 * MINUTE}]
    send(zora, "/exams/practice/cpa/", {"most": "10"}, 404)


def log(client: Visitor, key: UUID, told: object) -> HttpResponse:
    return client.post(f"/exams/{key}/log/", json.dumps(told), content_type="application/json")


def test_log_takes_lines_once_and_says_what_is_safe(zora: Visitor, user: User) -> None:
    key = sitting(user, replace(practice("cma-aama", 5), segments=(Segment(5, 10 * MINUTE),)))
    lines = [
        {"number": 1, "kind": "visited", "place": 0, "age": 10},
        {"number": 2, "kind": "answered", "place": 0, "response": [1], "age": 5, "spent": 900, "sure": 80},
        {"number": 3, "kind": "flagged", "place": 0, "on": True, "age": 5},
        {"number": 4, "kind": "answered", "place": 77, "response": [1], "age": 5},
    ]
    for _ in range(2):
        told = log(zora, key, {"device": "tab", "take": True, "wishes": lines}).json()
        assert told["kept"] == [1, 2, 3]
    assert told["refused"] == [{"number": 4, "reason": "no-such-question"}]
    assert (told["phase"], told["segment"], told["elsewhere"]) == ("running", 0, False)
    assert 9 * MINUTE < told["closes"] - told["now"] <= 10 * MINUTE
    assert SittingEvent.objects.filter(kind="answered").count() == 1
    log(zora, key, {"device": "other", "take": True, "wishes": []})
    assert log(zora, key, {"device": "tab", "wishes": []}).json()["elsewhere"] is True


def test_pass_of_the_page_goes_on_where_its_visitor_was_signed_out(zora: Visitor, user: User) -> None:
    key, other = (sitting(user, replace(practice("cma-aama", 5), tells=False)) for _ in range(2))
    own, others = (
        re.search(r'data-pass="([^"]+)"', zora.get(f"/exams/{one}/").content.decode()) for one in (key, other)
    )
    assert own
    assert others
    nobody, now = Visitor(enforce_csrf_checks=True), now_milliseconds()
    lines = {"device": "tab", "wishes": [{"number": 1, "kind": "answered", "place": 0, "response": [1], "age": 0}]}

    def send_with(told: str, *, to: UUID = key) -> HttpResponse:
        headers = {"X-Certway-Pass": told}
        return nobody.post(f"/exams/{to}/log/", json.dumps(lines), content_type="application/json", headers=headers)

    assert send_with(own[1]).json()["kept"] == [1]
    for told in (others[1], own[1][:-1], own[1].replace(":", ".", 1), f"1{own[1]}", "", "1"):
        assert send_with(told).status_code == 403
    assert send_with(own[1], to=other).status_code == 403
    assert send_with(pass_for(user.pk, key, now=now - GOOD_MILLISECONDS - MINUTE)).status_code == 403
    assert (
        "/account/sign-in/" in Visitor().get(f"/exams/{key}/", headers={"X-Certway-Pass": own[1]}).headers["Location"]
    )
    assert Visitor().post(f"/exams/{key}/go/submit/", {"pass": others[1]}).headers["Location"].startswith("/account/")
    assert Visitor().post(f"/exams/{key}/go/submit/", {"pass": own[1]}).headers["Location"] == f"/exams/{key}/"
    assert [row.kind for row in SittingEvent.objects.order_by("pk")] == ["began", "began", "answered", "submitted"]


@pytest.mark.parametrize(
    "told",
    [
        [],
        {},
        {"device": ""},
        {"device": "x" * 37},
        {"device": "a", "wishes": [{}]},
        {"device": "a", "wishes": [{"number": 1, "kind": "danced", "place": 0, "age": 0}]},
        {"device": "a", "wishes": [{"number": True, "kind": "visited", "place": 0, "age": 0}]},
        {"device": "a", "wishes": [{"number": 1, "kind": "answered", "place": 0, "age": 0, "response": {"a": 1}}]},
        {"device": "a", "wishes": [{"number": 1, "kind": "answered", "place": 0, "age": 0, "response": [1.5]}]},
        {"device": "a", "wishes": [{"number": 2**40, "kind": "visited", "place": 0, "age": 0}]},
        {"device": "a", "wishes": [{"number": 1, "kind": "visited", "place": -1, "age": 0}]},
        {"device": "a", "wishes": "all"},
    ],
    ids=lambda told: json.dumps(told)[:60],
)
def test_log_refuses_what_no_script_sends(zora: Visitor, user: User, told: object) -> None:
    key = sitting(user)
    response = log(zora, key, told)
    assert (response.status_code, response.json()) == (400, {"error": "unreadable"})
    assert SittingEvent.objects.exclude(kind="began").count() == 0
    assert zora.post(f"/exams/{key}/log/", "{" * 5000, content_type="application/json").status_code == 400


def test_sitting_is_its_owners_alone(user: User) -> None:
    key = sitting(user)
    eve = signed_in(new_user("eve@example.org"))
    for what in ("", "report/"):
        see(eve, f"/exams/{key}/{what}", 404)
        assert "/account/sign-in/" in Visitor().get(f"/exams/{key}/{what}").headers["Location"]
    for what in ("answer/", "go/submit/"):
        send(eve, f"/exams/{key}/{what}", {"place": "0", "response": "1"}, 404)
    assert log(eve, key, {"device": "a", "wishes": []}).status_code == 404
    assert log(Visitor(), key, {"device": "a", "wishes": []}).status_code == 401
    assert SittingEvent.objects.count() == 1
    assert str(key) not in see(eve, "/exams/").text


def test_pages_ask_the_database_as_often_for_many_as_for_one(zora: Visitor, user: User) -> None:
    counts = []
    for size in (5, 40):
        bank = shipped_bank().bank
        frozen = practice_form(bank, bank.outlines["cma-aama"], nodes=(), most=size, dice=Random(1), seeded=Random)
        key = keep_sitting(user.pk, frozen, practice("cma-aama", size), is_practice=True, now=now_milliseconds())
        with CaptureQueriesContext(connection) as asked:
            see(zora, f"/exams/{key}/")
            see(zora, "/exams/")
            lines = [{"number": n, "kind": "answered", "place": n, "response": [], "age": 0} for n in range(1, size)]
            log(zora, key, {"device": "a", "take": True, "wishes": lines})
        counts.append(len(asked))
        send(zora, f"/exams/{key}/go/submit/")
        with CaptureQueriesContext(connection) as asked:
            see(zora, f"/exams/{key}/report/")
        counts.append(len(asked))
    assert (counts[0], counts[1]) == (counts[2], counts[3])


@pytest.mark.parametrize(
    ("exam", "items", "segments", "scored"),
    [("cma-aama", 200, 4, 180), ("rma-amt", 210, 1, 210), ("ccma-nha", 180, 1, 150)],
)
def test_whole_exam_is_made_by_its_outline_and_waits_at_its_door(
    zora: Visitor, exam: str, items: int, segments: int, scored: int
) -> None:
    where = send(zora, f"/exams/sit/{exam}/").headers["Location"]
    door = see(zora, where)
    check_page(door)
    assert door.heading == "Ready?"
    row = Sitting.objects.select_related("form").get()
    form = form_of(row.form)
    assert (len(form.items), form.scored, len(row.profile["segments"])) == (items, scored, segments)
    assert len({one.item for one in form.items}) == items
    send(zora, f"{where}go/begin/")
    page = see(zora, where)
    check_page(page)
    assert len(page.all("section", cls="question")) == items // segments
    assert {section.get("data-kind") for section in page.all("section", cls="question")} == {"single"}


def given(row: Sitting) -> Form:
    return given_form(form_of(row.form), load_log(row))


def test_adaptive_exam_chooses_by_the_answers_goes_forward_and_is_reviewed_at_its_end(zora: Visitor) -> None:
    where = send(zora, "/exams/sit/mlt-ascp/").headers["Location"]
    send(zora, f"{where}go/begin/")
    row = Sitting.objects.get()
    assert len(given(row).items) == 1
    send(zora, f"{where}answer/", {"place": 0})
    assert "This exam does not skip" in see(zora, where).text
    for place in range(100):
        if place < 3:
            page = see(zora, where)
            check_page(page)
            assert in_sight(page).get("data-place") == str(place)
        item = questions_of(given(row))[place]
        send(zora, f"{where}answer/", fields_of(item, place))
        if place == 2:
            assert in_sight(see(zora, f"{where}?at=1")).get("data-place") == "3"  # nobody goes back
    form = given(row)
    assert len({one.item for one in form.items}) == 100
    assert Counter(one.node for one in form.items) == row.form.counts
    review = see(zora, where)
    check_page(review)
    assert len(review.all("section", cls="question")) == 100
    wrong = {"place": 0, "response": [(int(fields_of(questions_of(form)[0], 0)["response"][0]) + 1) % 4]}  # type: ignore[index]
    send(zora, f"{where}answer/", wrong)
    assert given(row) == form
    send(zora, f"{where}go/submit/")
    report = see(zora, f"{where}report/")
    check_page(report)
    assert report.heading == "99 of 100 right"
    assert "You changed 1 answer from right to wrong." in report.text


def test_adaptive_exam_is_rebuilt_from_its_log_and_its_form_is_shared(zora: Visitor) -> None:
    for _ in range(2):
        where = send(zora, "/exams/sit/mlt-ascp/").headers["Location"]
        send(zora, f"{where}go/begin/")
        for place in range(5):
            row = Sitting.objects.order_by("pk").last()
            assert row is not None
            send(zora, f"{where}answer/", fields_of(questions_of(given(row))[place], place))
    first, second = Sitting.objects.order_by("pk")
    assert first.form_id == second.form_id
    assert first.seed != second.seed
    for row in (first, second):
        state = state_of(profile_of_row(row), Accommodations(), load_log(row), now_milliseconds())
        asked = given(row).items
        pool = Adapting(form_of(row.form), questions_of(form_of(row.form)), row.form.counts or {})
        for number in range(1, len(asked)):
            assert pool.next_item(row.seed or 0, asked[:number], state.answers) == asked[number]


def test_exam_for_which_the_bank_is_too_small_says_what_lacks(zora: Visitor) -> None:
    page = read_page(send(zora, "/exams/sit/ncma-ncct/", status=422))
    check_page(page)
    assert page.heading == "The bank is too small for this exam"
    assert page.one("dl").all("dd") != []
    send(zora, "/exams/sit/cpa/", status=404)


def test_report_of_a_whole_exam_is_honest_about_the_pass_mark(zora: Visitor) -> None:
    where = send(zora, "/exams/sit/ccma-nha/").headers["Location"]
    send(zora, f"{where}go/begin/")
    send(zora, f"{where}go/submit/")
    report = see(zora, f"{where}report/")
    check_page(report)
    assert "As far as this goes, you are below the pass mark." in report.text
    assert "390 passes. This is our estimate" in report.text
    assert report.heading == "0 of 150 right"


def test_mistakes_are_told_apart_by_who_made_them(zora: Visitor, user: User) -> None:
    key = sitting(user)
    send(zora, f"/exams/{key}/go/submit/")
    for place, kind in ((0, "misread"), (1, "timing"), (1, "knowledge"), (2, "timing"), (2, "")):
        where = send(zora, f"/exams/{key}/mistake/", {"place": place, "kind": kind}).headers["Location"]
        assert where.endswith(f"/report/#question-{place}")
    report = see(zora, f"/exams/{key}/report/")
    check_page(report)
    assert "Said of 2 of 5." in report.text
    assert [button.text for button in report.all("button") if button.get("aria-pressed") == "true"] == [
        "I misread it",
        "I did not know it",
    ]
    eve = signed_in(new_user("eve@example.org"))
    send(eve, f"/exams/{key}/mistake/", {"place": 0, "kind": "timing"}, 404)
    send(zora, f"/exams/{key}/mistake/", {"place": 99, "kind": "timing"}, 404)
