"""Renewals: the status of many credentials on columns, beside the same answer one by one; assignment and reminders.

A million credentials with twenty million credits stand in memory as columns; making them is not counted. The peer is
our own answer for one person, on a sample, which must say the same. The assignment is compared with trying everything,
and reminders run through years under a clock that jumps.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import date
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from rich.console import Console
from rich.table import Table

from builders.ledgers import best_worth, ledgers, worth
from certway.core.renew.assignment import assign
from certway.core.renew.columns import STATUSES, standings_of
from certway.core.renew.standing import renewals_of
from certway.exchange.rule_files import RuleFiles
from generated_ledgers import GeneratedLedgers, generated_ledgers
from renew_simulation import simulate

SHARES = {"cma-aama": 500_000, "mlt-ascp": 300_000, "ccma-nha": 200_000}  # credentials of each
CREDITS_EACH = 20
SAMPLE = 300  # holders of each, one by one
LEDGERS = 200
YEARS, PEOPLE = 2, 6  # of the simulation
SEED = 20261123
DAY = date(2026, 11, 23).toordinal()


def columns_figures() -> dict[str, object]:
    """Return how long all holders take on columns, and how much longer each takes by herself."""
    files, took, alone = RuleFiles(), 0.0, 0.0
    for credential, count in SHARES.items():
        made = generated_ledgers(files.policy(credential), holders=count, credits_each=CREDITS_EACH, day=DAY, seed=SEED)
        began = time.perf_counter()
        found = standings_of(made.policy, made.holders, made.credits, as_of=DAY)
        took += time.perf_counter() - began
        statuses = [STATUSES[code] for code in found.status[:SAMPLE]]
        alone += count * _seconds_alone(made, statuses)
    return {
        "credentials": sum(SHARES.values()),
        "credits": CREDITS_EACH * sum(SHARES.values()),
        "seconds": round(took, 2),
        "one_by_one_ratio": round(alone / took),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _seconds_alone(made: GeneratedLedgers, statuses: list[str]) -> float:
    """Return how long one holder takes by herself; the answers must be those of the columns."""
    records = [made.record(holder) for holder in range(SAMPLE)]
    began = time.perf_counter()
    found = [renewals_of([made.policy], record, as_of=DAY)[0].status for record in records]
    seconds = (time.perf_counter() - began) / SAMPLE
    assert found == statuses
    return seconds


def equal_assignments() -> int:
    """Return how many small ledgers are assigned as well as can be."""
    made = ledgers(LEDGERS, seed=SEED)
    return sum(worth(assign(one.offered, one.wanted), one.wanted) == best_worth(one) for one in made)


def main() -> None:
    """Print the figures as a table, then as one line of JSON."""
    figures = {"subject": "renew", **columns_figures(), "assignment_equal": equal_assignments()}
    counts = simulate(YEARS, PEOPLE, SEED)
    figures |= {"reminders": counts.sent, "missed": counts.missed, "double": counts.double, "late": counts.late}
    table = Table("figure", "value")
    for name, value in figures.items():
        table.add_row(name, str(value))
    Console().print(table)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
