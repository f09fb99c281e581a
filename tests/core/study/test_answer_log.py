"""A log has each person's answers in the order of time, and tells what each of them is within its history."""

from __future__ import annotations

import numpy as np

from builders.answer_logs import log_with
from certway.core.study.answer_log import numbered, sums_before, within

LOG = log_with(
    [(1, 5, 0, True, 3.0), (0, 5, 0, False, 2.0), (1, 4, 1, True, 1.0), (1, 5, 0, False, 2.0), (1, 3, 1, True, 3.0)]
)


def test_log_goes_by_person_then_by_time_then_by_row() -> None:
    assert LOG.person.tolist() == [0, 1, 1, 1, 1]
    assert LOG.item.tolist() == [5, 4, 5, 5, 3]
    assert LOG.right.tolist() == [False, True, False, True, True]
    assert (LOG.people, LOG.items, LOG.topics) == (2, 6, 2)


def test_answers_know_their_place_and_what_was_met_before() -> None:
    assert LOG.place.tolist() == [0, 0, 1, 2, 3]
    assert LOG.met_before.tolist() == [0, 0, 0, 1, 0]
    assert LOG.counts.tolist() == [1, 4]


def test_rounds_hold_everybody_once() -> None:
    assert [places.tolist() for places in LOG.rounds()] == [[0, 1], [2], [3], [4]]


def test_part_of_a_log_keeps_the_numbers() -> None:
    part = LOG.where(LOG.person == 1)

    assert part.person.tolist() == [1, 1, 1, 1]
    assert (part.people, part.items, part.topics, part.place.tolist()) == (2, 6, 2, [0, 1, 2, 3])


def test_places_and_sums_are_counted_within_groups() -> None:
    group = np.array([3, 1, 3, 3, 1])

    assert within(group).tolist() == [0, 0, 1, 2, 1]
    assert sums_before(group, np.array([1.0, 2.0, 4.0, 8.0, 16.0])).tolist() == [0, 0, 1, 5, 2]
    assert [found.tolist() for found in numbered(group)] == [[1, 3], [1, 0, 1, 1, 0]]


def test_log_of_nothing_has_no_rounds() -> None:
    empty = LOG.where(np.zeros(len(LOG), dtype=np.bool_))

    assert (len(empty), empty.rounds(), empty.counts.tolist()) == (0, [], [0, 0])
