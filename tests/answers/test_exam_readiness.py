"""Readiness for a real outline: by its parts, on the body's scale, with what lacks by name."""

from __future__ import annotations

from functools import cache

import pytest

from certway.answers.exam_readiness import ExamReadiness, GivenAnswer, Measured, exam_readiness
from certway.core.items.topics import OutlineTopics
from certway.core.sit.blueprint import Blueprint, blueprint_of
from certway.core.sit.profile import Scale
from certway.core.study.answer_log import DAY
from certway.core.study.readiness import Lack, TooLittleKnown
from certway.exchange.bank.shipped import shipped_bank

BEGAN = 1_795_435_200_000
SCALE = Scale(0, 999, 400)


@cache
def exam() -> tuple[OutlineTopics, Blueprint]:
    shelf = shipped_bank()
    outline = shelf.bank.outlines["mlt-ascp"]
    supply = {node: len(topics) for node, topics in outline.nodes.items()}
    return outline, blueprint_of(shelf.editions["mlt-ascp"], 100, supply=supply)


def answered(each: int, *, right: int, leave: str = "") -> list[GivenAnswer]:
    """Return so many answers to different questions of each topic that serves the exam, `right` of ten right."""
    outline, blueprint = exam()
    left = next((part.nodes for part in blueprint.parts if part.node == leave), ())
    topics = [topic for node, served in outline.nodes.items() if node not in left for topic in served]
    return [
        GivenAnswer(
            f"{topic}/{n}", topic, "medium", 0.25, (n + place) % 10 < right, BEGAN + (place * each + n) * 60_000
        )
        for place, topic in enumerate(topics)
        for n in range(each)
    ]


def asked(answers: list[GivenAnswer], measured: dict[str, Measured] | None = None) -> ExamReadiness | TooLittleKnown:
    outline, blueprint = exam()
    return exam_readiness(
        answers,
        outline=outline,
        blueprint=blueprint,
        scale=SCALE,
        exam_at=BEGAN + 7 * DAY,
        measured=measured,
    )


def known(answers: list[GivenAnswer], measured: dict[str, Measured] | None = None) -> ExamReadiness:
    found = asked(answers, measured)
    assert isinstance(found, ExamReadiness)
    return found


def test_parts_are_those_of_the_outline_and_their_questions_its_numbers() -> None:
    found = known(answered(10, right=7)).found

    parts = {part.node: part.items for part in exam()[1].parts if part.items}
    assert {area.node: area.items for area in found.areas} == parts
    assert {lift.node for lift in found.lifts} == set(parts)
    assert sum(parts.values()) == 100


@pytest.mark.parametrize(("right", "side"), [(4, "below"), (9, "above")])
def test_score_lies_on_the_bodys_scale_on_the_side_of_the_chance(right: int, side: str) -> None:
    found = known(answered(10, right=right))

    assert found.score is not None
    assert SCALE.least <= found.score.low < found.score.middle < found.score.high <= SCALE.most
    assert (found.score.middle > SCALE.passing) == (side == "above") == (found.found.chance.middle > 0.5)


def test_part_that_was_left_out_is_named_where_it_is_large() -> None:
    largest = max(exam()[1].parts, key=lambda part: part.items)
    rest = answered(10, right=7, leave=largest.node)
    small = [answer for answer in rest if answer.item.endswith(("/0", "/1", "/2", "/3", "/4", "/5"))]

    found = asked(small[:70])

    assert isinstance(found, TooLittleKnown)
    assert Lack(largest.node, 5) in found.lacks
    assert asked([]) == TooLittleKnown(0, found_all(), 60 - sum(lack.more for lack in found_all()))


def found_all() -> tuple[Lack, ...]:
    """Return the largest parts until four fifths of the exam are covered."""
    lacks, covered = [], 0
    for part in sorted(exam()[1].parts, key=lambda part: -part.items):
        if covered < 80:
            lacks.append(Lack(part.node, 5))
            covered += part.items
    return tuple(lacks)


def test_right_answers_to_questions_measured_as_harder_say_more() -> None:
    answers = answered(10, right=6)
    hard = {answer.item: Measured(0.8, 0.1) for answer in answers}

    assert known(answers, hard).found.chance.middle > known(answers).found.chance.middle + 0.05


def test_no_scale_gives_no_score() -> None:
    outline, blueprint = exam()
    found = exam_readiness(
        answered(10, right=7), outline=outline, blueprint=blueprint, scale=None, exam_at=BEGAN + 7 * DAY
    )

    assert isinstance(found, ExamReadiness)
    assert found.score is None
