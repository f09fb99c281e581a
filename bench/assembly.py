"""Forms: two of 200 questions without a shared one from 5,000, beside a plain integer programme of the same model.

The peer is HiGHS with the same limits and the same gap to stop at, one thread, and a limit of time.
"""

from __future__ import annotations

import json
import time
from collections import Counter

import highspy
import numpy as np
from rich.console import Console
from rich.table import Table

from certway.core.sit.assembly import GAP, assemble
from certway.core.sit.pool import Pool
from certway.core.sit.rows import INFORMATION, Task, task_of
from certway.core.sit.wanted import Wanted, shared
from generated_pool import generated_pool, shares

QUESTIONS, ITEMS, FORMS = 5_000, 200, 2
SEEDS = (20261123, 20261124, 20261125)
HIGHS_SECONDS = 60.0

WANTED = Wanted(
    counts=shares(ITEMS),
    forms=FORMS,
    levels={"recall": (50, 70), "application": (80, 120), "analysis": (30, 50)},
    difficulty=(-0.05, 0.05),
    key_spread=4,
    topic_most=3,
)


def highs(task: Task) -> tuple[float, float, float]:
    """Return seconds, the least information and its bound that HiGHS reaches with a task."""
    solver = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("time_limit", HIGHS_SECONDS), ("mip_rel_gap", GAP)):
        solver.setOptionValue(option, value)
    count, infinity = len(task.candidates), highspy.kHighsInf
    for _ in range(task.forms * count):
        solver.addVar(0, 1)
    solver.addVar(0, infinity)
    least = task.forms * count
    whole = np.arange(least, dtype=np.int32)
    solver.changeColsIntegrality(least, whole, np.full(least, highspy.HighsVarType.kInteger))
    solver.changeColCost(least, 1.0)
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    for form in range(task.forms):
        for row in task.rows:
            places = (row.places + form * count).astype(np.int32)
            solver.addRow(row.least, row.most, len(places), places, row.weights.astype(np.float64))
        places = np.append(np.arange(count) + form * count, least).astype(np.int32)
        solver.addRow(0, infinity, count + 1, places, np.append(task.information, -1).astype(np.float64))
    for place in range(count):
        places = np.array([place + form * count for form in range(task.forms)], dtype=np.int32)
        solver.addRow(0, 1, task.forms, places, np.ones(task.forms))
    began = time.perf_counter()
    solver.run()
    info = solver.getInfo()
    return time.perf_counter() - began, info.objective_function_value / INFORMATION, info.mip_dual_bound / INFORMATION


def is_outline_exact(pool: Pool, forms: tuple[tuple[int, ...], ...]) -> bool:
    counts = [Counter(pool.nodes[pool.node[place]] for place in form) for form in forms]
    return len(forms) == FORMS and shared(forms) == 0 and all(dict(count) == WANTED.counts for count in counts)


def main() -> None:
    assemble(generated_pool(1_000, seed=1), Wanted(counts=shares(12)))  # loads the solver
    rows, table = [], Table("seed", "seconds", "least", "gap", "HiGHS s", "least", "bound", title="Two forms of 200")
    for seed in SEEDS:
        pool = generated_pool(QUESTIONS, seed=seed)
        began = time.perf_counter()
        found = assemble(pool, WANTED)
        seconds = time.perf_counter() - began
        peer, peer_least, peer_bound = highs(task_of(pool, WANTED))
        rows.append((found.gap, seconds, is_outline_exact(pool, found.forms), peer, peer_bound / peer_least - 1))
        table.add_row(
            str(seed),
            f"{seconds:.1f}",
            f"{found.least:.3f}",
            f"{found.gap:.2%}",
            f"{peer:.1f}",
            f"{peer_least:.3f}",
            f"{peer_bound:.3f}",
        )
    Console().print(table)
    gaps, seconds_, exact, peers, peer_gaps = zip(*rows, strict=True)
    figures = {
        "subject": "assembly",
        "gap": round(max(gaps), 5),
        "seconds": round(max(seconds_), 2),
        "outline_exact": all(exact),
        "highs_seconds": round(max(peers), 2),
        "highs_gap": round(max(peer_gaps), 5),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
