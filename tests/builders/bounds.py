"""A bound for what might never end."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 30  # of the processor's time, many times what is needed: no busy machine fails a test


@contextmanager
def bounded(seconds: float = SECONDS) -> Iterator[None]:
    """Raise AssertionError where what stands inside takes so much of the processor's time."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"it has not ended after {seconds} seconds of the processor's time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
