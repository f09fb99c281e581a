"""Study: points of exam score for the same minutes, by Certway's way and what people run, on learners of known memory.

Every cell is a deck, minutes a day, days to the exam and a truth about memory, tried as `certway study simulate` does
it. Policies never know the truth: they see grades. The tuned peer chooses retention and new cards a day by hindsight,
cell by cell, and spends leftover minutes on its weakest cards. The bound is that of the relaxed problem for learners
who are known; where the truth is another memory model, none is known.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import product
from typing import get_args

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a process a processor

import numpy as np
from rich.console import Console
from rich.table import Table

from certway.core.study.trial_learners import TruthName
from certway.core.study.trials import WAYS, Trial, TrialFound, WayName, gather, plan_trial, try_way

DECKS, MINUTES, DAYS = (300, 600, 1000), (8, 15, 20, 30), (30, 60, 90)
TRUTHS: tuple[TruthName, ...] = ("fsrs", "fsrs-wrong", "act-r", "half-life")  # half of them are no FSRS
SEEDS = 20
COLUMNS = ("deck", "min", "days", "truth", "Certway", "FSRS 0.9/20", "tuned", "by", "weighted", "weakest", "chance")
ORDER = get_args(WayName)

Setting = tuple[int, int, int]  # cards, minutes a day, days


def cells_of(setting: Setting, truths: tuple[TruthName, ...], seed: int) -> list[TrialFound]:
    """Return the cells of one deck, minutes and days: the plan is made once, whatever the truth."""
    cards, minutes, days = setting
    dice = np.random.default_rng
    trials = [Trial(cards, minutes, days, truth, learners=SEEDS, seed=seed) for truth in truths]
    plan = plan_trial(trials[0], dice)
    return [gather(trial, dice, [try_way(trial, way, dice, plan) for way in WAYS]) for trial in trials]


def run_all(
    settings: list[Setting], truths: tuple[TruthName, ...], seed: int, processes: int
) -> Iterator[list[TrialFound]]:
    """Yield the cells of each setting, the shortest work first."""
    task = partial(cells_of, truths=truths, seed=seed)
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(task, sorted(settings, key=lambda one: one[0] * one[2]))


def row_of(cell: TrialFound) -> list[str]:
    """Return a row of the table."""
    trial, by_name = cell.trial, {one.way.name: one for one in cell.ways}
    tuned = by_name["tuned"].way
    return [
        *map(str, (trial.cards, trial.minutes, trial.days, trial.truth)),
        *(f"{by_name[name].score:.2f}" for name in ("certway", "fsrs", "tuned")),
        f"{tuned.retention}/{tuned.new_a_day}",
        *(f"{by_name[name].score:.2f}" for name in ("tuned-by-weight", "weakest", "chance")),
        "" if cell.bound is None else f"{cell.bound:.2f}",
    ]


def figures_of(cells: list[TrialFound]) -> dict[str, object]:
    """Return the figures of all cells together, in points of the score."""
    own, default, tuned, weighted = (
        np.array([cell.ways[ORDER.index(name)].score for cell in cells])
        for name in ("certway", "fsrs", "tuned", "tuned-by-weight")
    )
    gaps = [cell.bound - cell.score("certway") for cell in cells if cell.bound is not None]
    peaks = np.concatenate([cell.ways[0].peaks for cell in cells])
    return {
        "subject": "study",
        "cells": len(cells),
        "gain_over_default_mean": round(float((own - default).mean()), 2),
        "gain_over_tuned_mean": round(float((own - tuned).mean()), 2),
        "gain_over_tuned_min": round(float((own - tuned).min()), 2),
        "cells_below_tuned": int((own - tuned < -0.2).sum()),
        "gain_over_weighted_mean": round(float((own - weighted).mean()), 2),
        "gain_over_weighted_min": round(float((own - weighted).min()), 2),
        "gap_to_bound_mean": round(statistics.mean(gaps), 2) if gaps else None,
        "peak_to_mean_p95": round(float(np.quantile(peaks, 0.95)), 2),
    }


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--decks", type=int, nargs="*", default=DECKS)
    parser.add_argument("--minutes", type=int, nargs="*", default=MINUTES)
    parser.add_argument("--days", type=int, nargs="*", default=DAYS)
    parser.add_argument("--truths", nargs="*", default=TRUTHS)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    began = time.perf_counter()
    table = Table(title=f"exam score of 100, means of {SEEDS} learners; 0.9/20 = FSRS as people run it")
    for column in (*COLUMNS, "bound"):
        table.add_column(column, justify="right")
    cells: list[TrialFound] = []
    settings = list(product(asked.decks, asked.minutes, asked.days))
    for found in run_all(settings, tuple(asked.truths), asked.seed, asked.processes):
        cells += found
        print(*(" ".join(row_of(cell)) for cell in found), sep="\n", file=sys.stderr, flush=True)
    for cell in sorted(cells, key=lambda one: (one.trial.cards, one.trial.minutes, one.trial.days)):
        table.add_row(*row_of(cell))
    Console(width=125).print(table)
    print(json.dumps({**figures_of(cells), "seconds": round(time.perf_counter() - began)}))


if __name__ == "__main__":
    main()
