"""What would change the first place: it does, and nothing smaller does."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from certway.core.choose.ranking import first_of
from certway.core.choose.swaps import Swap, nearest_swap
from certway.core.choose.wishes import MatchWishes
from core.choose.test_ranking import candidate, several, wishes

QUICK = candidate("quick", options=((4, 9_000, "none"),), pay=40_000)
CHEAP = candidate("cheap", options=((20, 1_000, "none"),), pay=40_000)


def test_smallest_change_is_named():
    wished = MatchWishes(months=30, budget=20_000)
    assert first_of([QUICK, CHEAP], wished).candidate.id == "quick"
    assert nearest_swap([QUICK, CHEAP], wished) == Swap("budget", None, 20_000, 15_000, 5 / 60, "cheap")
    assert first_of([QUICK, CHEAP], replace(wished, budget=15_250)).candidate.id == "quick"


def test_who_wins_in_everything_is_swapped_by_nothing():
    assert nearest_swap([candidate("a", pay=59_000), candidate("b", pay=30_000)], MatchWishes()) is None


def test_one_credential_alone_has_nothing_to_swap_with():
    assert nearest_swap([QUICK], MatchWishes()) is None


@given(several, wishes)
def test_named_change_puts_the_named_one_first(found, wished):
    swap = nearest_swap(found, wished)
    if swap is None:
        return
    if swap.wish == "importance":
        assert wished.weight(swap.criterion) == swap.before
        changed = replace(wished, importance={**wished.importance, swap.criterion: swap.after})
    else:
        assert getattr(wished, swap.wish) == swap.before
        changed = replace(wished, **{swap.wish: swap.after})
    before, after = first_of(found, wished), first_of(found, changed)
    assert after.candidate.id == swap.first != before.candidate.id
    assert after.feasible in ("feasible", before.feasible)


def test_a_limit_that_leaves_nothing_within_it_is_no_swap():
    cheap, dear = candidate("cheap", options=((5, 2_000, "none"),)), candidate("dear", options=((3, 9_000, "none"),))
    swap = nearest_swap([cheap, dear], MatchWishes(budget=6_000, importance={"time": 5, "money": 0}))
    assert (swap.wish, swap.after, swap.first) == ("budget", 9_000, "dear")
