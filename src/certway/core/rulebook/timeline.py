"""Exact timelines: on which days a rule is met, for one person or many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from certway.core.person.columns import Index, People
from certway.core.rulebook.nodes import Node
from certway.core.rulebook.rows import rows_at
from certway.core.rulebook.stretches import TIMELINE_FIRST, TIMELINE_LAST, stretch_starts
from certway.core.units.days import Days
from certway.core.units.verdicts import MET, Verdicts


@dataclass(frozen=True, slots=True)
class Timelines:
    """Stretches of days with one verdict each, for every person: row `i` holds from `first[i]` to the next row's.

    A person's first stretch begins on TIMELINE_FIRST; her last one goes on to TIMELINE_LAST.
    """

    person: Index
    first: Days
    verdict: Verdicts

    def windows(self, person: int = 0) -> list[tuple[int, int]]:
        """Return the stretches of one person that are met, as first and last day (TIMELINE_LAST = no end known)."""
        own = np.flatnonzero(self.person == person)
        firsts, verdicts = self.first[own], self.verdict[own]
        lasts = np.append(firsts[1:] - 1, TIMELINE_LAST)
        return [
            (int(first), int(last))
            for first, last, verdict in zip(firsts, lasts, verdicts, strict=True)
            if verdict == MET
        ]


@dataclass(frozen=True, slots=True)
class Eligibility:
    """When a rule is met, seen from one day: ordinals, None = never starts, or never stops."""

    from_: int | None
    until: int | None


def exam_days(days: Days, exam_on: int | None) -> Days:
    """Return the day of the exam for each day of application: `exam_on`, but never before the application."""
    return days if exam_on is None else np.maximum(days, np.int32(exam_on))


def change_days(nodes: tuple[Node, ...], people: People) -> tuple[Index, Days]:
    """Return (person, day) pairs on which a verdict of any of the nodes may change, each person's first day included.

    The pairs are sorted by person and day, without repeats.
    """
    rows = rows_at(people, day=np.array([TIMELINE_FIRST], dtype=np.int32))
    return stretch_starts(people.size, [change for node in nodes for change in node.changes(rows)])


def timelines(node: Node, people: People, *, exam_on: int | None = None) -> Timelines:
    """Return the exact timelines of one rule for everybody, equal neighbours joined."""
    person, day = change_days((node,), people)
    verdict = node.judge(rows_at(people, person=person, day=day, exam_day=exam_days(day, exam_on)))
    return joined(person, day, verdict)


def joined(person: Index, day: Days, verdict: Verdicts) -> Timelines:
    """Return timelines from verdicts on change days, neighbours with equal verdicts joined."""
    keep = np.ones(len(person), dtype=np.bool_)
    keep[1:] = (person[1:] != person[:-1]) | (verdict[1:] != verdict[:-1])
    return Timelines(person=person[keep], first=day[keep], verdict=verdict[keep])


def eligibility_on(windows: list[tuple[int, int]], day: int) -> Eligibility:
    """Return from when until when, seen from a day: the stretch that holds on it, else the next one.

    Source: docs/reference/readings.md, "Looking ahead".
    """
    for first, last in windows:
        if last >= day:
            until = None if last >= TIMELINE_LAST else last
            return Eligibility(first if first > TIMELINE_FIRST else None, until)
    return Eligibility(None, None)
