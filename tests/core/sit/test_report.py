"""A report counts what counts, by part and by quarter, and says how sure it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from certway.core.items.item import Choice, Item, Option, Reference
from certway.core.sit.delivery import Answer
from certway.core.sit.events import Response
from certway.core.sit.form import Form, FormItem
from certway.core.sit.report import LEAST_SURE, Report, report_of, share_of

BODY = Choice(tuple(Option(text, text == "a", "") for text in "abcd"), multiple=False)
ITEMS = [Item(f"t/{n}", "t", "recall", "easy", "What?", BODY, Reference("r", "p")) for n in range(8)]
FORM = Form("x", "e", tuple(FormItem(f"t/{n}", "v", None, "one" if n < 5 else "two", counts=n != 7) for n in range(8)))


def answer(response: Response, *, first: Response | None = None, sure: int | None = None, spent: int = 1000) -> Answer:
    began = response if first is None else first
    return Answer(response, 0, int(began != response), began, spent, sure)


@pytest.fixture
def report() -> Report:
    answers = {
        0: answer((0,), sure=100),
        1: answer((0,), first=(1,), sure=60),
        2: answer((1,), first=(0,), sure=70, spent=5000),
        3: answer((2,), first=(1,), sure=20),
        5: answer((0,)),
        6: answer((), first=(0,)),
        7: answer((0,), sure=90),
    }
    return report_of(FORM, ITEMS, answers)


def test_only_what_counts_is_in_the_score(report: Report) -> None:
    assert (report.score.right, report.score.asked, report.unanswered) == (3, 7, 2)
    assert {node: (share.right, share.asked) for node, share in report.nodes.items()} == {"one": (2, 5), "two": (2, 3)}


def test_changes_are_told_by_what_they_did(report: Report) -> None:
    assert report.changes == {"to-right": 1, "to-wrong": 1, "wrong-to-wrong": 1}


def test_quarters_hold_every_question(report: Report) -> None:
    assert [(share.right, share.asked) for share in report.stretches] == [(2, 2), (0, 2), (1, 2), (1, 2)]


def test_sureness_stands_beside_the_truth(report: Report) -> None:
    assert [(step.most, round(step.said, 3), step.share.right, step.share.asked) for step in report.sureness] == [
        (25, 0.2, 0, 1),
        (75, 0.65, 1, 2),
        (100, 0.95, 2, 2),
    ]


@pytest.mark.parametrize(
    ("sure", "right", "surety"),
    [(100, 4, "too-sure"), (50, 8, "too-unsure"), (60, 5, "fitting"), (100, 8, "fitting")],
)
def test_surety_is_told_by_the_interval_of_what_was_right(sure: int, right: int, surety: str) -> None:
    items, form = ITEMS * 2, replace(FORM, items=FORM.items * 2)
    given = {n: answer((0 if n % 8 < right else 1,), sure=sure) for n in range(16)}
    assert report_of(form, items, given).surety == surety
    few = {n: one for n, one in given.items() if n < LEAST_SURE - 1}
    assert report_of(form, items, few).surety is None


def test_stamina_sets_the_last_quarter_beside_the_first() -> None:
    items, form = ITEMS * 5, replace(FORM, items=FORM.items * 5)
    tired = {n: answer((0 if n < 30 else 1,)) for n in range(40)}
    assert report_of(form, items, tired).stamina == "down"
    assert report_of(form, items, {n: answer((n % 2,)) for n in range(40)}).stamina == "level"


def test_time_is_told_apart_by_right_and_wrong(report: Report) -> None:
    assert (report.spent, report.spent_right, report.spent_wrong) == (11_000, 1000.0, 3000.0)


def test_interval_is_wilsons_and_narrows_with_more() -> None:
    scored = report_of(FORM, ITEMS, {n: answer((0,)) for n in range(4)}).items
    half = share_of(scored)
    assert (half.right, half.asked) == (4, 8)
    # 0.5 - 1.28155 / (1 + 1.64237 / 8) * sqrt(0.25 / 8 + 1.64237 / 256) = 0.5 - 1.06327 * 0.19408
    assert half.low == pytest.approx(0.29364, abs=1e-5)
    assert half.high == pytest.approx(1 - half.low)
    many = share_of(scored * 100)
    assert many.high - many.low < (half.high - half.low) / 5
    assert (share_of([]).low, share_of([]).high, share_of([]).share) == (0.0, 1.0, 0.0)


def test_sitting_without_an_answer_has_a_report() -> None:
    report = report_of(FORM, ITEMS, {})
    assert (report.score.right, report.unanswered, report.spent_right, report.sureness) == (0, 8, 0.0, ())
