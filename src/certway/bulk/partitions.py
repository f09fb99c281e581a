"""Parts of a batch of people, one after the other or on several processes at once.

Nothing here loads polars: a process that works on a part needs the core alone.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import get_context
from typing import Generic, TypeVar

from certway.core.person.columns import People
from certway.core.person.parts import people_between

Found = TypeVar("Found")

PART = 50_000  # people; large enough for columns, small enough for the memory of several processes
_AHEAD = 2  # parts that wait for each process, so that none has to wait itself


class PartitionError(Exception):
    """Raised for a part that could not be worked on; a fault of ours, so no CertwayError."""

    def __init__(self, part: Part, error: BaseException) -> None:
        super().__init__(f"people {part.first + 1:,} to {part.last:,} failed with {type(error).__name__}: {error}")


@dataclass(frozen=True, slots=True)
class Part:
    """The people from place `first` up to, but not including, `last`."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class PartFound(Generic[Found]):
    """What was found for one part."""

    part: Part
    found: Found


def parts_of(count: int, *, size: int = PART) -> list[Part]:
    """Return the parts of so many people, in order, of about equal size."""
    pieces = max(1, -(-count // size))
    ends = [count * piece // pieces for piece in range(pieces + 1)]
    return [Part(first, last) for first, last in pairwise(ends)]


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def over_parts(
    people: People, task: Callable[[People], Found], *, size: int = PART, processes: int = 1
) -> Iterator[PartFound[Found]]:
    """Yield what the task finds for each part of the people, in their order.

    With several processes the task and what it finds must be picklable. Raises PartitionError for the first part, in
    order, that fails, also when its process was ended from outside; the others are then given up.
    """
    parts = parts_of(people.size, size=size)
    if processes < 2 or len(parts) < 2:
        for part in parts:
            try:
                found = task(people_between(people, part.first, part.last))
            except Exception as error:
                raise PartitionError(part, error) from error
            yield PartFound(part, found)
        return
    # Fresh processes: a fork of one whose libraries run threads may hang.
    with ProcessPoolExecutor(min(processes, len(parts)), mp_context=get_context("spawn")) as pool:
        yield from _over_processes(pool, people, task, parts, ahead=processes * _AHEAD)


def _over_processes(
    pool: ProcessPoolExecutor, people: People, task: Callable[[People], Found], parts: list[Part], *, ahead: int
) -> Iterator[PartFound[Found]]:
    waiting: deque[tuple[Part, Future[Found]]] = deque()
    rest = iter(parts)
    try:
        while True:
            while len(waiting) < ahead and (part := next(rest, None)):
                waiting.append((part, pool.submit(task, people_between(people, part.first, part.last))))
            if not waiting:
                return
            part, future = waiting.popleft()
            try:
                found = future.result()
            except Exception as error:
                raise PartitionError(part, error) from error
            yield PartFound(part, found)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
