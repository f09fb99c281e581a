"""The ladder: credentials, state certificates and jobs as rungs, and what each asks of who stands on another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias, get_args

from certway.core.rulebook.values import Source

RungKind: TypeAlias = Literal["credential", "state-credential", "role"]
Relation: TypeAlias = Literal["prerequisite", "route", "experience-counts", "no-credit", "stack", "role"]
RUNG_KINDS: tuple[RungKind, ...] = get_args(RungKind)
RELATIONS: tuple[Relation, ...] = get_args(Relation)


@dataclass(frozen=True, slots=True)
class HeldBy:
    """What of a person file puts somebody on a rung, besides the credential of the same id."""

    roles: tuple[str, ...] = ()  # a present job in one of them
    programs: tuple[str, ...] = ()  # a finished program of one of these kinds
    older_than_years: int | None = None  # the program was finished longer ago than that
    high_school: bool = False  # high school is finished


@dataclass(frozen=True, slots=True)
class Rung:
    """Something one can stand on."""

    id: str  # of a credential, its id
    kind: RungKind
    title: str
    state: str = ""  # two letters; empty = everywhere
    job: str = ""  # what wages are looked up by; empty = none is published
    counts_as: tuple[str, ...] = ()  # rungs on which one stands by standing here
    may_count_as: tuple[str, ...] = ()  # the same, as no source decides it
    held_by: HeldBy | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a step asks for, in words."""

    what: str
    says: str
    found: bool = True  # False: a part of it, such as an amount, was not found


@dataclass(frozen=True, slots=True)
class Edge:
    """What `end` asks of somebody who stands on `start`."""

    id: str
    start: str  # id of a rung
    end: str  # id of a rung
    relation: Relation
    asks: tuple[Asked, ...]
    found: bool  # False: what it asks for was looked for and not found
    sources: tuple[Source, ...]
    needs_valid: bool = False  # what one holds must not have expired
    trap: str = ""  # what closes the step or makes it useless
    note: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """How one comes to a rung in the fewest steps."""

    rung: Rung
    steps: int  # at least so many, from 1
    edges: tuple[Edge, ...]  # each leads here in the last of these steps; empty where somebody begins
    origins: tuple[str, ...]  # ids of the rungs from which: those one stood on or arrived at, not what they count as
    perhaps: bool  # whether every one of them rests on something that no source decides


@dataclass(frozen=True)
class Ladder:
    """All rungs, and what leads from one to another; nothing leads in a circle."""

    rungs: Mapping[str, Rung]  # by id, in the order of the file
    edges: tuple[Edge, ...]
    entries: tuple[str, ...]  # ids of the rungs where somebody begins who holds nothing
    not_found: tuple[str, ...] = field(default=())  # what was looked for in vain, in words

    def from_(self, rung: str) -> tuple[Edge, ...]:
        """Return what leads on from a rung, also by what it counts as, or may count as."""
        standing = self.standing_on(rung)
        return tuple(edge for edge in self.edges if edge.start in standing)

    def to(self, rung: str) -> tuple[Edge, ...]:
        """Return what leads to a rung."""
        return tuple(edge for edge in self.edges if edge.end == rung)

    def standing_on(self, rung: str) -> Mapping[str, bool]:
        """Return a rung and all that it counts as, each with whether that is sure."""
        return self._standings[rung]

    @cached_property
    def _standings(self) -> Mapping[str, Mapping[str, bool]]:
        return {rung: self._close(rung) for rung in self.rungs}

    def _close(self, rung: str) -> Mapping[str, bool]:
        found, waiting = {rung: True}, [rung]
        while waiting:
            one = waiting.pop(0)
            here = self.rungs[one]
            for sure, others in ((found[one], here.counts_as), (False, here.may_count_as)):
                for other in others:
                    if other not in found or (sure and not found[other]):
                        found[other] = sure
                        waiting.append(other)
        return found

    def reachable(self, starts: Iterable[str], *, state: str = "") -> tuple[Arrival, ...]:
        """Return every rung that one can come to, the nearest first, then in the order of the file.

        With a `state`, rungs of other states are left out. Who stands on nothing else begins at the entries.
        """
        stood = [rung for rung in dict.fromkeys(starts) if rung in self.rungs]
        seen = {other for rung in stood for other in self.standing_on(rung)}
        begun = any(self.from_(rung) or self.rungs[rung].kind != "role" for rung in stood)
        found: list[Arrival] = []
        steps, frontier = 1, stood
        while frontier or not begun:
            arrivals = self._arrivals(frontier, seen, steps, state)
            if not begun:
                known = {arrival.rung.id for arrival in arrivals} | seen
                new = [rung for rung in self.entries if rung not in known]
                arrivals += [Arrival(self.rungs[rung], steps, (), tuple(stood), False) for rung in new]
                begun = True
            found += sorted(arrivals, key=lambda arrival: self._place[arrival.rung.id])
            frontier = [arrival.rung.id for arrival in arrivals]
            seen |= set(frontier)
            steps += 1
        return tuple(found)

    def _arrivals(self, frontier: list[str], seen: set[str], steps: int, state: str) -> list[Arrival]:
        """The rungs that one more step leads to, without those already come to."""
        leading: dict[str, list[tuple[Edge, str, bool]]] = {}
        for rung in frontier:
            for edge in self.from_(rung):
                if edge.end not in seen and self._is_in(edge, state):
                    sure = self.standing_on(rung)[edge.start]
                    leading.setdefault(edge.end, []).append((edge, rung, sure))
        return [
            Arrival(
                rung=self.rungs[end],
                steps=steps,
                edges=tuple({edge.id: edge for edge, _, _ in found}.values()),
                origins=tuple(dict.fromkeys(rung for _, rung, _ in found)),
                perhaps=not any(sure for _, _, sure in found),
            )
            for end, found in leading.items()
        ]

    def _is_in(self, edge: Edge, state: str) -> bool:
        where = {self.rungs[edge.start].state, self.rungs[edge.end].state} - {""}
        return not state or where <= {state}

    def elsewhere(self, state: str) -> tuple[Edge, ...]:
        """Return what leads on in other states only."""
        return tuple(edge for edge in self.edges if not self._is_in(edge, state))

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {rung: place for place, rung in enumerate(self.rungs)}
