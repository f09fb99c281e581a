"""What counts where: the best there is, the same each time, never more than caps and activities allow."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.ledgers import Ledger, best_worth, divisions, ledger, ledgers, worth
from certway.core.renew.assignment import FREE, Assignment, Given, Offered, Wanted, assign, missing_of
from strategies.effort import effort

LEDGERS = st.randoms(use_true_random=False).map(ledger)


def test_two_hundred_ledgers_are_assigned_as_well_as_trying_everything_does() -> None:
    found = [(one, assign(one.offered, one.wanted)) for one in ledgers(200, seed=1)]
    assert [one for one, answer in found if worth(answer, one.wanted) != best_worth(one)] == []
    assert sum(answer.solved for _, answer in found) > 100  # most leave a choice
    sorts = {(len(one.wanted), bool(one.wanted[0].once)) for one, _ in found}
    assert sorts == {(1, False), (1, True), (2, False), (2, True)}


@effort(20)
@given(LEDGERS)
def test_same_question_has_the_same_answer(one: Ledger) -> None:
    assert assign(one.offered, one.wanted) == assign(one.offered, one.wanted)


@effort(30)
@given(LEDGERS)
def test_assignment_keeps_to_caps_activities_and_once(one: Ledger) -> None:
    found = assign(one.offered, one.wanted)
    assert breaches(found, one) == []


@effort(30)
@given(LEDGERS)
def test_activity_more_never_leaves_more_missing(one: Ledger) -> None:
    fewer = tuple(each for each in one.offered if each.activity != one.offered[-1].activity) if one.offered else ()
    before = worth(assign(fewer, one.wanted), one.wanted)
    assert worth(assign(one.offered, one.wanted), one.wanted).missing <= before.missing


@effort(30)
@given(LEDGERS)
def test_untold_area_never_leaves_less_missing_where_nobody_assigns_it(one: Ledger) -> None:
    told = tuple(replace(each, assignable=False) for each in one.offered)
    untold = tuple(
        replace(each, areas={}, free=each.free + sum(each.areas.values())) if place == 0 else each
        for place, each in enumerate(told)
    )
    assert worth(assign(untold, one.wanted), one.wanted).missing >= worth(assign(told, one.wanted), one.wanted).missing


@effort(30)
@given(LEDGERS)
def test_cap_more_never_leaves_less_missing(one: Ledger) -> None:
    freed = tuple(replace(each, caps=()) for each in one.offered)
    assert (
        worth(assign(freed, one.wanted), one.wanted).missing
        <= worth(assign(one.offered, one.wanted), one.wanted).missing
    )


def breaches(found: Assignment, one: Ledger) -> list[object]:
    """Return whatever an assignment gives that it must not."""
    wants = {want.credential: want for want in one.wanted}
    offers = {(each.credential, each.activity): each for each in one.offered}
    wrong: list[object] = []
    for share in found.given:
        want, offer = wants[share.credential], offers[share.credential, share.activity]
        if tuple(share.areas.get(area, 0) for area in (*want.areas, FREE)) not in divisions(offer, want):
            wrong.append(share)
    for want in one.wanted:
        for cap, most in want.caps.items():
            hers = [share for share in found.given if share.credential == want.credential]
            if sum(share.points for share in hers if cap in offers[want.credential, share.activity].caps) > most:
                wrong.append((want.credential, cap))
    served = [share.activity for share in found.given if wants[share.credential].once]
    return [*wrong, *(activity for activity in served if served.count(activity) > 1)]


def offer(
    activity: int, points: int, *, credential: str = "cma-aama", caps: tuple[str, ...] = (), **areas: int
) -> Offered:
    free = points - sum(areas.values())
    return Offered(activity, credential, points, areas, free, assignable=False, caps=caps)


def test_cap_drops_what_fills_no_gap() -> None:
    wanted = Wanted("cma-aama", 6000, {"clinical": 1000}, {"others": 3000})
    found = assign(
        [offer(0, 3000, caps=("others",)), offer(1, 3000), offer(2, 1000, caps=("others",), clinical=1000)], [wanted]
    )
    assert found == Assignment(
        (
            Given(0, "cma-aama", {FREE: 2000}),
            Given(1, "cma-aama", {FREE: 3000}),
            Given(2, "cma-aama", {"clinical": 1000}),
        ),
        solved=True,
    )
    assert missing_of(found, wanted) == {}


def test_nothing_to_choose_is_added_up() -> None:
    wanted = Wanted("cma-aama", 6000, {"clinical": 1000}, {"others": 3000})
    found = assign([offer(0, 2000, caps=("others",), clinical=500), offer(1, 900)], [wanted])
    assert (found.solved, found.counted("cma-aama"), found.in_area("cma-aama", "clinical")) == (False, 2900, 500)
    assert missing_of(found, wanted) == {"clinical": 500, FREE: 3100}


@pytest.mark.parametrize(("once", "counted"), [("", [1000, 1000]), ("amt", [1000, 0])])
def test_activity_serves_both_credentials_unless_it_serves_one_alone(once: str, counted: list[int]) -> None:
    names = ("rma-amt", "rpt-amt")
    wanted = [Wanted(name, 1000, once=once) for name in names]
    found = assign([offer(0, 1000, credential=name) for name in names], wanted)
    assert sorted((found.counted(name) for name in names), reverse=True) == counted


def test_ledgers_are_the_same_for_the_same_seed() -> None:
    assert ledgers(3, seed=5) == ledgers(3, seed=5)
    assert ledger(Random(5)) == ledgers(1, seed=5)[0]
