"""Which points of which activity count where: the choice that leaves the least missing.

Most ledgers leave no choice and are added up. Where a cap bites, points wait for an area, or one activity may serve
only one of several credentials, CP-SAT decides: one worker, a fixed seed, a deterministic limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar, LinearExprT

DETERMINISTIC_LIMIT = 4.0  # CP-SAT's own unit of work, about a second each
FREE = ""  # the area of points that count in no area


@dataclass(frozen=True, slots=True)
class Offered:
    """What one activity can bring one credential."""

    activity: int  # place of the activity
    credential: str
    points: int  # hundredths at most
    areas: Mapping[str, int]  # hundredths at most, by area
    free: int  # hundredths without an area
    assignable: bool  # whether the free points may go to any area that is asked for
    caps: tuple[str, ...]  # ids of the caps that it falls under


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one credential asks for."""

    credential: str
    points: int | None  # hundredths in all; None = not known
    areas: Mapping[str, int] = field(default_factory=dict)  # hundredths at least, by area
    caps: Mapping[str, int] = field(default_factory=dict)  # hundredths at most, by cap
    once: str = ""  # an activity serves one credential of those with the same word; empty = it serves any number


@dataclass(frozen=True, slots=True)
class Given:
    """What one activity brings one credential."""

    activity: int
    credential: str
    areas: Mapping[str, int]  # hundredths by area, FREE for none

    @property
    def points(self) -> int:
        """Hundredths in all."""
        return sum(self.areas.values())


@dataclass(frozen=True, slots=True)
class Assignment:
    """What counts where."""

    given: tuple[Given, ...]  # those that bring something, by credential and activity
    solved: bool = False  # whether there was a choice

    def counted(self, credential: str) -> int:
        """Return the points of a credential that count, in hundredths."""
        return sum(one.points for one in self.given if one.credential == credential)

    def in_area(self, credential: str, area: str) -> int:
        """Return the points that count in one area of a credential, in hundredths."""
        return sum(one.areas.get(area, 0) for one in self.given if one.credential == credential)


def assign(offered: Sequence[Offered], wanted: Sequence[Wanted]) -> Assignment:
    """Return what counts where: first the least missing, then the most counted, then the activities offered first.

    What is missing is what the areas lack and what the total lacks, in points, over all credentials. Credentials share
    activities, except those that want them `once`.
    """
    given: list[Given] = []
    solved = False
    for group in _groups(wanted):
        names = {one.credential for one in group}
        hers = [one for one in offered if one.credential in names and one.points]
        if _is_contested(hers, group) or any(_has_choice(hers, one) for one in group):
            given += _solve(hers, group)
            solved = True
        else:
            given += [Given(one.activity, one.credential, _all_of(one)) for one in hers]
    order = {one.credential: place for place, one in enumerate(wanted)}
    return Assignment(tuple(sorted(given, key=lambda one: (order[one.credential], one.activity))), solved)


@dataclass(frozen=True, slots=True)
class Offer:
    """A place where points are to be had."""

    id: str
    areas: tuple[str, ...]  # that it fills; points of any offer count in the total
    caps: tuple[str, ...]  # ids of the caps that its points fall under
    price: int | None  # cents at most, for as many points as one likes; None = not published
    points: int | None  # hundredths that are to be had; None = not published


@dataclass(frozen=True, slots=True)
class Taken:
    """How many points to take from an offer."""

    offer: str
    areas: Mapping[str, int]  # hundredths by area, FREE for none


def choose(offers: Sequence[Offer], *, lacks: Mapping[str, int], rooms: Mapping[str, int]) -> tuple[Taken, ...]:
    """Return which points to take from which offers, so that the least stays missing for the least money.

    First the least stays missing, then the fewest points come from offers without a published price, then the price is
    lowest, then the fewest points are taken, then from the fewest offers; between equals the offer named first wins.
    `lacks` is what is missing by area, under FREE in all (hundredths); `rooms` what each cap still takes. What an offer
    holds is taken as enough where nobody publishes it.
    """
    from ortools.sat.python import cp_model

    model, most = cp_model.CpModel(), sum(lacks.values())
    used = [model.new_bool_var(f"{offer.id}/used") for offer in offers]
    parts = [part for offer, use in zip(offers, used, strict=True) for part in _parts(model, offer, use, most)]
    for cap, room in rooms.items():
        model.add(sum(points for offer, _, points in parts if cap in offer.caps) <= room)
    aims = (
        sum(_shortfalls(model, parts, lacks)),
        sum(points for offer, _, points in parts if offer.price is None),
        sum((offer.price or 0) * use for offer, use in zip(offers, used, strict=True)),
        sum(points for _, _, points in parts),
        sum(used),
        sum(points for _, area, points in parts if area != FREE),
        sum(place * use for place, use in enumerate(used)),
    )
    values: list[int] = []
    for aim in aims:
        values = _best(model, aim, [points for _, _, points in parts], least=True, hint=values)
    found: dict[str, dict[str, int]] = {}
    for (offer, area, _), points in zip(parts, values, strict=True):
        if points:
            found.setdefault(offer.id, {})[area] = points
    return tuple(Taken(name, areas) for name, areas in found.items())


def _parts(model: CpModel, offer: Offer, use: IntVar, most: int) -> list[tuple[Offer, str, IntVar]]:
    """Add a variable for the points of an offer in each area that it fills, and in none."""
    limit = most if offer.points is None else min(offer.points, most)
    parts = [(offer, area, model.new_int_var(0, limit, f"{offer.id}/{area}")) for area in (*offer.areas, FREE)]
    model.add(sum(points for _, _, points in parts) <= limit * use)
    return parts


def _shortfalls(
    model: CpModel, parts: Sequence[tuple[Offer, str, IntVar]], lacks: Mapping[str, int]
) -> Iterator[IntVar]:
    """Add and yield what stays missing of each area, and of the total."""
    for area, least in lacks.items():
        lack = model.new_int_var(0, least, f"lacks/{area}")
        model.add(lack >= least - sum(points for _, name, points in parts if area in (name, FREE)))
        yield lack


def missing_of(assignment: Assignment, wanted: Wanted) -> Mapping[str, int]:
    """Return what each area lacks, in hundredths, and under FREE what the total lacks; nothing that is there."""
    lacks = {area: least - assignment.in_area(wanted.credential, area) for area, least in wanted.areas.items()} | {
        FREE: (wanted.points or 0) - assignment.counted(wanted.credential)
    }
    return {area: points for area, points in lacks.items() if points > 0}


def _groups(wanted: Sequence[Wanted]) -> list[tuple[Wanted, ...]]:
    """Return the credentials that must be looked at together."""
    found: dict[str, list[Wanted]] = {}
    for place, one in enumerate(wanted):
        found.setdefault(one.once or f"alone/{place}", []).append(one)
    return [tuple(group) for group in found.values()]


def _is_contested(offered: Sequence[Offered], group: tuple[Wanted, ...]) -> bool:
    activities = [one.activity for one in offered]
    return len(group) > 1 and len(activities) > len(set(activities))


def _has_choice(offered: Sequence[Offered], wanted: Wanted) -> bool:
    """Tell whether a cap bites, or points wait for an area."""
    hers = [one for one in offered if one.credential == wanted.credential]
    if wanted.areas and any(one.free and one.assignable for one in hers):
        return True
    if any(sum(one.areas.values()) + one.free > one.points for one in hers):
        return True
    return any(sum(one.points for one in hers if cap in one.caps) > most for cap, most in wanted.caps.items())


def _all_of(offered: Offered) -> dict[str, int]:
    return {**offered.areas, **({FREE: offered.free} if offered.free else {})}


@dataclass(frozen=True, slots=True)
class _Share:
    """The points of an activity that go to one area."""

    offered: Offered
    area: str
    points: IntVar


def _solve(offered: Sequence[Offered], wanted: Sequence[Wanted]) -> list[Given]:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    shares = [share for one in offered for share in _shares(model, one, wanted)]
    lacks = _add_limits(model, shares, wanted)
    _add_once(model, offered, shares, wanted)
    total = cp_model.LinearExpr.sum([share.points for share in shares])
    rank = {(one.credential, one.activity): len(offered) - place for place, one in enumerate(offered)}
    early = cp_model.LinearExpr.weighted_sum(
        [share.points for share in shares],
        [rank[share.offered.credential, share.offered.activity] for share in shares],
    )
    values: list[int] = []
    for aim, least in ((cp_model.LinearExpr.sum(lacks), True), (total, False), (early, False)):
        values = _best(model, aim, [share.points for share in shares], least=least, hint=values)
    found: dict[tuple[str, int], dict[str, int]] = {}
    for share, points in zip(shares, values, strict=True):
        if points:
            found.setdefault((share.offered.credential, share.offered.activity), {})[share.area] = points
    return [Given(activity, credential, areas) for (credential, activity), areas in found.items()]


def _shares(model: CpModel, one: Offered, wanted: Sequence[Wanted]) -> list[_Share]:
    """Add a variable for each area that an activity can bring points to."""
    asked = next(want.areas for want in wanted if want.credential == one.credential)
    limits = dict(one.areas)
    if one.free:
        limits[FREE] = one.free
        for area in asked if one.assignable else ():
            limits[area] = limits.get(area, 0) + one.free
    name = f"{one.credential}/{one.activity}"
    shares = [_Share(one, area, model.new_int_var(0, most, f"{name}/{area}")) for area, most in limits.items()]
    model.add(sum(share.points for share in shares) <= one.points)
    if one.free and one.assignable:
        over = []
        for share in shares:
            beyond = model.new_int_var(0, one.free, f"{name}/{share.area}/free")
            model.add(share.points - one.areas.get(share.area, 0) <= beyond)
            over.append(beyond)
        model.add(sum(over) <= one.free)
    return shares


def _add_limits(model: CpModel, shares: Iterable[_Share], wanted: Sequence[Wanted]) -> list[IntVar]:
    """Add the caps, and return what is missing as variables."""
    shares, lacks = list(shares), []
    for want in wanted:
        hers = [share for share in shares if share.offered.credential == want.credential]
        for cap, most in want.caps.items():
            model.add(sum(share.points for share in hers if cap in share.offered.caps) <= most)
        for area, least in (*want.areas.items(), (None, want.points or 0)):
            lack = model.new_int_var(0, least, f"{want.credential}/lacks/{area}")
            model.add(lack >= least - sum(share.points for share in hers if area is None or share.area == area))
            lacks.append(lack)
    return lacks


def _add_once(model: CpModel, offered: Sequence[Offered], shares: Sequence[_Share], wanted: Sequence[Wanted]) -> None:
    """Let an activity serve one credential alone where that is wanted."""
    once = {want.credential for want in wanted if want.once}
    for activity in dict.fromkeys(one.activity for one in offered if one.credential in once):
        picked = []
        for one in (one for one in offered if one.activity == activity and one.credential in once):
            used = model.new_bool_var(f"{one.credential}/{activity}/used")
            model.add(sum(share.points for share in shares if share.offered is one) <= one.points * used)
            picked.append(used)
        model.add_at_most_one(picked)


def _best(model: CpModel, aim: LinearExprT, variables: Sequence[IntVar], *, least: bool, hint: list[int]) -> list[int]:
    """Return every variable at the best value of an aim, which from then on must be kept."""
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = DETERMINISTIC_LIMIT
    model.clear_hints()  # type: ignore[no-untyped-call]
    for variable, value in zip(variables, hint, strict=False):
        model.add_hint(variable, value)
    (model.minimize if least else model.maximize)(aim)
    solver.solve(model)  # nothing at all is always an answer, so there is one
    reached = round(solver.objective_value)
    model.add(aim <= reached if least else aim >= reached)
    return [solver.value(variable) for variable in variables]
