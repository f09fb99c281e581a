"""Fits a person's parameters. A process of its own, because a search may hang, crash or take more than there is.

`python -m certway.exchange.memory_fitting < TRAY > JSON`. The tray is a line of JSON: `weights` (those in use). After
it come the columns of her reviews, each with its length in 8 bytes before it: cards and grades as 64-bit integers,
and between them days as 64-bit floats.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from typing import BinaryIO

import numpy as np

from certway.core.study.fitting import Fit, fit
from certway.core.study.memory import Floats, Integers, Parameters
from certway.exchange.bounded_process import bind_process, take

MOST_CPU_SECONDS = 60
_THREADS = "2"  # of the search: each asks for a room of its own, whether it needs it or not


@dataclass(frozen=True, slots=True)
class Tray:
    """What is to be fitted."""

    current: Parameters
    cards: Integers
    days: Floats
    grades: Integers


def read_tray(stream: BinaryIO) -> Tray:
    """Return what is to be fitted, read from a stream."""
    current = Parameters(tuple(json.loads(stream.readline())["weights"]))
    cards = np.frombuffer(take(stream), dtype=np.int64)
    days = np.frombuffer(take(stream), dtype=np.float64)
    return Tray(current, cards, days, np.frombuffer(take(stream), dtype=np.int64))


def written(found: Fit) -> dict[str, object]:
    """Return a fit as JSON has it; what is not finite is null."""
    return {
        "weights": found.parameters.weights,
        "kept": found.kept,
        "because": found.because,
        "learned_from": found.learned_from,
        "held_out": found.held_out,
        "losses": None if found.losses is None else asdict(found.losses),
        "gain": found.gain,
        "error": found.error if np.isfinite(found.error) else None,
    }


if __name__ == "__main__":
    os.environ["RAYON_NUM_THREADS"] = _THREADS
    bind_process(cpu_seconds=MOST_CPU_SECONDS)
    tray = read_tray(sys.stdin.buffer)
    made = fit(tray.cards, tray.days, tray.grades, current=tray.current)
    sys.stdout.write(json.dumps(written(made)))
