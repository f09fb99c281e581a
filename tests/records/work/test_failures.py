"""When a task that failed is tried again, and what is kept about the fault."""

from __future__ import annotations

from datetime import timedelta

import pytest

from certway.records.work.failures import (
    MOST_TRIES,
    LostWorkerError,
    PermanentError,
    WorkError,
    delay_after,
    told_without_values,
)

MINUTES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720)]


def test_delays_grow_and_then_there_are_none() -> None:
    assert [delay_after(ValueError(), tries=tries, dice=0) for tries in range(1, 8)] == [*MINUTES, None, None]


def test_dice_spread_a_delay_by_a_fifth() -> None:
    assert [delay_after(ValueError(), tries=1, dice=dice) for dice in (0, 0.5, 1)] == [
        timedelta(seconds=seconds) for seconds in (60, 66, 72)
    ]


def test_permanent_fault_is_not_tried_again() -> None:
    assert delay_after(PermanentError(), tries=1, dice=0) is None


@pytest.mark.parametrize("tries", range(1, MOST_TRIES))
def test_lost_worker_is_replaced_at_once(tries: int) -> None:
    assert delay_after(LostWorkerError(), tries=tries, dice=1) == timedelta()


def test_task_that_kills_its_workers_is_given_up() -> None:
    assert delay_after(LostWorkerError(), tries=MOST_TRIES, dice=0) is None


def test_fault_is_told_with_its_place_and_without_its_values() -> None:
    def told(error: Exception) -> list[str]:
        try:
            raise error
        except type(error) as raised:
            return told_without_values(raised).splitlines()

    own, others = told(WorkError("letter 7 was not taken")), told(KeyError("maria@example.org"))

    assert own[-1] == "certway.records.work.failures.WorkError: letter 7 was not taken"
    assert others[-1] == "builtins.KeyError"
    assert __file__ in others[0]
