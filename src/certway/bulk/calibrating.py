"""Items calibrated over the parts of their people on several processors. Nothing here loads polars."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from certway.bulk.partitions import cores
from certway.core.psychometrics.parts import OverParts, parts_of_people
from certway.core.psychometrics.responses import Responses

Found = TypeVar("Found")


def over_executor(executor: Executor, responses: Responses) -> OverParts:
    """Return what works through the people on an executor: threads, processes, or `Client.get_executor()` of Dask.

    What is found for the parts, and so any sum of it, does not depend on who works on them.
    """
    parts = parts_of_people(responses)

    def over(task: Callable[[Responses], Found], /) -> Sequence[Found]:
        return list(executor.map(task, parts))

    return over


@contextmanager
def over_threads(responses: Responses) -> Iterator[OverParts]:
    """Give what works through the people on as many threads as there are processors.

    They share the answers, and what takes the time, products of arrays, lets go of Python's lock.
    """
    with ThreadPoolExecutor(cores()) as pool:
        yield over_executor(pool, responses)
