"""The leaf that asks whether a program was accredited when it mattered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from certway.core.rulebook.findings import Finding, Missing
from certway.core.rulebook.nodes import Changes, Node, path_of, value_changes
from certway.core.rulebook.rows import Group, Rows, spread
from certway.core.rulebook.values import Value
from certway.core.units.verdicts import Verdicts, verdicts_from


@dataclass(frozen=True, slots=True)
class Accredited(Node):
    """A program was accredited by one of `by`, from before the day of application.

    `when`: at-completion asks that the accreditation covers the day of completion; during-enrolment that it covers any
    day from the start to the completion. `grace_before`: one that began at most so long after the completion counts
    too, counted forward from the completion. An accreditor of `perhaps` leaves it unknown.
    """

    by: frozenset[str]
    when: Literal["at-completion", "during-enrolment"]
    grace_before: Value | None = None
    perhaps: frozenset[str] = frozenset()

    def judge(self, rows: Rows) -> Verdicts:
        group = rows.expand("accreditation")
        named = group.rows.words("by")
        code = group.rows.of(named.code)
        in_time = self._in_time(rows, group)
        by_name = verdicts_from(named.lookup(self.by), named.lookup(self.by | self.perhaps))[code]
        return group.best(np.minimum(in_time, by_name))

    def _in_time(self, rows: Rows, group: Group) -> Verdicts:
        began, ended = group.rows.days("from"), group.rows.days("to")
        done = rows.days("completed")
        needed_from = done if self.when == "at-completion" else rows.days("started")
        limit = done
        if self.grace_before is not None:
            limit = (self.grace_before.step(done[0], at=rows.day)[0], self.grace_before.step(done[1], at=rows.day)[1])
        limit_lo, limit_hi, start_lo, start_hi, done_hi = (
            spread(days, group.parent) for days in (*limit, *needed_from, done[1])
        )
        # Enrolment begins no later than it ends, and so does an accreditation.
        sure = (began[1] <= limit_lo) & (np.maximum(ended[0], began[0]) >= np.minimum(start_hi, done_hi))
        possible = (began[0] <= limit_hi) & (ended[1] >= start_lo)
        day = group.rows.day
        return verdicts_from(sure & (began[1] <= day), possible & (began[0] <= day))

    def changes(self, rows: Rows) -> Changes:
        group = rows.expand("accreditation")
        begun = [(group.rows.person, days) for days in group.rows.days("from")]
        return begun + value_changes(self.values(), rows)

    def values(self) -> tuple[Value, ...]:
        return (self.grace_before,) if self.grace_before else ()

    def explain(self, rows: Rows) -> Finding:
        group = rows.expand("accreditation")
        named = group.rows.words("by")
        have = tuple(named.words[int(code)] for code in group.rows.of(named.code))
        found = self.finding(rows, "accredited", have=have, wanted=tuple(sorted(self.by)))
        if found.verdict != "unknown":
            return found
        field = "accreditation" if have else "accredited_by"
        return replace(found, missing=Missing("answer", field=path_of(rows, field)))
