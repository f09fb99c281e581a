"""Statistics of questions are those of the answers that people gave, and name the question whose key is wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from builders.crowds import EXAM, NOW, drawn_choices, exam_form, sat, single_items
from certway.actions.reckon_statistics import reckon_all
from certway.core.items.identity import version_of
from certway.core.items.item import Choice, Item
from certway.core.psychometrics.classical import score_statistics
from certway.core.psychometrics.models import ItemParameters
from certway.core.sit.events import Response
from certway.records.erase import erase_people
from certway.records.models import AttemptAnswers, ExamFigures, ItemFigures, Person, SittingEvent

pytestmark = pytest.mark.django_db

ITEMS, PEOPLE = 20, 120
MISKEYED = 7


def miskeyed(item: Item) -> Item:
    """Return a question with the option after its key for the key."""
    assert isinstance(item.body, Choice)
    right = [option.right for option in item.body.options]
    moved = right[-1:] + right[:-1]
    options = tuple(replace(one, right=flag) for one, flag in zip(item.body.options, moved, strict=True))
    return replace(item, body=replace(item.body, options=options))


@pytest.fixture
def crowd() -> tuple[list[Item], list[list[Response]]]:
    """Questions, and what a crowd chose that knows the real key of the one that has a wrong one."""
    items = single_items(ITEMS)
    rng = np.random.default_rng(11)
    truth = ItemParameters(np.full(ITEMS, 1.4), np.linspace(-1.5, 1.5, ITEMS), np.full(ITEMS, 0.2))
    choices = drawn_choices(items, truth, rng.normal(0, 1.2, PEOPLE), seed=11)
    items[MISKEYED] = miskeyed(items[MISKEYED])
    return items, choices


def scored(items: list[Item], choices: list[list[Response]]) -> np.ndarray:
    keys = [next(place for place, one in enumerate(item.body.options) if one.right) for item in items]  # type: ignore[union-attr]
    return np.array([[row[at] == (key,) for at, key in enumerate(keys)] for row in choices], dtype=np.int8)


def figures(item: Item) -> ItemFigures:
    return ItemFigures.objects.get(exam=EXAM, item=item.id, version=version_of(item))


def rounded() -> dict[str, object]:
    """Return all that is kept of each question, but for times, to ten decimals."""
    return {
        row.item: json.loads(
            json.dumps([row.difficulty, row.discrimination, row.flags, row.options]), parse_float=_near
        )
        for row in ItemFigures.objects.all()
    }


def _near(text: str) -> float:
    return round(float(text), 10)


def test_statistics_are_those_that_numpy_tells_beside(crowd: tuple[list[Item], list[list[Response]]]) -> None:
    items, choices = crowd
    sat(exam_form(items, unscored=3), choices)
    reckon_all(NOW)
    table = scored(items, choices)
    for at, item in enumerate(items):
        row = figures(item)
        rest = np.delete(table, at, axis=1).mean(axis=1)
        assert (row.answered, row.counted) == (PEOPLE, 0 if at < 3 else PEOPLE)
        assert (row.difficulty, row.omitted) == (pytest.approx(table[:, at].mean()), 0.0)
        assert row.discrimination == pytest.approx(np.corrcoef(rest, table[:, at])[0, 1])
        chose = np.array([one[at][0] for one in choices])
        for place, option in enumerate(row.options):
            assert (option["count"], option["share"]) == (
                (chose == place).sum(),
                pytest.approx((chose == place).mean()),
            )
            if option["count"]:
                assert option["correlation"] == pytest.approx(np.corrcoef(rest, chose == place)[0, 1])
    whole = ExamFigures.objects.get()
    assert (whole.attempts, whole.passed_over, whole.answers) == (PEOPLE, 0, PEOPLE * ITEMS)
    assert whole.forms[0]["alpha"] == pytest.approx(score_statistics(table).alpha)
    assert (whole.most_alike, whole.forms[0]["items"], whole.drawn["people"]) == (PEOPLE, ITEMS, PEOPLE)


@pytest.mark.any_database
def test_question_with_a_wrong_key_is_flagged_and_no_other_is_suspected(
    crowd: tuple[list[Item], list[list[Response]]],
) -> None:
    items, choices = crowd
    sat(exam_form(items), choices)
    reckon_all(NOW)
    assert [row.item for row in ItemFigures.objects.filter(flags__contains=" miskeyed ")] == [items[MISKEYED].id]
    assert " negative " in figures(items[MISKEYED]).flags


def test_figures_stay_when_everybody_is_gone_but_for_the_time(crowd: tuple[list[Item], list[list[Response]]]) -> None:
    items, choices = crowd
    sat(exam_form(items), choices, spent=42_000)
    reckon_all(NOW)
    before = rounded()
    assert figures(items[0]).seconds == 42.0
    erase_people(Person.objects.all(), NOW)
    assert SittingEvent.objects.count() == 0
    reckon_all(NOW + timedelta(days=1))
    assert rounded() == before
    assert (figures(items[0]).seconds, figures(items[0]).reckoned_at) == (None, NOW + timedelta(days=1))


@pytest.mark.any_database
def test_too_few_answers_say_nothing(crowd: tuple[list[Item], list[list[Response]]]) -> None:
    items, choices = crowd
    sat(exam_form(items), choices[:49])
    reckon_all(NOW)
    row = figures(items[MISKEYED])
    assert (row.answered, row.difficulty, row.discrimination, row.flags, row.options) == (49, None, None, "", [])


@pytest.mark.any_database
def test_attempt_that_was_given_up_is_passed_over(crowd: tuple[list[Item], list[list[Response]]]) -> None:
    items, choices = crowd
    sat(exam_form(items), [*choices, choices[0][:9]])
    reckon_all(NOW)
    assert (ExamFigures.objects.get().attempts, ExamFigures.objects.get().passed_over) == (PEOPLE, 1)


@pytest.mark.any_database
def test_forms_that_differ_have_the_reliability_of_drawn_ones(crowd: tuple[list[Item], list[list[Response]]]) -> None:
    items, choices = crowd
    for number in range(4):
        part = slice(number, number + 16)
        sat(exam_form(items[part]), [row[part] for row in choices[number::4]])
    reckon_all(NOW)
    whole = ExamFigures.objects.get()
    assert (whole.most_alike, len(whole.forms), whole.drawn["people"]) == (30, 4, PEOPLE)
    assert 0 < whole.drawn["reliability"] < 1


def test_exam_without_answers_any_more_has_no_figures(crowd: tuple[list[Item], list[list[Response]]]) -> None:
    items, choices = crowd
    sat(exam_form(items), choices)
    reckon_all(NOW)
    AttemptAnswers.objects.all().delete()
    Person.objects.all().delete()
    reckon_all(NOW)
    assert (ExamFigures.objects.count(), ItemFigures.objects.count()) == (0, 0)
