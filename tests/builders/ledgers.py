"""Small ledgers made by dice, and the best that can be made of each, found by trying everything.

A point is one hundredth here, the least there is: so every way to divide an activity is tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random

from certway.core.renew.assignment import FREE, Assignment, Offered, Wanted, missing_of

AREAS = ("administrative", "clinical")
CAPS = ("college", "others")
CREDENTIALS = ("mls-ascp", "mlt-ascp")
MOST_ACTIVITIES, MOST_POINTS = 4, 3


@dataclass(frozen=True, slots=True)
class Ledger:
    """What activities can bring, and what credentials ask for."""

    offered: tuple[Offered, ...]  # by activity
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Worth:
    """How good an assignment is."""

    missing: int  # hundredths that areas and totals lack, over all credentials
    counted: int  # hundredths, over all credentials


def ledger(dice: Random) -> Ledger:
    """Return a ledger of at most four activities, two areas, two caps that overlap, and two credentials."""
    names = CREDENTIALS[: dice.randint(1, 2)]
    once = dice.choice(("", "ascp"))
    wanted = tuple(_wanted(dice, name, once) for name in names)
    offered = tuple(
        _offered(dice, activity, want)
        for activity in range(dice.randint(1, MOST_ACTIVITIES))
        for want in wanted
        if dice.random() < 0.85
    )
    return Ledger(offered, wanted)


def ledgers(count: int, *, seed: int) -> tuple[Ledger, ...]:
    """Return so many ledgers, the same ones for the same seed."""
    dice = Random(seed)
    return tuple(ledger(dice) for _ in range(count))


def _wanted(dice: Random, credential: str, once: str) -> Wanted:
    return Wanted(
        credential=credential,
        points=None if dice.random() < 0.1 else dice.randint(0, 8),
        areas={area: dice.randint(0, 4) for area in AREAS[: dice.randint(0, 2)]},
        caps={cap: dice.randint(0, 5) for cap in CAPS[: dice.randint(0, 2)]},
        once=once,
    )


def _offered(dice: Random, activity: int, want: Wanted) -> Offered:
    areas = {area: told for area in want.areas if (told := dice.randint(0, 2))}
    free = dice.randint(0, 2)
    most = min(MOST_POINTS, sum(areas.values()) + free)
    return Offered(
        activity=activity,
        credential=want.credential,
        points=most if dice.random() < 0.7 else dice.randint(0, most),
        areas=areas,
        free=free,
        assignable=dice.random() < 0.5,
        caps=tuple(cap for cap in want.caps if dice.random() < 0.6),
    )


def worth(assignment: Assignment, wanted: Sequence[Wanted]) -> Worth:
    """Return how good an assignment is."""
    lacks = sum(sum(missing_of(assignment, want).values()) for want in wanted)
    return Worth(lacks, sum(assignment.counted(want.credential) for want in wanted))


def best_worth(ledger: Ledger) -> Worth:
    """Return the worth of the best assignment there is: the least missing, then the most counted."""
    activities = tuple(dict.fromkeys(one.activity for one in ledger.offered))
    best: list[tuple[int, int]] = []
    tried: dict[tuple[str, tuple[int, ...]], tuple[int, int]] = {}
    for served in _servings(activities, ledger.wanted):
        worths = []
        for want in ledger.wanted:
            hers = tuple(activity for activity in activities if want.credential in served[activity])
            if (want.credential, hers) not in tried:
                tried[want.credential, hers] = _best_alone(ledger.offered, hers, want)
            worths.append(tried[want.credential, hers])
        best.append((sum(lack for lack, _ in worths), sum(less for _, less in worths)))
    missing, less = min(best)
    return Worth(missing, -less)


def _servings(activities: Sequence[int], wanted: Sequence[Wanted]) -> Iterator[Mapping[int, frozenset[str]]]:
    """Yield every way in which activities serve credentials: all of them, or one of those that share them once."""
    shared = frozenset(want.credential for want in wanted if not want.once)
    once = [frozenset({want.credential}) for want in wanted if want.once] or [frozenset[str]()]
    for picks in product(once, repeat=len(activities)):
        yield {activity: shared | pick for activity, pick in zip(activities, picks, strict=True)}


def _best_alone(offered: Sequence[Offered], activities: Sequence[int], want: Wanted) -> tuple[int, int]:
    """Return the least missing, and the points counted as a negative number, of one credential with some activities."""
    slots = (*want.areas, FREE)
    sums = {((0,) * len(slots), (0,) * len(want.caps))}
    for one in offered:
        if one.credential == want.credential and one.activity in activities:
            ways = divisions(one, want)
            sums = {
                (tuple(had + more for had, more in zip(points, added, strict=True)), used)
                for points, caps in sums
                for added in ways
                if (used := _used(caps, one, want, sum(added))) is not None
            }
    return min(
        (
            sum(max(0, least - had) for had, least in zip(points, want.areas.values(), strict=False))
            + max(0, (want.points or 0) - sum(points)),
            -sum(points),
        )
        for points, _ in sums
    )


def _used(caps: tuple[int, ...], one: Offered, want: Wanted, points: int) -> tuple[int, ...] | None:
    """Return what is used of each cap with so many points more; None where one is exceeded."""
    used = tuple(had + points * (cap in one.caps) for had, cap in zip(caps, want.caps, strict=True))
    return used if all(had <= most for had, most in zip(used, want.caps.values(), strict=True)) else None


def divisions(one: Offered, want: Wanted) -> frozenset[tuple[int, ...]]:
    """Return every way to divide an activity among the areas that are asked for and, last, none."""
    told = [range(one.areas.get(area, 0) + 1) for area in want.areas]
    to_areas = [range(one.free + 1) if one.assignable else range(1) for _ in want.areas]
    return frozenset(
        division
        for certain in product(*told)
        for spread in product(*to_areas, range(one.free + 1))
        if sum(spread) <= one.free
        and sum(division := (*(a + b for a, b in zip(certain, spread, strict=False)), spread[-1])) <= one.points
    )
