"""The order of credentials: what is feasible, what each point is for, what beats what."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.choose.candidates import Candidate, Option, Traits
from certway.core.choose.points import NOT_KNOWN, points_of, share_of
from certway.core.choose.ranking import first_of, rank
from certway.core.choose.wishes import CONTACTS, CRITERIA, DEGREES, MOST_IMPORTANT, SIDES, MatchWishes
from certway.core.person.fields import STATES, WORK_SETTINGS

CLINIC = Traits(frozenset({"front-line"}), frozenset({"outpatient-clinic", "urgent-care"}), "much")
LABORATORY = Traits(frozenset({"laboratory"}), frozenset({"hospital-laboratory"}), "none")
EVERYWHERE = frozenset(STATES)


def candidate(name="a", *, options=((12, 5000, "none"),), traits=CLINIC, **changes) -> Candidate:
    usual = Candidate(
        name,
        traits,
        tuple(Option(*option) for option in options),
        pay=45_000,
        points=(12, 12),
        works_in=EVERYWHERE,
        unsure_in=frozenset(),
    )
    return replace(usual, **changes)


def share(criterion, wishes=None, **changes):
    one = candidate(**changes)
    return share_of(criterion, one, one.options[0] if one.options else None, wishes or MatchWishes())


@pytest.mark.parametrize(
    ("criterion", "wishes", "changes", "expected"),
    [
        ("side", MatchWishes(side="front-line"), {}, (1, 1)),
        ("side", MatchWishes(side="laboratory"), {}, (0, 0)),
        ("setting", MatchWishes(settings=frozenset({"urgent-care", "blood-bank"})), {}, (0.5, 0.5)),
        ("contact", MatchWishes(contact="much"), {}, (1, 1)),
        ("contact", MatchWishes(contact="some"), {}, (0.5, 0.5)),
        ("contact", MatchWishes(contact="none"), {}, (0, 0)),
        ("time", MatchWishes(), {"options": ((0, 1, "none"),)}, (1, 1)),
        ("time", MatchWishes(), {"options": ((15, 1, "none"),)}, (0.75, 0.75)),
        ("time", MatchWishes(months=12), {"options": ((12, 1, "none"),)}, (0.5, 0.5)),
        ("time", MatchWishes(months=12), {"options": ((24, 1, "none"),)}, (0, 0)),
        ("time", MatchWishes(months=12), {"options": ((36, 1, "none"),)}, (0, 0)),
        ("time", MatchWishes(), {"options": ()}, NOT_KNOWN),
        ("time", MatchWishes(months=0), {"options": ((0, 1, "none"),)}, (1, 1)),
        ("time", MatchWishes(months=0), {"options": ((1, 1, "none"),)}, (0, 0)),
        ("money", MatchWishes(budget=0), {"options": ((1, 0, "none"),)}, (1, 1)),
        ("money", MatchWishes(budget=0), {"options": ((1, 1, "none"),)}, (0, 0)),
        ("pay", MatchWishes(pay=0), {"pay": 1}, (1, 1)),
        ("upkeep", MatchWishes(points=0), {"points": (0, 12)}, (0, 1)),
        ("money", MatchWishes(), {"options": ((1, 10_000, "none"),)}, (0.75, 0.75)),
        ("money", MatchWishes(budget=10_000), {"options": ((1, 10_000, "none"),)}, (0.5, 0.5)),
        ("money-now", MatchWishes(money_now=2_500), {"options": ((1, 10_000, "none"),)}, (0.25, 0.25)),
        ("money-now", MatchWishes(money_now=0), {"options": ((1, 0, "none"),)}, (1, 1)),
        ("money-now", MatchWishes(money_now=9_000), {"options": ((1, 100, "none"),)}, (1, 1)),
        ("money", MatchWishes(), {"options": ((1, 10_000, "none", True),)}, (0, 0.75)),
        ("money-now", MatchWishes(money_now=2_500), {"options": ((1, 10_000, "none", True),)}, (0, 0.25)),
        ("time", MatchWishes(), {"options": ((15, 1, "none", True),)}, (0.75, 0.75)),
        ("pay", MatchWishes(), {"pay": 30_000}, (0.5, 0.5)),
        ("pay", MatchWishes(pay=30_000), {"pay": 40_000}, (1, 1)),
        ("pay", MatchWishes(), {"pay": None}, NOT_KNOWN),
        ("upkeep", MatchWishes(), {"points": (12, 12)}, (0.5, 0.5)),
        ("upkeep", MatchWishes(points=6), {"points": (3, 12)}, (0, 0.75)),
        ("upkeep", MatchWishes(), {"points": None}, NOT_KNOWN),
        (
            "states",
            MatchWishes(states=("TX", "CA", "NY")),
            {"works_in": frozenset({"TX"}), "unsure_in": frozenset({"CA"})},
            (1 / 3, 2 / 3),
        ),
        ("portability", MatchWishes(), {"works_in": frozenset(STATES[:13])}, (0.25, 0.25)),
    ],
)
def test_share_of_a_criterion(criterion, wishes, changes, expected):
    assert share(criterion, wishes, **changes) == pytest.approx(expected)


def test_wishes_not_made_are_not_weighed():
    one = candidate()
    assert [p.criterion for p in points_of(one, one.options[0], MatchWishes())] == [
        "time",
        "money",
        "pay",
        "upkeep",
        "portability",
    ]


def test_points_add_up_to_a_hundred_at_most_and_follow_importance():
    one = candidate(options=((0, 0, "none"),), pay=99_000, points=(0, 0))
    wishes = MatchWishes(importance={"time": 5, "money": 0, "pay": 1})
    points = points_of(one, one.options[0], wishes)

    assert [(p.criterion, p.weight) for p in points] == [("time", 5), ("pay", 1), ("upkeep", 3), ("portability", 3)]
    assert sum(p.points[1] for p in points) == pytest.approx(100)
    assert points[0].points == pytest.approx((500 / 12, 500 / 12))


def test_nothing_weighed_is_no_score():
    nothing = MatchWishes(importance=dict.fromkeys(CRITERIA, 0))
    assert [(one.candidate.id, one.total) for one in rank([candidate("b"), candidate("a")], nothing)] == [
        ("a", (0, 0)),
        ("b", (0, 0)),
    ]


@pytest.mark.parametrize(
    ("options", "wishes", "feasible", "obstacles", "months"),
    [
        (((12, 5000, "none"),), MatchWishes(months=12, budget=5000), "feasible", (), 12),
        (((12, 5000, "none"),), MatchWishes(months=11), "not-feasible", ("months",), 12),
        (((12, 5000, "none"),), MatchWishes(budget=4999), "not-feasible", ("budget",), 12),
        (((35, 9000, "associate"),), MatchWishes(degree="none"), "not-feasible", ("degree",), 35),
        (((35, 9000, "associate"),), MatchWishes(degree="associate"), "feasible", (), 35),
        (((12, 5000, "none"), (38, 235, "none")), MatchWishes(budget=1000), "feasible", (), 38),
        (
            ((12, 5000, "none"), (38, 235, "none")),
            MatchWishes(budget=1000, months=12),
            "not-feasible",
            ("together",),
            38,  # none keeps both; this one has more points
        ),
        ((), MatchWishes(), "unknown", ("no-way",), None),
    ],
)
def test_limits_decide_what_is_feasible(options, wishes, feasible, obstacles, months):
    (found,) = rank([candidate(options=options)], wishes)
    assert (found.feasible, found.obstacles, found.option and found.option.months) == (feasible, obstacles, months)


def test_a_way_that_takes_more_hours_than_she_has_is_not_feasible():
    (found,) = rank([candidate(beyond_hours=True)], MatchWishes(months=6))
    assert (found.feasible, found.obstacles) == ("not-feasible", ("hours", "months"))


def test_what_is_feasible_comes_first_then_what_is_unknown():
    quick = candidate("quick", options=((3, 90_000, "none"),))
    slow = candidate("slow", options=((50, 9_000, "none"),))
    open_ = candidate("open", options=())
    assert [one.candidate.id for one in rank([quick, open_, slow], MatchWishes(budget=10_000))] == [
        "slow",
        "open",
        "quick",
    ]


def test_unknown_pay_never_counts_for_a_credential():
    known, unknown = candidate("known", pay=30_000), candidate("unknown", pay=None)
    assert [one.candidate.id for one in rank([unknown, known], MatchWishes())] == ["known", "unknown"]


def test_what_is_worse_in_nothing_beats_what_is_better_in_nothing():
    better, worse = candidate("better", pay=50_000), candidate("worse", pay=40_000)
    other = candidate("other", traits=LABORATORY, pay=60_000)
    found = {one.candidate.id: one.beaten_by for one in rank([worse, better, other], MatchWishes(side="front-line"))}
    assert found == {"better": (), "worse": ("better",), "other": ()}


def test_equals_and_unknowns_beat_nothing():
    equal = rank([candidate("a"), candidate("b")], MatchWishes())
    unknown = rank([candidate("a", pay=None), candidate("b", pay=None, points=(14, 14))], MatchWishes())
    assert [one.beaten_by for one in (*equal, *unknown)] == [(), (), (), ()]


options = st.builds(Option, st.integers(0, 90), st.integers(0, 60_000), st.sampled_from(DEGREES))
candidates = st.builds(
    Candidate,
    id=st.sampled_from("abcdefgh"),
    traits=st.builds(
        Traits,
        st.frozensets(st.sampled_from(SIDES)),
        st.frozensets(st.sampled_from(WORK_SETTINGS)),
        st.sampled_from(CONTACTS),
    ),
    options=st.lists(options, max_size=3).map(tuple),
    pay=st.none() | st.integers(20_000, 120_000).map(float),
    points=st.none() | st.tuples(st.integers(0, 12), st.integers(12, 30)),
    works_in=st.frozensets(st.sampled_from(STATES[:20])),
    unsure_in=st.frozensets(st.sampled_from(STATES[20:])),
)
several = st.lists(candidates, min_size=1, max_size=6, unique_by=lambda one: one.id)
wishes = st.builds(
    MatchWishes,
    side=st.none() | st.sampled_from(SIDES),
    settings=st.frozensets(st.sampled_from(WORK_SETTINGS), max_size=3),
    contact=st.none() | st.sampled_from(CONTACTS),
    months=st.none() | st.integers(1, 96),
    budget=st.none() | st.integers(0, 60_000),
    money_now=st.none() | st.integers(0, 60_000),
    degree=st.none() | st.sampled_from(DEGREES),
    pay=st.none() | st.integers(20_000, 120_000),
    points=st.none() | st.integers(1, 24),
    states=st.lists(st.sampled_from(STATES), max_size=3, unique=True).map(tuple),
    importance=st.dictionaries(st.sampled_from(CRITERIA), st.integers(0, MOST_IMPORTANT)),
)


@given(several, wishes, st.randoms(use_true_random=False))
def test_order_told_does_not_matter(found, wished, dice):
    mixed = dice.sample(found, len(found))
    assert rank(mixed, wished) == rank(found, wished)
    assert first_of(mixed, wished).candidate.id == rank(found, wished)[0].candidate.id


@given(several, wishes)
def test_one_more_credential_changes_no_other_score(found, wished):
    whole = {one.candidate.id: one.points for one in rank(found, wished)}
    assert {one.candidate.id: one.points for one in rank(found[1:], wished)} == {
        name: points for name, points in whole.items() if name != found[0].id
    }


@given(several, wishes)
def test_scores_stay_between_nothing_and_a_hundred_and_what_is_beaten_stands_behind(found, wished):
    ranked = rank(found, wished)
    places = {one.candidate.id: place for place, one in enumerate(ranked)}
    for one in ranked:
        least, most = one.total
        assert -1e-9 <= least <= most + 1e-9 <= 100 + 1e-6
        assert all(places[better] < places[one.candidate.id] for better in one.beaten_by)


@pytest.mark.parametrize(
    ("budget", "feasible", "obstacles"),
    [(None, "feasible", ()), (6000, "unknown", ("open-fee",)), (4000, "not-feasible", ("budget",))],
)
def test_fee_that_is_not_published_leaves_a_budget_open(budget, feasible, obstacles):
    (one,) = rank([candidate(options=((12, 5000, "none", True),))], MatchWishes(budget=budget))
    assert (one.feasible, one.obstacles) == (feasible, obstacles)


def test_way_with_a_known_fee_keeps_a_budget_where_another_leaves_it_open():
    both = candidate(options=((3, 4000, "none", True), (12, 5000, "none", False)))
    (one,) = rank([both], MatchWishes(budget=6000))
    assert (one.feasible, one.option and one.option.months) == ("feasible", 12)


OPTIONS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 40_000), st.sampled_from(DEGREES), st.booleans()),
    min_size=1,
    max_size=4,
).map(tuple)


@given(OPTIONS, st.integers(1, 60), st.integers(0, 60), st.sampled_from(DEGREES))
def test_lifting_a_limit_that_moves_no_scale_never_lowers_the_score(options, months, later, degree):
    """A limit of time moves its own scale, so that it counts for nothing here; a degree moves none."""
    weights = {"time": 0}
    tight = MatchWishes(months=months, degree=degree, importance=weights)
    loose = replace(tight, months=months + later, degree=DEGREES[-1])
    one = candidate(options=options)
    (before,), (after,) = rank([one], tight), rank([one], loose)
    if before.within:
        assert set(before.within) <= set(after.within)
        assert after.total[0] >= before.total[0] - 1e-9


@given(OPTIONS, st.dictionaries(st.sampled_from(("time", "money", "pay")), st.integers(0, MOST_IMPORTANT)))
def test_way_that_counts_has_the_most_points_of_those_within_the_limits(options, importance):
    wishes = MatchWishes(months=24, importance=importance)
    one = candidate(options=options)
    (found,) = rank([one], wishes)
    fitting = found.within or one.options  # no budget is wished, so that an open fee leaves none out
    least = [sum(point.points[0] for point in points_of(one, option, wishes)) for option in fitting]
    assert found.option in fitting
    assert found.total[0] == pytest.approx(max(least), abs=1e-6)
