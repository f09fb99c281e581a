"""The summary of a roster's verdicts as JSON."""

from __future__ import annotations

from certway.answers.roster import RosterSummary
from certway.exchange.check_json import Json, iso


def roster_json(summary: RosterSummary, *, as_of: int, exam_on: int | None, seconds: float, out: str) -> Json:
    """Return the summary as plain values, in the shape that docs/reference/roster.md gives."""
    return {
        "as_of": iso(as_of),
        "exam_on": iso(exam_on),
        "people": summary.people,
        "credentials": [{"id": name, "verdicts": counts} for name, counts in summary.verdicts.items()],
        "seconds": round(seconds, 3),
        "out": out,
    }
