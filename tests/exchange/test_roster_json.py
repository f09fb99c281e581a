"""The summary of a roster as other programs read it."""

from __future__ import annotations

from certway.answers.roster import RosterSummary, added
from certway.exchange.roster_json import roster_json

ONE = RosterSummary(2, {"rma-amt": {"met": 1, "unknown": 1, "not-met": 0}})
OTHER = RosterSummary(3, {"rma-amt": {"met": 0, "unknown": 1, "not-met": 2}})


def test_summaries_of_two_parts_add_up() -> None:
    assert added(ONE, OTHER) == RosterSummary(5, {"rma-amt": {"met": 1, "unknown": 2, "not-met": 2}})


def test_summary_has_the_days_and_the_counts() -> None:
    assert roster_json(ONE, as_of=739943, exam_on=739944, seconds=1.23456, out="v.csv") == {
        "as_of": "2026-11-23",
        "exam_on": "2026-11-24",
        "people": 2,
        "credentials": [{"id": "rma-amt", "verdicts": {"met": 1, "unknown": 1, "not-met": 0}}],
        "seconds": 1.235,
        "out": "v.csv",
    }
