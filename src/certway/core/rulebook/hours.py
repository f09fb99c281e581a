"""The leaf for hours (or days) of work inside a window."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from certway.core.rulebook.field_leaves import with_amounts
from certway.core.rulebook.findings import Finding, Missing
from certway.core.rulebook.hour_clock import PER_HOUR, clock_totals, overlap_totals
from certway.core.rulebook.hour_turns import turning_days
from certway.core.rulebook.nodes import Changes, path_of, value_changes
from certway.core.rulebook.rows import Group, Rows, filled, spread
from certway.core.rulebook.section_leaves import OfSection, untold
from certway.core.rulebook.values import Value
from certway.core.units.days import FIRST_DAY, LAST_DAY, Days
from certway.core.units.verdicts import MET, UNKNOWN, Verdicts, verdicts_from

_A_DAY = PER_HOUR  # the rate at which a job's total counts its days instead


@dataclass(frozen=True, slots=True)
class Hours(OfSection):
    """The jobs that fulfil `where` add up to at least `need`, up to the day of application.

    A job covers its first and last day; its hours are weekly hours times days / 7 inside the window. `last`: only the
    time from the same day that long ago counts, both days included. `cap`: at most so many hours in any week.
    `since`: only the days after this day of the entry that the row stands on. With `counts_days` the days on which
    there was any such job are counted, however many hours it had.

    `where` must not depend on the day: between the jobs' ends the total is then linear in the day, which makes the
    change days exact.
    """

    need: Value
    last: Value | None = None
    cap: Value | None = None
    since: str = ""
    counts_days: bool = False

    def judge(self, rows: Rows) -> Verdicts:
        lo, hi, told = self.totals(rows)
        least, most = self.needed(rows)
        verdicts = verdicts_from(filled(lo >= most, rows.count), filled(hi >= least, rows.count))
        return np.where(told, verdicts, np.int8(UNKNOWN))

    def needed(self, rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the least and the greatest need, in the unit of totals."""
        least, most = self.need.bounds(rows.day)
        return least * PER_HOUR, most * PER_HOUR

    def totals(self, rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
        """Return what has surely been worked, what may have been, and whether work was told at all."""
        group = self.group(rows)
        early, late = self._window_starts(rows)
        (from_lo, from_hi), (to_lo, to_hi) = group.rows.days("from"), group.rows.days("to")
        least, most = self._rates(group)
        # What is surely worked counts under the lowest cap, what is possibly worked under the highest.
        cap_lo, cap_hi = self._caps(rows)
        sure = _worked(group, begin=from_hi, end=to_lo, since=late, rate=least, cap=cap_lo)
        possible = _worked(group, begin=from_lo, end=to_hi, since=early, rate=most, cap=cap_hi)
        return sure, possible, group.told

    def pace(self, rows: Rows) -> NDArray[np.int64]:
        """Return the most that a day may add to each row's total."""
        group = self.group(rows)
        return group.total(self._rates(group)[1])

    def _rates(self, group: Group) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """What a day of each job surely adds, and what it may add."""
        fit = self.fitting(group)
        if self.counts_days:
            return (fit == MET) * np.int64(_A_DAY), (fit >= UNKNOWN) * np.int64(_A_DAY)
        least, most = group.rows.numbers("hours_per_week")
        return (fit == MET) * least, (fit >= UNKNOWN) * most

    def _caps(self, rows: Rows) -> tuple[NDArray[np.int64] | None, NDArray[np.int64] | None]:
        """The most that all jobs of a day may add together, at the lowest and at the highest; None = no limit."""
        if self.counts_days:
            return np.array([_A_DAY]), np.array([_A_DAY])
        if self.cap is None:
            return None, None
        lo, hi = self.cap.bounds(rows.day)
        return lo * 100, hi * 100

    def _window_starts(self, rows: Rows) -> tuple[Days, Days]:
        """The first day that counts, at the earliest and at the latest."""
        early = late = np.array([FIRST_DAY], dtype=np.int32)
        if self.last is not None:
            early, late = self.last.step(rows.day, at=rows.day, sign=-1)
        if self.since:
            first, last = (np.minimum(days + 1, LAST_DAY) for days in rows.days(self.since))
            early, late = np.maximum(early, first).astype(np.int32), np.maximum(late, last).astype(np.int32)
        return early, late

    def values(self) -> tuple[Value, ...]:
        return tuple(value for value in (self.need, self.last, self.cap) if value is not None)

    def changes(self, rows: Rows) -> Changes:
        if not self.pace(rows).any():  # no job that counts: only a changed need could turn the verdict
            return value_changes((self.need,), rows)
        index, days = turning_days(self, rows)
        return [(rows.person[index], days)]

    def explain(self, rows: Rows) -> Finding:
        group = self.group(rows)
        lo, hi, told = self.totals(rows)
        early, late = self._window_starts(rows)
        # A window whose beginning is not certain has no day that a sentence could name.
        since = int(early[0]) if FIRST_DAY < early[0] == late[0] else None
        found = self.finding(
            rows,
            "days-worked" if self.counts_days else "hours",
            section=self.section,
            wanted=self.wanted(),
        )
        if not told[0]:
            return untold(found, self.section)
        fit = self.fitting(group)
        found = replace(
            found,
            evidence=self.evidence(rows, fit, group),
            arguments={**found.arguments, "since": since},
        )
        counted = with_amounts(found, have=(int(lo[0]), int(hi[0])), scale=PER_HOUR, need=self.need, rows=rows)
        if found.verdict != "unknown":
            return counted
        return replace(counted, missing=Missing("answer", field=self._question(group, fit)))

    def _question(self, group: Group, fit: Verdicts) -> str:
        """The first job that leaves the total open, and the field of it that is not known."""
        for place in np.flatnonzero(fit >= UNKNOWN):
            row = group.rows.pick(np.array([place], dtype=np.intp))
            if fit[place] == UNKNOWN:
                doubtful = next((node.explain(row) for node in self.where if node.judge(row)[0] == UNKNOWN), None)
                return doubtful.missing.field if doubtful and doubtful.missing else path_of(row)
            weekly = row.numbers("hours_per_week")
            known = {
                name: int(a[0]) == int(b[0]) for name, (a, b) in (("from", row.days("from")), ("to", row.days("to")))
            }
            known["hours_per_week"] = int(weekly[0][0]) == int(weekly[1][0])
            for name, told in known.items():
                if not told:
                    return path_of(row, name)
        return self.section


def _worked(
    group: Group,
    *,
    begin: Days,
    end: Days,
    since: Days,
    rate: NDArray[np.int64],
    cap: NDArray[np.int64] | None,
) -> NDArray[np.int64]:
    """Each parent's total up to its day, of jobs from `begin` to `end`, as far as they are not before `since`."""
    if not rate.any():  # no job that counts: the clocks below would only cost time
        return np.zeros(len(group.told), dtype=np.int64)
    begin, end = np.maximum(begin, spread(since, group.parent)), np.minimum(end, group.rows.day)
    if cap is None:
        return overlap_totals(group, begin=begin, end=end, rate=rate)
    return clock_totals(group, begin=begin, end=end, rate=rate, cap=cap)
