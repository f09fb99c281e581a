"""Study: points of exam score for the same minutes, by Certway's way and what people run, on learners of known memory.

Every cell is a deck, minutes a day, days to the exam and a truth about memory. Policies never know the truth: they see
grades. The tuned peer chooses retention and new cards a day by hindsight, cell by cell, and spends leftover minutes on
its weakest cards. The bound is that of the relaxed problem for learners who are known; where the truth is another
memory model, none is known.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product

import numpy as np
from rich.console import Console
from rich.table import Table

from certway.core.study.course import Course, classes_of
from certway.core.study.lattice import lattice_of
from certway.core.study.memory import DEFAULT, Parameters
from certway.core.study.planning import plan_course
from certway.core.study.policies import Chance, FixedRetention, Planned, Policy
from certway.core.study.prices import find_prices, new_load
from certway.core.study.simulation import Habits, Outcome, simulate
from certway.core.study.truths import ActR, ActRTrace, FsrsTrace, HalfLife, HalfLifeTrace, Trace

DECKS, MINUTES, DAYS = (300, 600, 1000), (8, 15, 20, 30), (30, 60, 90)
TRUTHS = ("fsrs", "fsrs-wrong", "act-r", "half-life")
AREAS = (0.30, 0.22, 0.18, 0.14, 0.10, 0.06)  # of the outline, with as many cards each
SEEDS = 20
RETENTIONS, NEW_A_DAY = (0.7, 0.8, 0.85, 0.9, 0.95), (10, 20, 30, 50, 10_000)
PLAN_SEED, TRUTH_SEED, LUCK_SEED = 11, 22, 33


@dataclass(frozen=True)
class Cell:
    """One of the settings, and what each way comes to in it; scores are means over the seeds."""

    deck: int
    minutes: int
    days: int
    truth: str
    certway: float
    default: float
    tuned: float
    tuned_by: tuple[float, int]  # retention, new cards a day
    weighted: float  # the tuned peer with new cards in the order of what they carry
    chance: float
    bound: float | None
    peaks: tuple[float, ...]  # by learner, minutes of the fullest day over the mean


def wrong_parameters() -> Parameters:
    """Return somebody's for whom the policy's are wrong: less stable at first, slower to grow, faster to fade."""
    weights = list(DEFAULT.weights)
    weights[:4] = [0.6 * weight for weight in weights[:4]]
    weights[8] -= 0.35
    weights[20] = 0.25
    return Parameters(tuple(weights))


def truth_of(name: str, cards: int) -> Trace:
    """Return learners who remember by a truth and saw nothing yet."""
    dice = np.random.default_rng(TRUTH_SEED)
    match name:
        case "fsrs":
            return FsrsTrace.new(DEFAULT, SEEDS, cards)
        case "fsrs-wrong":
            return FsrsTrace.new(wrong_parameters(), SEEDS, cards)
        case "act-r":
            return ActRTrace.new(ActR(), SEEDS, cards, dice)
        case _:
            return HalfLifeTrace.new(HalfLife(), SEEDS, cards, dice)


def course_of(deck: int, minutes: int, days: int) -> Course:
    """Return a course whose cards are shuffled over areas of unequal weight."""
    areas = np.arange(deck) % len(AREAS)
    np.random.default_rng(deck).shuffle(areas)
    weights = np.asarray(AREAS)[areas] / np.bincount(areas)[areas]
    return Course(weights, np.full(days, minutes * 60.0))


def cells_of(setting: tuple[int, int, int]) -> list[Cell]:
    """Return the cells of one deck, minutes and days: the plan is made once, whatever the truth."""
    course = course_of(*setting)
    worths = plan_course(course, lambda: np.random.default_rng(PLAN_SEED))
    return [_cell(setting, course, Planned.start(worths, SEEDS), truth) for truth in TRUTHS]


def _cell(setting: tuple[int, int, int], course: Course, planned: Planned, truth: str) -> Cell:
    cards = len(course.weights)
    by_weight = np.argsort(-course.weights, kind="stable")
    sorted_course = Course(course.weights[by_weight], course.seconds)

    def run(policy: Policy, on: Course = course) -> Outcome:
        return simulate(truth_of(truth, cards), policy, on, Habits(), np.random.default_rng(LUCK_SEED))

    def fixed(retention: float, new_a_day: int, on: Course = course) -> float:
        peer = FixedRetention.start(SEEDS, cards, retention=retention, new_a_day=new_a_day, spends_leftover=True)
        return float(run(peer, on).scores.mean())

    own = run(planned)
    tuned, retention, new_a_day = max((fixed(*how), *how) for how in product(RETENTIONS, NEW_A_DAY))
    return Cell(
        *setting,
        truth=truth,
        certway=float(own.scores.mean()),
        default=float(run(FixedRetention.start(SEEDS, cards)).scores.mean()),
        tuned=tuned,
        tuned_by=(retention, new_a_day),
        weighted=fixed(retention, new_a_day, sorted_course),
        chance=float(run(Chance.start(course, SEEDS, np.random.default_rng(LUCK_SEED + 1))).scores.mean()),
        bound=bound_of(truth, course),
        peaks=tuple((own.seconds.max(axis=1) / own.seconds.mean(axis=1)).tolist()),
    )


def bound_of(truth: str, course: Course) -> float | None:
    """Return the score that no plan exceeds on average, where the truth is FSRS."""
    if not truth.startswith("fsrs"):
        return None
    weights, classes = classes_of(course.weights)
    load = new_load(weights, np.bincount(classes, minlength=len(weights)).astype(float))
    parameters = DEFAULT if truth == "fsrs" else wrong_parameters()
    lattice = lattice_of(parameters, course.effort, longest=course.days)
    return 100 * find_prices(lattice, load, course.seconds).bound


def run_all(settings: list[tuple[int, int, int]], processes: int) -> Iterator[Cell]:
    """Yield all cells, setting by setting."""
    with ProcessPoolExecutor(processes) as pool:
        for cells in pool.map(cells_of, sorted(settings, key=lambda one: -one[0] * one[2] ** 2)):
            yield from cells


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--decks", type=int, nargs="*", default=DECKS)
    parser.add_argument("--minutes", type=int, nargs="*", default=MINUTES)
    parser.add_argument("--days", type=int, nargs="*", default=DAYS)
    asked = parser.parse_args()
    began = time.perf_counter()
    table = Table(title=f"exam score of 100, means of {SEEDS} learners; own = Certway, 0.9/20 = FSRS as people run it")
    for column in (
        "deck",
        "min",
        "days",
        "truth",
        "Certway",
        "FSRS 0.9/20",
        "tuned",
        "by",
        "weighted",
        "chance",
        "bound",
    ):
        table.add_column(column, justify="right")
    cells = []
    for cell in run_all(list(product(asked.decks, asked.minutes, asked.days)), asked.processes):
        cells.append(cell)
        scores = (cell.certway, cell.default, cell.tuned)
        by = f"{cell.tuned_by[0]}/{cell.tuned_by[1]}"
        ends = (cell.weighted, cell.chance, cell.bound)
        table.add_row(
            *map(str, (cell.deck, cell.minutes, cell.days, cell.truth)),
            *(f"{score:.2f}" for score in scores),
            by,
            *("" if score is None else f"{score:.2f}" for score in ends),
        )
    Console(width=110).print(table)
    over = [cell.certway - cell.tuned for cell in cells]
    print(
        json.dumps(
            {
                "subject": "study",
                "cells": len(cells),
                "gain_over_default_mean": round(statistics.mean(cell.certway - cell.default for cell in cells), 2),
                "gain_over_tuned_mean": round(statistics.mean(over), 2),
                "gain_over_tuned_min": round(min(over), 2),
                "gain_over_weighted_mean": round(statistics.mean(cell.certway - cell.weighted for cell in cells), 2),
                "gap_to_bound_mean": round(
                    statistics.mean(cell.bound - cell.certway for cell in cells if cell.bound is not None), 2
                ),
                "peak_to_mean_p95": round(float(np.quantile([peak for cell in cells for peak in cell.peaks], 0.95)), 2),
                "seconds": round(time.perf_counter() - began),
            }
        )
    )


if __name__ == "__main__":
    main()
