"""Credentials in the order in which they suit somebody, with what stands in the way and what beats what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from certway.core.choose.candidates import Candidate, Option
from certway.core.choose.points import Point, Share, points_of, weight_of_taken
from certway.core.choose.wishes import DEGREES, MatchWishes

Feasible: TypeAlias = Literal["feasible", "unknown", "not-feasible"]
Obstacle: TypeAlias = Literal["hours", "months", "budget", "degree", "together", "no-way", "open-fee"]

_RANK: dict[Feasible, int] = {"feasible": 0, "unknown": 1, "not-feasible": 2}


@dataclass(frozen=True, slots=True)
class Ranked:
    """One credential's place."""

    candidate: Candidate
    feasible: Feasible
    obstacles: tuple[Obstacle, ...]
    """The limits that every way breaks; "together": each alone can be kept, not all. "open-fee": a fee that is not
    published may break the budget."""
    option: Option | None  # of the ways within the limits that with the most points, else of all; None = none known
    points: tuple[Point, ...]
    within: tuple[Option, ...] = ()  # the ways within the limits, quickest first
    beaten_by: tuple[str, ...] = ()  # credentials that are at least as good in every wish, and better in one

    @property
    def total(self) -> Share:
        """The score of 100, at the least and at the most."""
        return sum(point.points[0] for point in self.points), sum(point.points[1] for point in self.points)


def rank(candidates: Iterable[Candidate], wishes: MatchWishes) -> tuple[Ranked, ...]:
    """Return the candidates, what is feasible first, then by what surely counts, then by what may, then by id."""
    ranked = [_ranked(candidate, wishes) for candidate in candidates]
    ordered = sorted(ranked, key=_order)
    return tuple(replace(one, beaten_by=_beaten_by(one, ordered)) for one in ordered)


def first_of(candidates: Iterable[Candidate], wishes: MatchWishes) -> Ranked:
    """Return the candidate that `rank` puts first; what beats it is not looked for."""
    return min((_ranked(candidate, wishes) for candidate in candidates), key=_order)


def _order(one: Ranked) -> tuple[int, float, float, str]:
    least, most = _total(one.points)
    return _RANK[one.feasible], -least, -most, one.candidate.id


def _ranked(candidate: Candidate, wishes: MatchWishes) -> Ranked:
    if not candidate.options:
        return Ranked(candidate, "unknown", ("no-way",), None, points_of(candidate, None, wishes))
    broken = [(option, _broken(option, candidate, wishes)) for option in candidate.options]
    within = tuple(option for option, limits in broken if not limits)
    sure = tuple(option for option in within if wishes.budget is None or not option.open_fee)
    option = max(sure or within or candidate.options, key=lambda one: (*weight_of_taken(one, wishes), -one.months))
    points = points_of(candidate, option, wishes)
    if not within:
        always = frozenset.intersection(*(limits for _, limits in broken))
        obstacles = tuple(limit for limit in _LIMITS if limit in always) or ("together",)
        return Ranked(candidate, "not-feasible", obstacles, option, points)
    if option.open_fee and wishes.budget is not None:
        return Ranked(candidate, "unknown", ("open-fee",), option, points, within)
    return Ranked(candidate, "feasible", (), option, points, within)


def _total(points: Iterable[Point]) -> tuple[float, float]:
    every = list(points)
    least, most = (sum(point.points[end] for point in every) for end in (0, 1))
    return round(least, 9), round(most, 9)


_LIMITS: tuple[Obstacle, ...] = ("hours", "degree", "months", "budget")


def _broken(option: Option, candidate: Candidate, wishes: MatchWishes) -> frozenset[Obstacle]:
    checks: tuple[tuple[Obstacle, bool], ...] = (
        ("hours", candidate.beyond_hours),
        ("degree", wishes.degree is not None and DEGREES.index(option.degree) > DEGREES.index(wishes.degree)),
        ("months", wishes.months is not None and option.months > wishes.months),
        ("budget", wishes.budget is not None and option.cost > wishes.budget),
    )
    return frozenset(limit for limit, broken in checks if broken)


def _beaten_by(one: Ranked, every: Sequence[Ranked]) -> tuple[str, ...]:
    return tuple(other.candidate.id for other in every if other is not one and _beats(other, one))


def _beats(other: Ranked, one: Ranked) -> bool:
    """Whether the other is surely at least as good in every wish and surely better in one."""
    if _RANK[other.feasible] > _RANK[one.feasible]:
        return False
    pairs = [(a.share, b.share) for a, b in zip(other.points, one.points, strict=True)]
    return all(a[0] >= b[1] for a, b in pairs) and any(a[0] > b[1] for a, b in pairs)
