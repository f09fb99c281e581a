"""Many people at once: `certway roster check` from Parquet to a file of verdicts, and one rule beside OpenFisca-Core.

The command is measured as a process with its children, for rosters of growing size, against all credentials. The rule,
RMA's route by work experience, is judged for people in memory by both, and its exact timelines are drawn.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from rich.console import Console
from rich.table import Table

from certway.core.person.columns import People
from certway.core.rulebook.nodes import Node
from certway.core.rulebook.rows import rows_at
from certway.core.rulebook.timeline import timelines
from certway.core.units.verdicts import MET, UNKNOWN, Verdicts
from certway.exchange.rule_files import RuleFiles
from generated_people import NOTHING_UNKNOWN, SOME_UNKNOWN, Unknown, filled, first_people, generated_people
from generated_roster import GeneratedRoster
from openfisca_rule import OpenFisca
from process_tree import Run, run

SIZES = (125_000, 250_000, 500_000, 1_000_000)
PEOPLE = 200_000  # of the rule beside OpenFisca
TIMELINES = 20_000  # people
FILLINGS = 2
TURNS, RUNS = 3, 7
SEED = 20261123
DAY = date(2026, 12, 1).toordinal()


def verdicts_for(rule: Node, people: People) -> Verdicts:
    return rule.judge(rows_at(people, day=np.array([DAY], dtype=np.int32)))


def seconds_of(*tasks: Callable[[], object]) -> list[float]:
    """Return the median seconds of each task, which take turns at some runs in a row after one that doesn't count."""
    seconds: list[list[float]] = [[] for _ in tasks]
    for _ in range(TURNS):
        for task, own in zip(tasks, seconds, strict=True):
            task()
            for _ in range(RUNS):
                began = time.perf_counter()
                task()
                own.append(time.perf_counter() - began)
    return [statistics.median(own) for own in seconds]


def agrees(verdicts: Verdicts, peer: OpenFisca) -> bool:
    """Return whether the peer says the same wherever our verdict is not unknown."""
    known = verdicts != UNKNOWN
    return bool(np.array_equal(verdicts[known] == MET, peer.answers()[known]))


def checked_roster(people: int) -> tuple[Run, int]:
    """Return what the command took for a roster of so many people, and how many entries that has."""
    command = Path(sys.executable).parent / "certway"
    with TemporaryDirectory() as place:
        folder, out = Path(place) / "roster", Path(place) / "verdicts.parquet"
        folder.mkdir()
        entries = GeneratedRoster(people, day=DAY, seed=SEED).write(folder)
        day = date.fromordinal(DAY).isoformat()
        done = run([str(command), "roster", "check", str(folder), "--out", str(out), "--as-of", day, "--json"])
    return done, entries


def roster_figures() -> dict[str, object]:
    """Return the figures of the command, for the largest roster and as it grows."""
    runs = {people: checked_roster(people) for people in SIZES}
    seconds = {people: done.seconds for people, (done, _) in runs.items()}
    slope, _ = np.polyfit(np.log(list(seconds)), np.log(list(seconds.values())), 1)
    largest, entries = runs[SIZES[-1]]
    summary = json.loads(largest.output)
    return {
        "people": summary["people"],
        "entries": entries,
        "credentials": len(summary["credentials"]),
        "seconds": round(largest.seconds, 1),
        "cpu_seconds": round(largest.cpu_seconds, 1),
        "peak_mib": round(largest.peak_mib),
        "growth_exponent": round(float(slope), 3),
        "people_credentials_per_s": round(summary["people"] * len(summary["credentials"]) / largest.seconds),
    }


def main() -> None:
    report({"subject": "roster", **roster_figures(), **rule_figures()})


def rule_figures() -> dict[str, object]:
    """Return the figures of one rule beside OpenFisca, and of its timelines."""
    route = RuleFiles().eligibility("rma-amt").route("route-3")
    assert route is not None
    rule = route.rule
    rng = np.random.default_rng(SEED)

    def people(unknown: Unknown) -> People:
        return generated_people(PEOPLE, day=DAY, rng=rng, unknown=unknown)

    told, mix = people(NOTHING_UNKNOWN), people(SOME_UNKNOWN)
    on_told = OpenFisca(told, day=DAY)
    on_filled = [OpenFisca(filled(mix, day=DAY, rng=rng), day=DAY) for _ in range(FILLINGS)]
    told_verdicts, mix_verdicts = verdicts_for(rule, told), verdicts_for(rule, mix)
    equal = agrees(told_verdicts, on_told) and all(agrees(mix_verdicts, peer) for peer in on_filled)
    equal = equal and not (told_verdicts == UNKNOWN).any()

    ours, ours_told, theirs, theirs_told = seconds_of(
        lambda: verdicts_for(rule, mix),
        lambda: verdicts_for(rule, told),
        on_filled[0].answers,
        on_told.answers,
    )
    few = first_people(told, TIMELINES)
    [lines] = seconds_of(lambda: timelines(rule, few))
    return {
        "rows_per_s": round(PEOPLE / ours),
        "openfisca_ratio": round(theirs / ours, 3),
        "verdicts_equal": equal,
        "timelines_per_s": round(TIMELINES / lines),
        "rule_people": PEOPLE,
        "rule_jobs": mix.tables["work"].size,
        "met_share": round(float((mix_verdicts == MET).mean()), 4),
        "unknown_share": round(float((mix_verdicts == UNKNOWN).mean()), 4),
        "told_rows_per_s": round(PEOPLE / ours_told),
        "told_openfisca_ratio": round(theirs_told / ours_told, 3),
        "openfisca_rows_per_s": round(PEOPLE / theirs),
    }


def report(figures: dict[str, object]) -> None:
    table = Table("figure", "value", title="Roster: all credentials from Parquet, and RMA route-3 beside OpenFisca")
    for name, figure in figures.items():
        table.add_row(name, str(figure) if isinstance(figure, str | bool) else f"{figure:,}")
    Console().print(table)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
