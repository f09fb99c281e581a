"""Where answers are made that take a part of a second or more: in the background, each question once."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock, Timer
from typing import Generic, TypeVar

from certway.core.units.errors import CertwayError

_Answer = TypeVar("_Answer")

ANSWERS_KEPT = 64  # in memory, the newest; nothing of them is written anywhere
KEPT_SECONDS = 3600.0  # at most, from when a question was asked first
QUESTIONS_WAITING = 64  # not answered yet, those in work too; no new one is taken above that
OWN_WAITING = 16  # of one owner: nobody takes all the places
WORKERS = 2


class BusyError(CertwayError):
    """Raised for a new question while as many wait as a desk takes."""

    def __init__(self, waiting: int) -> None:
        super().__init__(f"{waiting} questions are waiting for their answers; ask again in a minute")


@dataclass(frozen=True, slots=True)
class _Asked(Generic[_Answer]):
    answer: Future[_Answer]
    at: float  # seconds of the desk's clock
    owners: set[str]  # all who asked


def _call_later(seconds: float, call: Callable[[], None]) -> None:
    timer = Timer(seconds, call)
    timer.daemon = True
    timer.start()


class Desk(Generic[_Answer]):
    """Each question is answered once, at most WORKERS at a time, and the newest answers are kept for an hour.

    A question is kept as its hash; its answer until all its owners are forgotten. `now` gives seconds.
    """

    def __init__(
        self,
        name: str,
        *,
        now: Callable[[], float] = time.monotonic,
        call_later: Callable[[float, Callable[[], None]], None] = _call_later,
    ) -> None:
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix=name)
        self._asked: OrderedDict[str, _Asked[_Answer]] = OrderedDict()  # by the question's hash
        self._lock = Lock()
        self._now = now
        self._call_later = call_later
        self._sweeps = False  # whether a sweep is due

    def __len__(self) -> int:
        """Return how many questions are kept, answered or not."""
        with self._lock:
            return len(self._asked)

    def ask(
        self, question: str, answer: Callable[[], _Answer], *, owner: str, patience_seconds: float
    ) -> _Answer | None:
        """Return the answer to a question, which `answer` makes where it is new.

        None when it is not there after `patience_seconds`: then ask again later. Raises BusyError.
        """
        key = sha256(question.encode()).hexdigest()
        asked = self._take(key, answer, owner)
        try:
            fault = asked.answer.exception(patience_seconds)
        except (TimeoutError, CancelledError):
            return None
        if fault is not None:
            self._drop_failed(key, asked)
        return asked.answer.result()

    def kept(self, question: str) -> _Answer | None:
        """Return the answer to a question where it is there already; it asks nothing."""
        with self._lock:
            self._drop_old()
            asked = self._asked.get(sha256(question.encode()).hexdigest())
        there = asked is not None and asked.answer.done() and not asked.answer.cancelled()
        return asked.answer.result() if asked is not None and there and asked.answer.exception() is None else None

    def forget(self, owner: str) -> None:
        """Drop the questions that nobody else has asked, and their answers."""
        with self._lock:
            for key, asked in tuple(self._asked.items()):
                asked.owners.discard(owner)
                if not asked.owners:
                    self._drop(key)

    def _take(self, key: str, answer: Callable[[], _Answer], owner: str) -> _Asked[_Answer]:
        with self._lock:
            self._drop_old()
            asked = self._asked.get(key)
            if asked is None:
                self._refuse_when_busy(owner)
                asked = self._asked[key] = _Asked(self._pool.submit(answer), self._now(), set())
                self._sweep_in(KEPT_SECONDS)
            asked.owners.add(owner)
            self._asked.move_to_end(key)
            self._drop_spare()
        return asked

    def _refuse_when_busy(self, owner: str) -> None:
        waiting = [asked for asked in self._asked.values() if not asked.answer.done()]
        own = sum(owner in asked.owners for asked in waiting) if owner else 0
        if len(waiting) >= QUESTIONS_WAITING or own >= OWN_WAITING:
            raise BusyError(own if own >= OWN_WAITING else len(waiting))

    def _drop_spare(self) -> None:
        answered = [key for key, asked in self._asked.items() if asked.answer.done()]
        for key in answered[:-ANSWERS_KEPT]:
            self._drop(key)

    def _drop_failed(self, key: str, asked: _Asked[_Answer]) -> None:
        with self._lock:
            if self._asked.get(key) is asked:  # else another one is trying anew already
                self._drop(key)

    def _drop_old(self) -> None:
        last = self._now() - KEPT_SECONDS
        for key in [key for key, asked in self._asked.items() if asked.at <= last]:
            self._drop(key)

    def _drop(self, key: str) -> None:
        self._asked.pop(key).answer.cancel()

    def _sweep_in(self, seconds: float) -> None:
        if not self._sweeps:
            self._sweeps = True
            self._call_later(seconds, self._sweep)

    def _sweep(self) -> None:
        """Drop what is old when nobody asks."""
        with self._lock:
            self._sweeps = False
            self._drop_old()
            if self._asked:
                first = min(asked.at for asked in self._asked.values())
                self._sweep_in(first + KEPT_SECONDS - self._now())
