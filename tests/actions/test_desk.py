"""The desk: each question once, few at a time, the newest answers kept, and no more taken than it can answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from certway.actions.desk import ANSWERS_KEPT, QUESTIONS_WAITING, WORKERS, BusyError, Desk

WAIT = 30.0  # seconds, far more than any of these takes


class Clerk:
    """A desk of its own, and how often each of its questions was reckoned."""

    def __init__(self) -> None:
        self.desk: Desk[object] = Desk("test")
        self.gate = Event()  # until it is opened, what `held` asks is not answered
        self.reckoned: list[str] = []

    def ask(self, question: str, *, patience_seconds: float = WAIT) -> object | None:
        return self._ask(question, lambda: object(), patience_seconds)

    def held(self, question: str) -> object | None:
        return self._ask(question, self._at_gate, 0)

    def failing(self, question: str) -> object | None:
        return self._ask(question, lambda: 1 // 0, WAIT)

    def _at_gate(self) -> object:
        assert self.gate.wait(WAIT)
        return object()

    def _ask(self, question: str, answer: Callable[[], object], patience_seconds: float) -> object | None:
        def reckon() -> object:
            self.reckoned.append(question)
            return answer()

        return self.desk.ask(question, reckon, patience_seconds=patience_seconds)


@pytest.fixture
def clerk() -> Iterator[Clerk]:
    one = Clerk()
    yield one
    one.gate.set()


def test_question_asked_by_many_at_once_is_reckoned_once(clerk: Clerk) -> None:
    clerk.held("a")
    with ThreadPoolExecutor(8) as visitors:
        asked = [visitors.submit(clerk.ask, "a") for _ in range(8)]
        clerk.gate.set()
        answers = {one.result() for one in asked}

    assert (len(answers), None in answers, clerk.reckoned) == (1, False, ["a"])


def test_answer_is_none_after_patience_and_there_later(clerk: Clerk) -> None:
    assert (clerk.held("a"), clerk.ask("a", patience_seconds=0.01)) == (None, None)
    clerk.gate.set()
    assert (clerk.ask("a") is not None, clerk.reckoned) == (True, ["a"])


def test_failure_is_raised_once_and_tried_anew(clerk: Clerk) -> None:
    with pytest.raises(ZeroDivisionError):
        clerk.failing("a")

    assert (clerk.ask("a") is not None, clerk.reckoned) == (True, ["a", "a"])


def test_late_look_at_a_failure_leaves_the_new_try(clerk: Clerk) -> None:
    failed = clerk.desk._take("a", lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        clerk.ask("a")
    retried = clerk.ask("a")
    clerk.desk._drop("a", failed)  # what a second one does who waited for the same failure

    assert clerk.ask("a") is retried


def test_answers_not_asked_for_the_longest_time_are_dropped(clerk: Clerk) -> None:
    answers = [clerk.ask(str(place)) for place in range(ANSWERS_KEPT)]
    assert clerk.ask("0") is answers[0]
    clerk.ask("one more")

    assert [clerk.ask(str(place)) is answers[place] for place in (0, 2, ANSWERS_KEPT - 1, 1)] == [True] * 3 + [False]


def test_question_that_waits_is_never_dropped_nor_reckoned_twice(clerk: Clerk) -> None:
    clerk.held("a")
    for place in range(ANSWERS_KEPT + 2):
        clerk.ask(str(place))
    assert clerk.held("a") is None
    clerk.gate.set()

    assert (clerk.ask("a") is not None, clerk.reckoned.count("a")) == (True, 1)


def test_question_too_many_is_refused_until_others_are_answered(clerk: Clerk) -> None:
    waiting = [str(place) for place in range(QUESTIONS_WAITING)]
    for one in waiting:
        clerk.held(one)
    with pytest.raises(BusyError, match=f"^{QUESTIONS_WAITING} questions are waiting for their answers; ask again"):
        clerk.ask("one more")
    assert [clerk.held(one) for one in waiting] == [None] * QUESTIONS_WAITING  # those taken may ask again
    assert len(clerk.reckoned) <= WORKERS
    clerk.gate.set()

    assert None not in [clerk.ask(one) for one in waiting]
    assert clerk.ask("one more") is not None
    assert sorted(clerk.reckoned) == sorted([*waiting, "one more"])
