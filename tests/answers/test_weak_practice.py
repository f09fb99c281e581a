"""Practice of what is weak: the parts by what each lacks, and questions that were missed before those one knows."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certway.answers.practice_form import NothingToAskError
from certway.answers.weak_practice import ExamParts, Weakness, parts_of, weak_form, weakness_of
from certway.core.items.template import Template
from certway.core.sit.weakness import LEAST_ASKED, PastAnswer
from certway.exchange.bank.shipped import shipped_bank

EXAM = "cma-aama"
WORKFLOW, PROCEDURES = "clinical-competency.clinical-workflow", "clinical-competency.procedures"
LAW = "general.legal-and-ethical-issues"


@pytest.fixture(scope="module")
def parts() -> ExamParts:
    indexed = shipped_bank()
    return parts_of(indexed.bank, EXAM, indexed.editions[EXAM])


def told(parts: ExamParts, node: str, right: str, *, at_cut: float = 0.6) -> list[PastAnswer]:
    """Return answers to the first questions of a part: `+` right, `-` wrong."""
    return [
        PastAnswer(node, one.id, "v", sign == "+", at_cut) for one, sign in zip(parts.pools[node], right, strict=False)
    ]


def planned(weakness: Weakness) -> dict[str, int]:
    return {part.strength.node: part.items for part in weakness.parts}


def test_weights_are_the_body_s_and_hold_every_part(parts: ExamParts) -> None:
    assert sum(parts.weights.values()) == pytest.approx(1)
    assert max(parts.weights, key=lambda node: parts.weights[node]) == PROCEDURES
    assert set(parts.outline.nodes) <= set(parts.part_of)


def test_every_exam_of_the_bank_has_parts() -> None:
    indexed = shipped_bank()
    for exam, edition in indexed.editions.items():
        found = parts_of(indexed.bank, exam, edition)
        assert sum(found.weights.values()) == pytest.approx(1)
        assert all(found.pools[node] for node in found.weights)


def test_weak_parts_get_questions_by_what_they_lack_and_weigh(parts: ExamParts) -> None:
    past = [*told(parts, WORKFLOW, "-" * 20), *told(parts, PROCEDURES, "-" * 20), *told(parts, LAW, "+" * 20)]
    found = weakness_of(parts, past, most=20)
    assert found.aim == "weak"
    given = planned(found)
    assert list(given) == [PROCEDURES, WORKFLOW]  # what costs the most first
    assert sum(given.values()) == 20
    weights = parts.weights
    assert given[PROCEDURES] == round(20 * weights[PROCEDURES] / (weights[PROCEDURES] + weights[WORKFLOW]))
    assert LAW not in {one.node for one in found.unknown}


def test_few_answers_make_nothing_weak_and_are_practised_to_learn_more(parts: ExamParts) -> None:
    found = weakness_of(parts, told(parts, WORKFLOW, "-" * (LEAST_ASKED - 1)), most=20)
    assert found.aim == "unknown"
    assert len(found.unknown) == len(parts.weights)
    assert sum(planned(found).values()) == 20
    only = weakness_of(parts, told(parts, WORKFLOW, "---"), most=20, asked_only=True)
    assert planned(only) == {WORKFLOW: 20}


def test_where_all_is_strong_there_is_nothing_to_practise(parts: ExamParts) -> None:
    past = [answer for node in parts.weights for answer in told(parts, node, "+" * 20)]
    found = weakness_of(parts, past, most=20)
    assert (found.aim, found.parts) == (None, ())
    with pytest.raises(NothingToAskError):
        weak_form(parts, found, past, dice=Random(1), seeded=Random)


def test_part_with_few_questions_gives_the_rest_to_the_others() -> None:
    indexed = shipped_bank()
    parts = parts_of(indexed.bank, "mlt-ascp", indexed.editions["mlt-ascp"])
    small = min(parts.weights, key=lambda node: len(parts.pools[node]))
    large = max(parts.weights, key=lambda node: len(parts.pools[node]))
    past = [*told(parts, small, "-" * 20, at_cut=0.9), *told(parts, large, "-" * 20, at_cut=0.4)]
    past += [PastAnswer(small, f"more/{n}", "v", False, 0.9) for n in range(5)]
    given = planned(weakness_of(parts, past, most=len(parts.pools[small]) + 60))
    assert given == {small: len(parts.pools[small]), large: 60}


def test_missed_and_new_questions_come_before_known_ones(parts: ExamParts) -> None:
    pool = parts.pools[WORKFLOW]
    known, missed = pool[: len(pool) - 12], pool[len(pool) - 12 :][:6]
    past = [PastAnswer(WORKFLOW, one.id, "v", False, 0.6) for one in missed]
    past += [PastAnswer(WORKFLOW, one.id, "v", True, 0.6) for one in known]
    weakness = weakness_of(parts, past[:6], most=20, asked_only=True)
    form = weak_form(parts, weakness, past, dice=Random(3), seeded=Random).form
    asked = [one.item for one in form.items]
    assert len(set(asked)) == 20
    assert {one.id for one in pool[len(pool) - 12 :]} <= set(asked)
    assert Counter(one in {item.id for item in known} for one in asked)[True] == 8
    assert {one.node for one in form.items} == {WORKFLOW}


def test_templates_are_made_anew(parts: ExamParts) -> None:
    pool = parts.pools[PROCEDURES]
    templates = {one.id for one in pool if isinstance(one, Template)}
    past = [PastAnswer(PROCEDURES, one.id, "v", one.id not in templates, 0.9) for one in pool]
    weakness = weakness_of(parts, [one for one in past if not one.right], most=len(templates), asked_only=True)
    frozen = weak_form(parts, weakness, past, dice=Random(3), seeded=Random)
    assert {one.item for one in frozen.form.items} == templates
    assert all(one.seed is not None for one in frozen.form.items)


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_practice_keeps_its_promises(parts: ExamParts, data: st.DataObject) -> None:
    nodes = st.sampled_from(list(parts.weights))
    past = [
        answer
        for node in data.draw(st.lists(nodes, unique=True, max_size=5))
        for answer in told(parts, node, data.draw(st.text("+-", max_size=25)))
    ]
    most = data.draw(st.integers(1, 60))
    found = weakness_of(parts, past, most=most)
    strengths = {one.node: one.strength for one in found.strengths}
    given = planned(found)
    assert list(strengths) == list(parts.weights)
    assert sum(given.values()) == (most if found.aim else 0)
    assert {strengths[node] for node in given} <= ({found.aim} if found.aim else set())
    assert all(len([one for one in past if one.node == node]) >= LEAST_ASKED for node in given if found.aim == "weak")
    if found.parts:
        form = weak_form(parts, found, past, dice=Random(most), seeded=Random).form
        assert Counter(one.node for one in form.items) == given
        assert len({one.item for one in form.items}) == most
