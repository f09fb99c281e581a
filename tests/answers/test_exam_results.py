"""Results over time: whole exams and practice apart, and a change is said only where chance does not explain it."""

from __future__ import annotations

from itertools import count

import pytest

from certway.answers.exam_results import LEAST_SAID, Result, exam_results
from certway.core.sit.outcome import Outcome
from certway.core.sit.outlook import Outlook
from certway.core.sit.profile import Scale
from certway.core.sit.share import share_from
from certway.core.sit.weakness import PastAnswer

SCALE = Scale(200, 800, 405)


def outcome(right: int, asked: int, theta: float | None = None, *, is_practice: bool = False) -> Outcome:
    outlook = None if theta is None else Outlook(theta, 0.2, 0, 0, 0.5, "near")
    answers = tuple(PastAnswer("n", f"i{n}", "v", n < right, 0.6) for n in range(asked))
    scale = None if is_practice or theta is None else SCALE
    return Outcome("x", is_practice, share_from(right, asked), 0, scale, outlook, answers)


def results(*outcomes: Outcome, **mistakes: int) -> list[Result]:
    """Return results of which these are the outcomes, the oldest first; the oldest has all the mistakes."""
    days = count(739_000)
    found = [Result(str(at), at * 86_400_000, at, one, {}) for at, one in zip(days, outcomes, strict=False)]
    first = found[0]
    found[0] = Result(first.key, first.at, first.day, first.outcome, mistakes)
    return found[::-1]


@pytest.mark.parametrize(
    ("thetas", "drift"),
    [((-0.5, 0.1), "up"), ((0.1, -0.5), "down"), ((-0.1, 0.1), "level"), ((-0.1, 0.9, 0.1), "level"), ((0.0,), None)],
)
def test_exams_are_set_beside_each_other_by_their_abilities(thetas: tuple[float, ...], drift: str | None) -> None:
    found = exam_results(results(*(outcome(100, 180, theta) for theta in thetas)))
    assert (found.exam_drift, found.practice_drift, len(found.exams)) == (drift, None, len(thetas))


def test_exams_without_a_scale_are_set_beside_each_other_by_their_shares() -> None:
    assert exam_results(results(outcome(60, 180), outcome(100, 180))).exam_drift == "up"


def test_practice_is_halved_by_its_questions() -> None:
    one = [outcome(right, asked, is_practice=True) for right, asked in ((4, 10), (5, 10), (3, 10), (27, 40))]
    found = exam_results(results(*one))
    assert (found.practice_drift, found.exam_drift) == ("up", None)
    assert [len(found.practice), len(found.exams)] == [4, 0]
    assert exam_results(results(*one[:3])).practice_drift is None  # fewer than 20 in the earlier half


def test_whole_exams_and_practice_are_told_apart_and_stand_in_order() -> None:
    found = exam_results(results(outcome(1, 2, 0.1), outcome(1, 2, is_practice=True), outcome(2, 2, 0.2)))
    assert [one.day for one in found.exams] == [739_000, 739_002]
    assert [one.day for one in found.practice] == [739_001]
    nothing = exam_results([])
    assert (nothing.exams, nothing.practice, nothing.mistakes.missed) == ((), (), 0)


@pytest.mark.parametrize(
    ("said", "stands_out"),
    [
        ({"knowledge": LEAST_SAID - 1}, None),
        ({"knowledge": LEAST_SAID}, "knowledge"),
        ({"knowledge": 4, "misread": 9, "timing": 3}, "misread"),
        ({"knowledge": 7, "misread": 6, "timing": 4}, None),
        ({"timing": 12}, "timing"),
    ],
)
def test_reason_of_half_the_mistakes_stands_out(said: dict[str, int], stands_out: str | None) -> None:
    mistakes = exam_results(results(outcome(10, 40), outcome(30, 40), **said)).mistakes
    assert (mistakes.stands_out, mistakes.said, mistakes.missed) == (stands_out, sum(said.values()), 40)
