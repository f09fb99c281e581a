"""Trials of ways of studying, over processes. A trial comes to the same on however many."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import TypeAlias

from certway.core.study.trials import WAYS, DiceOf, Trial, TrialFound, Tried, Way, gather, try_way

Ways: TypeAlias = Callable[[Callable[[Way], Tried], tuple[Way, ...]], Iterator[Tried]]


def run_trial(
    trial: Trial, dice_of: DiceOf, *, processes: int = 1, progress: Callable[[float], None] = lambda _share: None
) -> TrialFound:
    """Let learners study by every way. `dice_of` must be picklable where there are several processes."""
    tried = []
    with _mapping(processes) as mapped:
        for one in mapped(partial(try_way, trial, dice_of=dice_of), WAYS):
            tried.append(one)
            progress(len(tried) / len(WAYS))
    return gather(trial, dice_of, tried)


@contextmanager
def _mapping(processes: int) -> Iterator[Ways]:
    """Give what tries all ways, in order."""
    if processes < 2:
        yield lambda task, ways: map(task, ways)
        return
    # Fresh processes: a fork of one whose libraries run threads may hang.
    with ProcessPoolExecutor(min(processes, len(WAYS)), mp_context=get_context("spawn")) as pool:
        yield lambda task, ways: pool.map(task, ways)
