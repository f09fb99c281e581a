"""Reminders come once, in time, about what is still true, and never of what is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.renew.deadlines import Deadline
from certway.core.renew.reminders import (
    DEFAULT_LEADS,
    OPENS_DAYS,
    PASSED,
    PASSED_DAYS,
    Known,
    Wishes,
    key_of,
    name_of,
    next_round,
    plan_round,
)

ON = date(2028, 2, 29).toordinal()
CMA = Deadline("cma-aama", "expires", ON, "act")
CPR = Deadline("card:cpr", "expires", ON + 40, "act")
OPEN = Deadline("cma-aama", "renew", ON - 90, "opens")


class Months:
    """Somebody whose rounds are made on the days that are named, with what each leaves behind."""

    def __init__(self, *deadlines: Deadline, handled: int = ON - 1000, **wishes: object) -> None:
        self.deadlines, self.known = deadlines, Known(handled=handled)
        self.wishes = Wishes(**wishes)  # type: ignore[arg-type]

    def round(self, as_of: int, *, horizon: int | None = None) -> list[tuple[str, int]]:
        found = plan_round(self.deadlines, wishes=self.wishes, known=self.known, as_of=as_of, horizon=horizon)
        watched = {**(self.known.watched or {}), **found.begun}
        said = [one.key for one in found.due]
        assert not self.known.sent & {*said, *found.overtaken}
        self.known = Known(
            self.known.sent | {*said, *found.overtaken},
            {name: since for name, since in watched.items() if name not in found.gone},
            as_of,
        )
        return [(one.deadline.credential, one.lead) for one in found.due]

    def daily(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the days ahead of ON, with the leads said on them."""
        return [(ON - day, lead) for day in range(first, last + 1) for _, lead in self.round(day)]


def test_every_lead_comes_once_on_its_day_and_that_it_passed_once() -> None:
    assert Months(CMA).daily(ON - 200, ON + 30) == [*((lead, lead) for lead in DEFAULT_LEADS), (-1, PASSED)]


def test_rounds_of_the_same_day_say_nothing_twice() -> None:
    one = Months(CMA)

    assert [one.round(ON - 30), one.round(ON - 30), one.round(ON - 31)] == [[("cma-aama", 30)], [], []]


def test_after_a_rest_the_most_urgent_comes_alone() -> None:
    one = Months(CMA)
    assert one.daily(ON - 200, ON - 95) == [(180, 180)]

    assert one.daily(ON - 10, ON) == [(10, 14), (7, 7), (1, 1)]


@pytest.mark.parametrize(("days", "said"), [(0, [1]), (1, [PASSED]), (PASSED_DAYS, [PASSED]), (PASSED_DAYS + 1, [])])
def test_rest_that_ends_about_the_day_says_what_is_true_then(days: int, said: list[int]) -> None:
    one = Months(CMA)
    one.daily(ON - 200, ON - 95)

    assert [lead for _, lead in one.round(ON + days)] == said
    assert one.daily(ON + days + 1, ON + 40) == ([(-1, PASSED)] if days == 0 else [])


def test_day_that_is_just_told_does_not_bring_what_has_passed() -> None:
    one = Months(leads=(60, 30, 14, 7))
    one.round(ON - 46)
    one.deadlines = (CMA,)

    assert one.daily(ON - 45, ON) == [(30, 30), (14, 14), (7, 7)]


@pytest.mark.parametrize(("ahead", "said"), [(14, 14), (10, 14), (7, 7), (5, 7), (0, 7)])
def test_day_that_is_just_told_and_near_is_said_at_once(ahead: int, said: int) -> None:
    one = Months(leads=(60, 30, 14, 7))
    one.round(ON - ahead - 1)
    one.deadlines = (CMA,)

    assert one.round(ON - ahead) == [("cma-aama", said)]


def test_day_that_is_just_told_and_over_is_not_told_back() -> None:
    one = Months()
    one.round(ON + 2)
    one.deadlines = (CMA,)

    assert one.daily(ON + 3, ON + 20) == []


def test_what_was_told_while_nothing_ran_is_caught_up() -> None:
    one = Months(leads=(60, 30, 14, 7))
    one.round(ON - 70)
    one.deadlines = (CMA,)

    assert one.round(ON - 45) == [("cma-aama", 60)]


def test_what_is_told_after_the_round_of_its_day_is_said_on_the_next() -> None:
    one = Months(handled=ON - 181)
    assert one.round(ON - 180) == []
    one.deadlines = (CMA,)
    assert one.daily(ON - 180, ON - 89) == [(180, 180), (90, 90)]
    again = Months(handled=ON - 181)
    again.round(ON - 180)
    again.deadlines = (CMA,)
    assert again.daily(ON - 179, ON - 89) == [(179, 180), (90, 90)]


def test_date_that_moves_earlier_is_said_at_once_and_goes_on() -> None:
    one = Months(replace(CMA, on=ON + 60))
    assert one.daily(ON - 120, ON - 80) == [(120, 180)]
    one.deadlines = (CMA,)

    assert one.daily(ON - 79, ON) == [(79, 90), (60, 60), (30, 30), (14, 14), (7, 7), (1, 1)]


def test_date_that_moves_later_is_scheduled_anew() -> None:
    one = Months(CMA)
    assert one.daily(ON - 200, ON - 50) == [(180, 180), (90, 90), (60, 60)]
    one.deadlines = (replace(CMA, on=ON + 730),)

    assert one.daily(ON - 49, ON + 730 - 60) == [(-730 + lead, lead) for lead in (180, 90, 60)]


@pytest.mark.parametrize("one", [replace(CMA, done=True), replace(OPEN, done=True)])
def test_what_is_done_is_never_said(one: Deadline) -> None:
    assert Months(one).daily(ON - 200, ON + 30) == []


def test_what_is_done_between_is_not_said_again_when_it_is_not() -> None:
    one = Months(CMA)
    one.daily(ON - 200, ON - 60)
    one.deadlines = (replace(CMA, done=True),)
    assert one.daily(ON - 59, ON - 20) == []
    one.deadlines = (CMA,)

    assert one.daily(ON - 19, ON) == [(14, 14), (7, 7), (1, 1)]


def test_what_is_retired_is_not_said_until_it_is_kept_again() -> None:
    one = Months(CMA, CPR, retired=frozenset({"cma-aama"}))
    assert {name for name, _ in (said for day in range(ON - 200, ON - 30) for said in one.round(day))} == {"card:cpr"}
    one.wishes = Wishes()

    assert [said for said in one.round(ON - 30) if said[0] == "cma-aama"] == [("cma-aama", 30)]


def test_lead_that_is_added_after_a_nearer_one_went_out_does_not_come() -> None:
    one = Months(CMA, leads=(60, 30))
    assert one.daily(ON - 70, ON - 25) == [(60, 60), (30, 30)]
    one.wishes = Wishes(leads=(60, 45, 30, 7))

    assert one.daily(ON - 24, ON) == [(7, 7)]


def test_what_opens_is_said_once_from_its_day_on() -> None:
    one = Months(OPEN)
    assert one.daily(ON - 200, ON) == [(90, 0)]
    late = Months(OPEN)
    late.round(OPEN.on - 1)
    over = Months(OPEN)
    over.round(OPEN.on - 1)

    assert (late.round(OPEN.on + OPENS_DAYS), over.round(OPEN.on + OPENS_DAYS + 1)) == ([("cma-aama", 0)], [])


def test_horizon_brings_what_comes_due_until_then_and_never_that_it_passed() -> None:
    one = Months(CMA)
    said = [(ON - day, lead) for day in range(ON - 196, ON + 8, 7) for _, lead in one.round(day, horizon=day + 6)]

    assert said == [(182, 180), (91, 90), (63, 60), (35, 30), (14, 14), (7, 1), (-7, PASSED)]


def test_next_round_is_the_first_day_with_something() -> None:
    known = Known(handled=ON - 300)
    found = next_round((CMA, CPR), wishes=Wishes(), known=known, from_day=ON - 299)
    assert found is not None
    assert (ON - found[0], [one.key for one in found[1].due]) == (180, [key_of(CMA, 180)])

    assert next_round((CMA,), wishes=Wishes(), known=known, from_day=ON + 60) is None
    assert next_round((replace(CMA, done=True),), wishes=Wishes(), known=known, from_day=ON - 299) is None


def test_names_and_keys_tell_days_apart() -> None:
    assert key_of(CMA, 30) == f"cma-aama/expires/{ON}/30"
    assert key_of(CMA, PASSED) == f"cma-aama/expires/{ON}/passed"
    assert name_of(CMA) != name_of(replace(CMA, on=ON + 1))


@given(
    leads=st.sets(st.integers(1, 120), min_size=1, max_size=6),
    runs=st.sets(st.integers(0, 150), min_size=1),
    told=st.integers(0, 150),
)
def test_whatever_days_rounds_are_made_nothing_that_is_true_is_missed_or_doubled(
    leads: set[int], runs: set[int], told: int
) -> None:
    one, first, said = Months(leads=tuple(leads), handled=ON - 131), ON - 130, []
    for after in sorted(runs):
        one.deadlines = (CMA,) if after >= told else ()
        said += [(first + after, lead) for _, lead in one.round(first + after)]

    assert len({lead for _, lead in said}) == len(said)
    assert [lead for _, lead in said] == sorted((lead for _, lead in said), reverse=True)
    for lead in leads:
        due = max(ON - lead, first + told)
        run = next((first + after for after in sorted(runs) if first + after >= due), None)
        if ON - lead >= first + told and run is not None and run <= ON:  # it came due while it stood
            assert [(day, other) for day, other in said if day == run and other <= lead] != []
