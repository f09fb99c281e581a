"""The leaf for the wait between exam attempts."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from certway.core.person.columns import Ints
from certway.core.rulebook.findings import Finding, Missing
from certway.core.rulebook.nodes import Changes
from certway.core.rulebook.rows import Group, Rows, filled
from certway.core.rulebook.section_leaves import OfSection, untold
from certway.core.rulebook.values import Value
from certway.core.units.days import FIRST_DAY, LAST_DAY, Days
from certway.core.units.verdicts import MET, UNKNOWN, Verdicts, verdicts_from


@dataclass(frozen=True, slots=True)
class Step:
    """From so many failures on, the wait after the last one is `wait`."""

    failures: int
    wait: Value


@dataclass(frozen=True, slots=True)
class Wait(OfSection):
    """The wait after the last failed attempt is over on the day of the exam.

    `where` picks the failed attempts up to the day of the exam; the step with the most failures that are reached holds.
    """

    steps: tuple[Step, ...]  # fewest failures first

    def judge(self, rows: Rows) -> Verdicts:
        group = self.group(rows)
        open_sure, open_possible = self._open_days(rows, group)
        verdicts = verdicts_from(
            filled(rows.exam_day >= open_possible, rows.count), filled(rows.exam_day >= open_sure, rows.count)
        )
        return np.where(group.told, verdicts, np.int8(UNKNOWN))

    def _open_days(self, rows: Rows, group: Group) -> tuple[Days, Days]:
        """The first day open again, at the earliest (sure failures, shortest wait) and at the latest."""
        fit = self.fitting(group)
        first, latest = group.rows.days("on")
        bounds = []
        for counted, days, late in ((fit == MET, first, False), (fit >= UNKNOWN, latest, True)):
            count = group.total(counted.astype(np.int64))
            last = group.latest(np.where(counted, days, np.int32(FIRST_DAY)), otherwise=FIRST_DAY)
            bounds.append(self._after(last, count, rows, late))
        return bounds[0], bounds[1]

    def _after(self, last: Days, count: Ints, rows: Rows, late: bool) -> Days:
        opens = np.full(rows.count, FIRST_DAY, dtype=np.int32)
        for step in self.steps:
            stepped = step.wait.step(last, at=rows.day)[1 if late else 0]
            opens = np.where(count >= step.failures, stepped, opens)
        return opens

    def values(self) -> tuple[Value, ...]:
        return tuple(step.wait for step in self.steps)

    def changes(self, rows: Rows) -> Changes:
        group = self.group(rows)
        found = OfSection.changes(self, rows)
        for days in group.rows.days("on"):
            found += [(group.rows.person, end) for step in self.steps for end in step.wait.every_step(days)]
        return found

    def explain(self, rows: Rows) -> Finding:
        group = self.group(rows)
        found = self.finding(rows, "wait", section=self.section, wanted=self.wanted())
        if not group.told[0]:
            return untold(found, self.section)
        failures = int((self.fitting(group) >= UNKNOWN).sum())
        opens = int(self._open_days(rows, group)[1][0])
        found = replace(
            found,
            evidence=self.evidence(rows, self.fitting(group), group),
            arguments={**found.arguments, "failures": failures, "opens": opens},
        )
        if not failures:
            return replace(found, message="wait-no-failure")
        return (
            found if found.verdict == "met" or opens >= LAST_DAY else replace(found, missing=Missing("day", on=opens))
        )
