"""Staff see how questions do, and bring measured values in and out; nobody else finds any of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from builders.crowds import EXAM, exam_form, sat, single_items
from certway.answers.item_figures import FiguresOfExam, OptionFigures, VersionFigures
from certway.core.items.identity import version_of
from certway.core.items.item import Item
from certway.core.psychometrics.classical import DrawnStatistics, ScoreStatistics
from certway.core.sit.attempt import choices_of
from certway.exchange.bank.shipped import shipped_bank
from certway.records.attempts import gather_attempts
from certway.records.item_figures import keep_figures
from certway.records.models import AttemptAnswers, ItemCalibration, ItemReport, KeptParameters, User
from members import new_user, signed_in, sure
from pages import read_page
from visitors import Visitor, see, send
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
LIST, VALUES = "/bank/authoring/statistics/", "/bank/authoring/calibration/"


@pytest.fixture
def staff() -> Visitor:
    client = Visitor()
    client.force_login(new_user("staff@example.org", staff=True))
    return sure(client)


def figures(item: Item, **changes: object) -> VersionFigures:
    """Return sound figures of a question."""
    options = tuple(OptionFigures(right, 50, 0.25, 0.2, 0.3, 0.1, 0.05) for right in choices_of(item))
    sound = VersionFigures(item.id, version_of(item), 200, 200, 0.7, 0.03, 0.35, 0.06, 0.01, 41.0, (), options)
    return replace(sound, **changes)  # type: ignore[arg-type]


def keep(*versions: VersionFigures, exam: str = EXAM, **changes: object) -> None:
    alike = ScoreStatistics(200, 60, 140.0, 20.0, 0.91, 0.02, 6.0)
    whole = FiguresOfExam(200, 3, 40_000, 60, (alike,), None, versions)
    keep_figures(exam, replace(whole, **changes), is_adaptive=False, at=NOW)  # type: ignore[arg-type]


def miskeyed(item: Item) -> VersionFigures:
    sound = figures(item)
    wrong = next(place for place, one in enumerate(sound.options) if not one.right)
    options = [*sound.options]
    options[wrong] = replace(options[wrong], upper=0.8, lower=0.2, correlation=0.4, flag="suspected")
    return replace(sound, flags=("miskeyed", "negative"), discrimination=-0.2, difficulty=0.25, options=tuple(options))


def written(item: Item, b: float = 0.4, n: int = 412) -> bytes:
    return f"item,a,b,c,se_a,se_b,se_c,n\n{item.id}@{version_of(item)},1.2,{b},0.2,0.1,0.1,0.02,{n}\n".encode()


def take(staff: Visitor, content: bytes, status: int = 302) -> str:
    response = send(staff, VALUES, {"file": SimpleUploadedFile("items.csv", content)}, status)
    return response.content.decode()


def test_list_shows_what_is_amiss_by_exam_flag_and_order(staff: Visitor) -> None:
    check_page(see(staff, LIST))
    one, two, three, four = single_items(4)
    keep(figures(one), miskeyed(two), figures(three, counted=0, difficulty=0.96, flags=("easy",)))
    keep(figures(four, answered=12, difficulty=None, discrimination=None), exam="mlt-ascp")
    ItemReport.objects.create(user=User.objects.get(), item=one.id, version="v", text="No.", sent_at=NOW)
    page = see(staff, LIST)
    check_page(page)
    rows = page.one("tbody").all("tr")
    assert [row.one("th").all("a")[0].get("href") for row in rows] == [
        f"{LIST}{it.id}/" for it in (one, two, three, four)
    ]
    assert "All (4)" in page.text
    assert "Flagged (2)" in page.text
    assert "Too few answers (1)" in page.text
    assert "Reported" in rows[0].text
    assert "Key may be wrong" in rows[1].text
    assert "tried out, does not count" in rows[2].text
    assert ("unknown" in rows[3].text, "Very easy" in rows[3].text) == (True, False)

    def shown(query: str) -> list[str]:
        found = see(staff, f"{LIST}?{query}")
        check_page(found)
        return [link.removeprefix(LIST)[:-1] for link in found.main.links if link.count("/") == 6 and LIST in link]

    assert shown("flag=miskeyed") == [two.id]
    assert shown("flag=flagged&order=difficulty") == [two.id, three.id]
    assert shown("flag=unknown") == [four.id]
    assert shown("flag=reported") == [one.id]
    assert shown("exam=mlt-ascp") == [four.id]
    assert [shown(f"order={order}discrimination")[0] for order in ("", "-")] == [two.id, one.id]
    assert shown("order=-answered")[0] == four.id
    assert shown("exam=cpa&flag=shoes&order=²&page=²") == shown("")
    assert "Reliability (KR-20): 0.91" in see(staff, f"{LIST}?exam={EXAM}").text


def test_reliability_that_is_not_told_says_why(staff: Visitor) -> None:
    one = single_items(1)[0]
    drawn = DrawnStatistics(200, 0.7, 0.1, 0.83, 0.031)
    keep(figures(one), forms=(), most_alike=4, drawn=drawn)
    text = see(staff, f"{LIST}?exam={EXAM}").text
    assert "4 people at most had the same questions, and it takes 30" in text
    assert "reliability (KR-21) 0.83" in text
    keep_figures("mlt-ascp", FiguresOfExam(9, 0, 900, 1, (), None, (figures(one),)), is_adaptive=True, at=NOW)
    assert "This exam adapts" in see(staff, f"{LIST}?exam=mlt-ascp").text


def test_question_tells_its_figures_with_reasons_options_and_what_was_measured(staff: Visitor) -> None:
    one, two = single_items(2)
    address = f"{LIST}{one.id}/"
    empty = see(staff, address)
    check_page(empty)
    assert "Nobody has met this question" in empty.text
    assert "Difficulty estimated by its author." in empty.text
    keep(miskeyed(one), replace(figures(one), version="0" * 16, answered=9, difficulty=None, options=()))
    take(staff, written(one))
    page = see(staff, address)
    check_page(page)
    first, second = page.all("section", cls="card")
    assert "More of the stronger group chose" in first.text
    assert "25 % ± 3" in first.text
    assert len(first.one("tbody").all("tr")) == len(choices_of(one))
    assert "an earlier version" in second.text
    assert "Difficulty measured from 412 answers on" in page.text
    measured = page.one("section", **{"aria-labelledby": "measured"})  # type: ignore[arg-type]
    assert "in use" in measured.text
    see(staff, f"{LIST}{two.topic}/shoes/", 404)


def test_pages_of_a_question_say_what_its_difficulty_is_from(staff: Visitor) -> None:
    one = single_items(1)[0]
    address = f"/bank/questions/{one.id}/"
    assert "Difficulty estimated by its author." in see(Visitor(), address).text
    take(staff, written(one))
    assert "Difficulty measured from 412 answers on" in see(Visitor(), address).text
    draft = send(staff, f"{address}change/").headers["Location"]
    assert "Difficulty measured from 412 answers on" in see(staff, draft).text


def test_file_is_taken_and_taken_out_of_use(staff: Visitor) -> None:
    check_page(see(staff, VALUES))
    one = single_items(1)[0]
    take(staff, written(one))
    page = see(staff, VALUES)
    check_page(page)
    assert "The values of 1 question are in use." in page.text
    assert "From a file (SHA-256 " in page.text
    key = ItemCalibration.objects.get().public_id
    send(staff, f"{VALUES}{key}/withdraw/")
    page = see(staff, VALUES)
    check_page(page)
    assert "taken out of use" in page.text
    assert not KeptParameters.objects.get().is_in_use


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"x", "the header lacks item"),
        (written(shipped_bank().bank.items[0]).replace(b"1.2", b"-1"), "Line 2: a is '-1'; it must be above 0"),
        (b"x" * (4 * 1024 * 1024 + 1), "larger than 4 MiB"),
    ],
    ids=["no header", "impossible", "large"],
)
def test_file_that_is_not_taken_says_why(staff: Visitor, content: bytes, problem: str) -> None:
    page = read_page(send(staff, VALUES, {"file": SimpleUploadedFile("items.csv", content)}, 422))
    check_page(page)
    assert problem in page.text
    assert ItemCalibration.objects.count() == 0
    check_page(read_page(send(staff, VALUES, {}, 422)))


def test_answers_are_taken_along_and_work_is_asked_for(staff: Visitor) -> None:
    items = single_items(3)
    sat(exam_form(items), [[tuple(at for at, right in enumerate(choices_of(one)) if right) for one in items]] * 4)
    gather_attempts(datetime(2027, 5, 1, tzinfo=UTC))
    file = staff.get(f"{VALUES}responses/{EXAM}.csv")
    assert (file.status_code, file.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    header, *rows = b"".join(file.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert header == "person_id," + ",".join(f"{one.id}@{version_of(one)}" for one in items)
    assert [row.partition(",")[2] for row in rows] == ["1,1,1"] * 4
    see(staff, f"{VALUES}responses/mlt-ascp.csv", 404)
    send(staff, f"{VALUES}begin/", {"exam": EXAM})
    assert "It takes 200 finished exams." in see(staff, VALUES).text
    AttemptAnswers.objects.bulk_create(AttemptAnswers(exam=EXAM, is_adaptive=False, answers=[]) for _ in range(200))
    check_page(see(staff, VALUES))
    send(staff, f"{VALUES}begin/", {"exam": EXAM})
    page = see(staff, VALUES)
    check_page(page)
    assert "Look again in a few minutes." in page.text
    send(staff, f"{LIST}reckon/")
    assert "The figures are being reckoned." in see(staff, LIST).text
    assert sorted(task.task_path.rpartition(".")[2] for task in DBTaskResult.objects.all()) == [
        "calibrate_here",
        "reckon_statistics",
    ]


def test_nobody_else_finds_any_of_it() -> None:
    one = single_items(1)[0]
    keep(figures(one))
    calibration = ItemCalibration.objects.create(state="done", source="file", digest="x", made_at=NOW)
    for client in (Visitor(), signed_in(new_user("zora@example.org"))):
        for address in (LIST, f"{LIST}{one.id}/", VALUES, f"{VALUES}responses/{EXAM}.csv"):
            see(client, address, 404)
        for address in (f"{LIST}reckon/", VALUES, f"{VALUES}begin/", f"{VALUES}{calibration.public_id}/withdraw/"):
            send(client, address, {"exam": EXAM, "file": SimpleUploadedFile("items.csv", written(one))}, 404)
        assert LIST not in "".join(see(client, f"/bank/questions/{one.id}/").links)
    assert (ItemCalibration.objects.get().state, KeptParameters.objects.count(), DBTaskResult.objects.count()) == (
        "done",
        0,
        0,
    )


def test_pages_ask_the_database_as_often_for_three_as_for_one(staff: Visitor) -> None:
    items, counts = single_items(3), []
    for number in range(1, 4):
        keep(*(figures(one) for one in items[:number]))
        keep(*(replace(figures(items[0]), version=f"{at:016}") for at in range(number)), exam="mlt-ascp")
        take(staff, written(items[0], b=number / 10))
        with CaptureQueriesContext(connection) as asked:
            see(staff, LIST)
            see(staff, f"{LIST}{items[0].id}/")
            see(staff, VALUES)
        counts.append(len(asked))
    assert counts[0] == counts[2]
