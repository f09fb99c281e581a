"""Where answers are made that take a part of a second or more: in the background, each question once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock
from typing import Generic, TypeVar

_Answer = TypeVar("_Answer")

ANSWERS_KEPT = 64  # in memory, the newest; nothing of them is written anywhere
WORKERS = 2


class Desk(Generic[_Answer]):
    """Each question is answered once, at most WORKERS at a time, and the newest answers are kept."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix=name)
        self._asked: OrderedDict[str, Future[_Answer]] = OrderedDict()
        self._lock = Lock()

    def ask(self, question: str, answer: Callable[[], _Answer], *, patience_seconds: float) -> _Answer | None:
        """Return the answer to a question, which `answer` makes where it is new.

        None when it is not there after `patience_seconds`: then ask again later.
        """
        asked = self._take(question, answer)
        wait([asked], timeout=patience_seconds)
        if not asked.done():
            return None
        if asked.exception() is not None:
            with self._lock:
                self._asked.pop(question, None)  # the next one who asks gets a new try
        return asked.result()

    def _take(self, question: str, answer: Callable[[], _Answer]) -> Future[_Answer]:
        with self._lock:
            asked = self._asked.get(question)
            if asked is None:
                asked = self._asked[question] = self._pool.submit(answer)
            self._asked.move_to_end(question)
            while len(self._asked) > ANSWERS_KEPT:
                self._asked.popitem(last=False)
        return asked
