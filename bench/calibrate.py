"""Calibration beside girth, on the same answers, and as a command for many people.

Both estimate two parameters an item by marginal maximum likelihood, for 10,000 people and 100 items in memory; ours
gives standard errors besides. The command reads 100,000 people and 200 items from Parquet; it is measured as a process.
What several processes find for their parts is held against what one thread finds. Errors are told as they are, and
linked to the scale of the truth.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command has it: parts take the processors, not products

import json
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
from girth import twopl_mml
from rich.console import Console
from rich.table import Table

from certway.bulk.calibration import over_executor
from certway.bulk.partitions import cores
from certway.core.psychometrics.calibration import Calibration, calibrate
from certway.core.psychometrics.models import ItemParameters
from certway.core.psychometrics.parts import one_by_one
from certway.core.psychometrics.response import Floats
from certway.core.psychometrics.responses import Responses
from process_tree import run

PEOPLE, ITEMS = 10_000, 100
MANY_PEOPLE, MANY_ITEMS = 100_000, 200
RUNS = 5
CHUNK = 10_000  # people drawn together
SEED = 20261123
EQUAL = 1e-9


def drawn(people: int, items: int, rng: np.random.Generator) -> tuple[ItemParameters, Responses]:
    """Return items and what people of a standard normal population answer."""
    drawn_items = ItemParameters(rng.lognormal(0, 0.3, items), rng.normal(0, 1, items), np.zeros(items))
    parts = [
        (rng.random((len(theta), items)) < drawn_items.probability(theta)).astype(np.int8)
        for theta in np.split(rng.normal(size=people), people // CHUNK)
    ]
    return drawn_items, np.concatenate(parts)


def rmse(found: Floats, true: Floats) -> float:
    return round(float(np.sqrt(((found - true) ** 2).mean())), 5)


def on_scale_of(items: ItemParameters, found: ItemParameters) -> ItemParameters:
    """Return parameters with the mean and the deviation of the true difficulties: mean/sigma linking.

    How far the people drawn differ from their population moves the whole scale; no calibration can see that.
    """
    stretch = found.b.std() / items.b.std()
    return ItemParameters(found.a * stretch, (found.b - found.b.mean()) / stretch + items.b.mean(), found.c)


def beside_girth(items: ItemParameters, responses: Responses) -> dict[str, object]:
    """Return how long both take, and how far from the truth they end."""
    seconds = []
    with ThreadPoolExecutor(cores()) as pool:
        over = over_executor(pool, responses)
        ours = calibrate(over, model="2pl")  # the first run loads what the others have
        for _ in range(RUNS):
            began = time.perf_counter()
            ours = calibrate(over, model="2pl")
            seconds.append(time.perf_counter() - began)
    as_girth_has_them = responses.T.astype(np.int64)
    began = time.perf_counter()
    theirs = twopl_mml(as_girth_has_them)
    girth_s = time.perf_counter() - began
    own = statistics.median(seconds)
    girth_found = ItemParameters(theirs["Discrimination"], theirs["Difficulty"], np.zeros(items.size))
    linked, girth_linked = on_scale_of(items, ours.parameters), on_scale_of(items, girth_found)
    return {
        "ratio_girth": round(girth_s / own, 1),
        "rmse_a": rmse(ours.parameters.a, items.a),
        "rmse_a_girth": rmse(girth_found.a, items.a),
        "rmse_b": rmse(ours.parameters.b, items.b),
        "rmse_b_girth": rmse(girth_found.b, items.b),
        "linked_rmse_a": rmse(linked.a, items.a),
        "linked_rmse_a_girth": rmse(girth_linked.a, items.a),
        "linked_rmse_b": rmse(linked.b, items.b),
        "linked_rmse_b_girth": rmse(girth_linked.b, items.b),
        "seconds": round(own, 3),
        "girth_s": round(girth_s, 1),
        "steps": ours.steps,
    }


def partitions_equal(responses: Responses) -> bool:
    """Return whether processes find for their parts what one thread finds for all."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        parted = numbers(calibrate(over_executor(pool, responses), model="2pl"))
    return bool(np.abs(parted - numbers(calibrate(one_by_one(responses), model="2pl"))).max() <= EQUAL)


def numbers(found: Calibration) -> Floats:
    items, errors = found.parameters, found.errors
    return np.stack((items.a, items.b, errors.a, errors.b))


def command_for_many(items: ItemParameters, responses: Responses) -> dict[str, object]:
    """Return what the command takes for many people."""
    command = Path(sys.executable).parent / "certway"
    with TemporaryDirectory() as place:
        answers, out = Path(place) / "answers.parquet", Path(place) / "items.csv"
        pl.DataFrame({f"item-{place}": column for place, column in enumerate(responses.T)}).write_parquet(answers)
        done = run([str(command), "sit", "calibrate", str(answers), "--model", "2pl", "--out", str(out), "--json"])
        found = pl.read_csv(out)
    return {
        "big_s": round(done.seconds, 1),
        "peak_mib": round(done.peak_mib),
        "big_rmse_a": rmse(found["a"].to_numpy(), items.a),
        "big_rmse_b": rmse(found["b"].to_numpy(), items.b),
        "big_steps": json.loads(done.output)["steps"],
    }


def main() -> None:
    rng = np.random.default_rng(SEED)
    items, responses = drawn(PEOPLE, ITEMS, rng)
    figures: dict[str, object] = {"subject": "calibrate", **beside_girth(items, responses)}
    figures["partitions_equal"] = partitions_equal(responses)
    figures |= command_for_many(*drawn(MANY_PEOPLE, MANY_ITEMS, rng))
    table = Table(
        "figure", "value", title=f"2PL: {PEOPLE:,} × {ITEMS} beside girth; {MANY_PEOPLE:,} × {MANY_ITEMS} alone"
    )
    for name, figure in figures.items():
        table.add_row(name, str(figure) if isinstance(figure, str | bool) else f"{figure:,}")
    Console().print(table)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
