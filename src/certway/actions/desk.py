"""Where answers are made that take a part of a second or more: in the background, each question once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Generic, TypeVar

from certway.core.units.errors import CertwayError

_Answer = TypeVar("_Answer")

ANSWERS_KEPT = 64  # in memory, the newest; nothing of them is written anywhere
QUESTIONS_WAITING = 64  # not answered yet, those in work too; no new one is taken above that
WORKERS = 2


class BusyError(CertwayError):
    """Raised for a new question while as many wait as a desk takes."""

    def __init__(self, waiting: int) -> None:
        super().__init__(f"{waiting} questions are waiting for their answers; ask again in a minute")


class Desk(Generic[_Answer]):
    """Each question is answered once, at most WORKERS at a time, and the newest answers are kept."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix=name)
        self._asked: OrderedDict[str, Future[_Answer]] = OrderedDict()
        self._lock = Lock()

    def ask(self, question: str, answer: Callable[[], _Answer], *, patience_seconds: float) -> _Answer | None:
        """Return the answer to a question, which `answer` makes where it is new.

        None when it is not there after `patience_seconds`: then ask again later. Raises BusyError.
        """
        asked = self._take(question, answer)
        try:
            fault = asked.exception(patience_seconds)
        except TimeoutError:
            return None
        if fault is not None:
            self._drop(question, asked)  # the next one who asks gets a new try
        return asked.result()

    def _take(self, question: str, answer: Callable[[], _Answer]) -> Future[_Answer]:
        with self._lock:
            asked = self._asked.get(question)
            if asked is None:
                self._refuse_when_busy()
                asked = self._asked[question] = self._pool.submit(answer)
            self._asked.move_to_end(question)
            self._drop_spare()
        return asked

    def _refuse_when_busy(self) -> None:
        waiting = sum(not asked.done() for asked in self._asked.values())
        if waiting >= QUESTIONS_WAITING:
            raise BusyError(waiting)

    def _drop_spare(self) -> None:
        answered = [question for question, asked in self._asked.items() if asked.done()]
        for question in answered[:-ANSWERS_KEPT]:
            del self._asked[question]

    def _drop(self, question: str, asked: Future[_Answer]) -> None:
        with self._lock:
            if self._asked.get(question) is asked:
                del self._asked[question]
