"""Grades of answers: the rule's cases, and that better evidence is never a lower grade."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.items.item import Body, Choice, Matching, NumberEntry, Option, Ordering, Pair, Step
from certway.core.study.grading import (
    EVEN,
    AnswerError,
    StudyAnswer,
    chance_of,
    graded,
    known_after,
    self_graded,
)

FOUR, TYPED, TWO = 0.25, 0.0, 0.5
USUAL = 40_000.0
MILLISECONDS = st.none() | st.floats(0, 1e7)
ANSWERS = st.builds(
    StudyAnswer,
    right=st.booleans(),
    chance=st.floats(0, 0.99),
    sure=st.none() | st.integers(0, 100),
    spent=MILLISECONDS,
    usual=MILLISECONDS,
)

FIELDS = ("right", "chance", "sure", "share", "grade", "because", "known")  # share: of the usual time
CASES = (
    ("wrong is again", False, FOUR, None, 1.0, 1, "wrong", 0.1176),
    ("wrong is again however sure and quick", False, FOUR, 100, 0.1, 1, "wrong", 0.1176),
    ("right of four options", True, FOUR, None, 1.0, 3, "known", 0.7826),
    ("right of two options says less", True, TWO, None, 1.0, 2, "uncertain", 0.6429),
    ("right, and said to be a guess", True, FOUR, 0, 1.0, 1, "as-likely-guessed", 0.4737),
    ("a guess that chance can't explain is no good either", True, TYPED, 25, 1.0, 2, "said-guessed", 1.0),
    ("right, and rather unsure", True, FOUR, 50, 1.0, 2, "uncertain", 0.6429),
    ("right, and fairly sure", True, FOUR, 75, 1.0, 3, "known", 0.7826),
    ("right and certain", True, FOUR, 100, 1.0, 3, "known", 0.9153),
    ("right, certain and quick", True, FOUR, 100, 0.5, 4, "quick-and-sure", 0.9153),
    ("right, certain and slow", True, FOUR, 100, 2.1, 2, "slow", 0.9153),
    ("quick without a word on sureness is no easy", True, TYPED, None, 0.1, 3, "known", 1.0),
    ("quick and certain of two options is no easy", True, TWO, 100, 0.1, 3, "known", 0.8438),
    ("a typed number", True, TYPED, None, 1.0, 3, "known", 1.0),
    ("time not measured is as usual", True, FOUR, 100, None, 3, "known", 0.9153),
)


@pytest.mark.parametrize(FIELDS, [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_answer_is_graded_by_the_rule(
    right: bool, chance: float, sure: int | None, share: float | None, grade: int, because: str, known: float
) -> None:
    found = graded(StudyAnswer(right, chance, sure, None if share is None else share * USUAL, USUAL))

    assert (found.grade, found.because, found.known) == (grade, because, pytest.approx(known, abs=5e-5))


@given(ANSWERS, st.integers(0, 100))
def test_surer_is_never_a_lower_grade(answer: StudyAnswer, sure: int) -> None:
    if answer.sure is not None:
        less, more = sorted((answer.sure, sure))
        assert graded(replace(answer, sure=less)).grade <= graded(replace(answer, sure=more)).grade


@given(ANSWERS, st.floats(0, 1e7))
def test_quicker_is_never_a_lower_grade(answer: StudyAnswer, spent: float) -> None:
    if answer.spent is not None:
        quick, slow = sorted((answer.spent, spent))
        assert graded(replace(answer, spent=slow)).grade <= graded(replace(answer, spent=quick)).grade


@given(ANSWERS, st.floats(0, 0.99))
def test_right_and_less_by_chance_are_never_a_lower_grade(answer: StudyAnswer, chance: float) -> None:
    less, more = sorted((answer.chance, chance))

    assert graded(replace(answer, right=False)).grade == 1
    assert graded(replace(answer, chance=more)).grade <= graded(replace(answer, chance=less)).grade


@given(ANSWERS)
def test_who_says_she_guessed_gets_no_good(answer: StudyAnswer) -> None:
    assert graded(replace(answer, sure=25)).grade <= 2


@given(ANSWERS, st.floats(0.01, 0.99))
def test_known_is_bayes_by_counting(answer: StudyAnswer, before: float) -> None:
    """Of many who know and many who don't, those are counted who would have answered so."""
    ratio = {None: 1.0, 0: 0.25, 1: 0.5, 2: 1.0, 3: 3.0}[None if answer.sure is None else max(answer.sure - 1, 0) // 25]
    knowing = before * (0.9 * ratio if answer.right else 0.1)
    guessing = (1 - before) * (answer.chance if answer.right else 1 - answer.chance)

    assert known_after(answer, before) == pytest.approx(knowing / (knowing + guessing))
    assert graded(answer).known == known_after(answer, EVEN)


@pytest.mark.parametrize(
    ("body", "chance"),
    [
        (Choice(tuple(Option(str(at), at == 0, "") for at in range(4)), False), 1 / 4),
        (Choice(tuple(Option(str(at), at < 2, "") for at in range(4)), True), 1 / 10),
        (Choice(tuple(Option(str(at), at < 2, "") for at in range(6)), True), 0.05),
        (Ordering(tuple(Step(str(at), "") for at in range(3))), 1 / 6),
        (Ordering(tuple(Step(str(at), "") for at in range(5))), 0.05),
        (Matching(tuple(Pair(str(at), str(at), "") for at in range(2)), ("other",)), 1 / 6),
        (NumberEntry(Decimal(5), "mL", Decimal(0), "", ()), 0.0),
    ],
)
def test_chance_counts_what_could_be_answered(body: Body, chance: float) -> None:
    assert chance_of(body) == pytest.approx(chance)


@pytest.mark.parametrize("grade", [1, 2, 3, 4])
def test_grade_given_to_oneself_stands(grade: int) -> None:
    assert self_graded(grade) == grade


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: StudyAnswer(True, 1.0),
        lambda: StudyAnswer(True, float("nan")),
        lambda: StudyAnswer(True, FOUR, sure=101),
        lambda: StudyAnswer(True, FOUR, spent=-1),
        lambda: StudyAnswer(True, FOUR, usual=float("inf")),
        lambda: self_graded(0),
    ],
)
def test_what_no_answer_has_is_refused(wrong) -> None:
    with pytest.raises(AnswerError):
        wrong()
