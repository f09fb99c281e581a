"""Keep what waited on a device: runs of checklists and of scenarios, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from certway.actions.keep_scenario_run import ToldScenarioRun, keep_scenario_run
from certway.actions.keep_skill_run import RunReason, RunRefusedError, ToldSkillRun, keep_skill_run

MOST_RUNS = 200  # that are sent together


@dataclass(frozen=True, slots=True)
class KeptRuns:
    """What came of what was sent."""

    kept: tuple[int, ...]  # numbers that are durable now, or were before
    refused: tuple[tuple[int, RunReason], ...]


def keep_runs(user_id: int, device: str, runs: Sequence[ToldSkillRun | ToldScenarioRun], *, now: int) -> KeptRuns:
    """Keep the runs of a user that may be kept, each in a transaction of its own; `now` in UTC milliseconds."""
    kept: list[int] = []
    refused: list[tuple[int, RunReason]] = []
    for told in runs:
        try:
            if isinstance(told, ToldSkillRun):
                keep_skill_run(user_id, device, told, now=now)
            else:
                keep_scenario_run(user_id, device, told, now=now)
        except RunRefusedError as error:
            refused.append((told.number, error.reason))
        else:
            kept.append(told.number)
    return KeptRuns(tuple(kept), tuple(refused))
