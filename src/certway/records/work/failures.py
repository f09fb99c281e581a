"""What becomes of a task that fails: when it is tried again, and what is kept about the fault."""

from __future__ import annotations

from datetime import timedelta
from traceback import format_tb

DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)  # before the second try, the third …
MOST_TRIES = len(DELAYS) + 1
SPREAD = 0.2  # of a delay, so that what failed together isn't tried again together


class WorkError(Exception):
    """Raised by a task that can't do its work now. Its message is kept and shown, so it names nobody."""


class PermanentError(WorkError):
    """Raised by a task that would fail in the same way at every other try."""


class LostWorkerError(WorkError):
    """Stands for the fault of a worker that was killed, or that froze for longer than its lease."""

    def __init__(self) -> None:
        super().__init__("the worker that ran it is gone, and did not say how far it came")


def delay_after(error: BaseException, *, tries: int, dice: float) -> timedelta | None:
    """Return how long to wait before the next try, or None when there is none.

    `tries` counts those that were made, from 1; `dice` is 0 to 1. A lost worker's task need not wait.
    """
    if isinstance(error, PermanentError) or tries >= MOST_TRIES:
        return None
    return timedelta() if isinstance(error, LostWorkerError) else DELAYS[tries - 1] * (1 + SPREAD * dice)


def class_path(error: BaseException) -> str:
    """Return the dotted name of an error's class."""
    return f"{type(error).__module__}.{type(error).__qualname__}"


def told_without_values(error: BaseException) -> str:
    """Return where an error was raised, and its class. Messages of others' errors hold addresses and rows: left out."""
    message = f": {error}" if isinstance(error, WorkError) else ""
    return "".join(format_tb(error.__traceback__)) + class_path(error) + message
