"""What would change the first place: the smallest change of one wish after which another credential leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from certway.core.choose.candidates import Candidate
from certway.core.choose.ranking import first_of
from certway.core.choose.wishes import CONTACTS, CRITERIA, DEGREES, MOST_IMPORTANT, SIDES, Criterion, MatchWishes

Wish: TypeAlias = Literal["side", "contact", "degree", "months", "budget", "pay", "points", "importance"]
Change: TypeAlias = "tuple[Swap, MatchWishes]"

MOST_MONTHS = 96
MOST_BUDGET, BUDGET_STEP = 60_000, 250  # whole US dollars
MOST_PAY, PAY_STEP = 120_000, 2_500  # whole US dollars a year
MOST_POINTS = 24  # renewal points a year


@dataclass(frozen=True, slots=True)
class Swap:
    """A change of one wish, and who leads then."""

    wish: Wish
    criterion: Criterion | None  # with "importance": of what
    before: int | str | None  # None = not wished
    after: int | str
    size: float  # 0 = no change, 1 = from one end to the other
    first: str = ""  # id of the credential that leads after it


def nearest_swap(candidates: Sequence[Candidate], wishes: MatchWishes) -> Swap | None:
    """Return the smallest change of one wish that puts another first; None when no single change does.

    It must not make things worse: the one that comes first then is within the limits if the first one is now.

    Limits are tried in steps ($250, one month, $2,500 of pay, one point), words one by one. A change's size is its part
    of the whole range, so that unlike wishes can be compared. Of equal changes the first of `Wish` is named.
    """
    if not candidates:
        return None
    first = first_of(candidates, wishes)
    for swap, changed in sorted(_changes(wishes), key=lambda change: change[0].size):
        leader = first_of(candidates, changed)
        if leader.candidate.id != first.candidate.id and leader.feasible in (first.feasible, "feasible"):
            return replace(swap, first=leader.candidate.id)
    return None


def _changes(wishes: MatchWishes) -> Iterator[Change]:
    for side in SIDES:
        yield from _word("side", wishes.side, side, SIDES, replace(wishes, side=side))
    for contact in CONTACTS:
        yield from _word("contact", wishes.contact, contact, CONTACTS, replace(wishes, contact=contact))
    for degree in DEGREES:
        yield from _word("degree", wishes.degree, degree, DEGREES, replace(wishes, degree=degree))
    for months in range(1, MOST_MONTHS + 1):
        yield from _limit("months", wishes.months, months, MOST_MONTHS, replace(wishes, months=months))
    for budget in range(0, MOST_BUDGET + 1, BUDGET_STEP):
        yield from _limit("budget", wishes.budget, budget, MOST_BUDGET, replace(wishes, budget=budget))
    for pay in range(PAY_STEP, MOST_PAY + 1, PAY_STEP):
        yield from _limit("pay", wishes.pay, pay, MOST_PAY, replace(wishes, pay=pay))
    for points in range(1, MOST_POINTS + 1):
        yield from _limit("points", wishes.points, points, MOST_POINTS, replace(wishes, points=points))
    for criterion in (one for one in CRITERIA if wishes.asks(one)):
        yield from _weights(criterion, wishes)


def _word(wish: Wish, before: str | None, after: str, words: Sequence[str], changed: MatchWishes) -> Iterator[Change]:
    """A word for another; one that was not wished is as far away as can be."""
    steps = len(words) - 1
    if after != before:
        apart = steps if before is None else abs(words.index(after) - words.index(before))
        yield Swap(wish, None, before, after, apart / steps), changed


def _limit(wish: Wish, before: int | None, after: int, most: int, changed: MatchWishes) -> Iterator[Change]:
    """A limit for another; one that was not wished has nothing to be near to."""
    if before is not None and after != before:
        yield Swap(wish, None, before, after, abs(after - before) / most), changed


def _weights(criterion: Criterion, wishes: MatchWishes) -> Iterator[Change]:
    before = wishes.weight(criterion)
    for after in range(MOST_IMPORTANT + 1):
        if after != before:
            changed = replace(wishes, importance={**wishes.importance, criterion: after})
            yield Swap("importance", criterion, before, after, abs(after - before) / MOST_IMPORTANT), changed
