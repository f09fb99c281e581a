"""Adaptive exams: picking from 5,000 questions for 1,000 takers, beside catsim.

catsim draws one of the five questions that tell most and searches the most likely ability; it balances no outline and
bounds no exposure but by that draw. A tenth of the takers go through it, the rest would take minutes for the same rate.
"""

from __future__ import annotations

import json
import time
from dataclasses import replace

import numpy as np
from catsim.estimation import NumericalSearchEstimator
from catsim.initialization import FixedPointInitializer
from catsim.selection import RandomesqueSelector
from catsim.simulation import Simulator
from catsim.stopping import MinErrorStopper
from rich.console import Console
from rich.table import Table

from certway.core.psychometrics.response import Floats, probability
from certway.core.sit.adaptive import AMONG, AdaptiveTest, answer, begin, pick, prepare
from certway.core.sit.exposure import control
from certway.core.sit.lots import ANSWER, lots
from certway.core.sit.pool import Pool
from certway.core.sit.simulation import performance_of, simulate
from generated_pool import generated_pool, shares

QUESTIONS, ITEMS, TAKERS, PEERS = 5_000, 100, 1_000, 100
MOST_EXPOSED = 0.2  # share of takers of whom no question is to be asked more often
SEED = 20261123


def one_by_one(test: AdaptiveTest, abilities: Floats) -> list[float]:
    """Return the seconds of every pick with its answer, taker after taker."""
    pool, took = test.pool, []
    for number, ability in enumerate(abilities):
        seed = np.array([number], dtype=np.uint64)
        taker = begin(test, seed)
        drawn = lots(seed, stream=ANSWER, place=0, count=test.length)[0]
        for place in range(test.length):
            began = time.perf_counter()
            asked = pick(test, taker)
            chance = probability(ability, pool.a[asked], pool.b[asked], pool.c[asked])
            taker = answer(test, taker, asked, drawn[place] < chance)
            took.append(time.perf_counter() - began)
    return took


def catsim(pool: Pool, abilities: Floats) -> tuple[float, float, float]:
    """Return the seconds of a pick with its answer, the RMSE, and the greatest exposure of catsim."""
    items = np.column_stack([pool.a, pool.b, pool.c, np.ones(len(pool))])
    simulator = Simulator(items, abilities, seed=SEED)
    began = time.perf_counter()
    simulator.simulate(
        FixedPointInitializer(0.0),
        RandomesqueSelector(AMONG),
        NumericalSearchEstimator(),
        MinErrorStopper(1e-9, max_items=ITEMS),
    )
    seconds = (time.perf_counter() - began) / sum(map(len, simulator.administered_items))
    return seconds, simulator.rmse, float(simulator.item_bank.exposure_rates.max())


def main() -> None:
    dice, pool = np.random.default_rng(SEED), generated_pool(QUESTIONS, seed=SEED)
    free = prepare(pool, shares(ITEMS))
    began = time.perf_counter()
    test = replace(free, limits=control(free, MOST_EXPOSED, dice.normal(0, 1, 2 * TAKERS), seed=SEED))
    controlled = time.perf_counter() - began
    abilities = dice.normal(0, 1, TAKERS)
    began = time.perf_counter()
    report = performance_of(simulate(test, abilities, seed=SEED))
    together = (time.perf_counter() - began) / (TAKERS * ITEMS)
    unbound = performance_of(simulate(free, abilities[:PEERS], seed=SEED))
    took = sorted(one_by_one(test, abilities[:PEERS]))
    ours = sum(took) / len(took)
    peer, peer_rmse, peer_exposed = catsim(pool, abilities[:PEERS])
    table = Table("figure", "ours", "catsim", title=f"{TAKERS:,} takers, {ITEMS} of {QUESTIONS:,} questions")
    table.add_row("ms a pick, one by one", f"{1000 * ours:.3f}", f"{1000 * peer:.3f}")
    table.add_row("ms a pick, all at once", f"{1000 * together:.3f}", "")
    table.add_row("RMSE", f"{report.rmse:.4f}", "")
    table.add_row(f"RMSE without limits, of the {PEERS} takers of catsim", f"{unbound.rmse:.4f}", f"{peer_rmse:.4f}")
    table.add_row("bias", f"{report.bias:.4f}", "")
    table.add_row("most exposed", f"{report.most_exposed:.3f}", f"{peer_exposed:.3f}")
    for band in report.accuracy:
        table.add_row(f"right side of the cut, {band.from_} to {band.to} away", f"{band.share:.3f}", "")
    table.add_row("s for the limits of exposure", f"{controlled:.1f}", "")
    Console().print(table)
    figures = {
        "subject": "adaptive",
        "ratio_catsim": round(peer / ours, 1),
        "ratio_catsim_together": round(peer / together, 1),
        "rmse": round(report.rmse, 4),
        "rmse_without_limits": round(unbound.rmse, 4),
        "rmse_catsim": round(peer_rmse, 4),
        "max_exposure": report.most_exposed,
        "max_exposure_catsim": peer_exposed,
        "outline_deviation": report.outline_deviation,
        "p95_ms": round(1000 * took[int(0.95 * len(took))], 3),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
