"""The desk: each question once, the newest answers kept for a while and for their owners, no more than it can do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from certway.actions.desk import ANSWERS_KEPT, KEPT_SECONDS, OWN_WAITING, QUESTIONS_WAITING, WORKERS, BusyError, Desk

WAIT = 30.0  # seconds, far more than any of these takes


class Clerk:
    """A desk of its own with its clock, and how often each of its questions was reckoned."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.due: list[tuple[float, Callable[[], None]]] = []  # sweeps, and in how many seconds
        self.desk: Desk[object] = Desk(
            "test", now=lambda: self.seconds, call_later=lambda seconds, call: self.due.append((seconds, call))
        )
        self.gate = Event()  # until it is opened, what `held` asks is not answered
        self.reckoned: list[str] = []

    def ask(self, question: str, *, owner: str = "her", patience_seconds: float = WAIT) -> object | None:
        return self._ask(question, lambda: object(), owner, patience_seconds)

    def held(self, question: str, *, owner: str = "her") -> object | None:
        return self._ask(question, self._at_gate, owner, 0)

    def failing(self, question: str) -> object | None:
        return self._ask(question, lambda: 1 // 0, "her", WAIT)

    def _at_gate(self) -> object:
        assert self.gate.wait(WAIT)
        return object()

    def _ask(self, question: str, answer: Callable[[], object], owner: str, patience: float) -> object | None:
        def reckon() -> object:
            self.reckoned.append(question)
            return answer()

        return self.desk.ask(question, reckon, owner=owner, patience_seconds=patience)


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
    failed = clerk.desk._take("a", lambda: 1 // 0, "her")
    assert isinstance(failed.answer.exception(WAIT), ZeroDivisionError)
    clerk.desk._drop_failed("a", failed)
    retried = clerk.desk._take("a", object, "her")
    clerk.desk._drop_failed("a", failed)  # what a second one does who waited for the same failure

    assert clerk.desk._take("a", object, "her") is retried


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
        clerk.held(one, owner=f"owner {one}")
    with pytest.raises(BusyError, match=f"^{QUESTIONS_WAITING} questions are waiting for their answers; ask again"):
        clerk.ask("one more")
    assert [clerk.held(one) for one in waiting] == [None] * QUESTIONS_WAITING  # those taken may ask again
    assert len(clerk.reckoned) <= WORKERS
    clerk.gate.set()

    assert None not in [clerk.ask(one) for one in waiting]
    assert clerk.ask("one more") is not None
    assert sorted(clerk.reckoned) == sorted([*waiting, "one more"])


def test_nobody_takes_all_the_places(clerk: Clerk) -> None:
    for place in range(OWN_WAITING):
        clerk.held(str(place))
    with pytest.raises(BusyError, match=f"^{OWN_WAITING} questions are waiting"):
        clerk.ask("one more")
    assert clerk.held("one more", owner="him") is None
    clerk.gate.set()

    assert clerk.ask("one more") is not None


def test_forgotten_question_is_gone_with_its_answer(clerk: Clerk) -> None:
    forgotten, others = clerk.ask("a"), clerk.ask("b", owner="him")
    clerk.desk.forget("her")

    assert len(clerk.desk) == 1
    assert (clerk.ask("a") is forgotten, clerk.ask("b") is others) == (False, True)


def test_question_of_two_goes_when_both_are_forgotten(clerk: Clerk) -> None:
    first, second = clerk.ask("a"), clerk.ask("a", owner="him")
    clerk.desk.forget("her")
    kept = len(clerk.desk)
    clerk.desk.forget("him")

    assert (first is second, kept, len(clerk.desk)) == (True, 1, 0)


def test_forgotten_question_that_waits_is_not_reckoned(clerk: Clerk) -> None:
    for place in range(WORKERS):
        clerk.held(str(place), owner="him")
    with ThreadPoolExecutor(1) as visitor:
        other_window = visitor.submit(clerk.ask, "a")
        while len(clerk.desk) == WORKERS:
            time.sleep(0.001)
        clerk.desk.forget("her")
        clerk.gate.set()

        assert other_window.result() is None
    assert clerk.ask("b") is not None
    assert sorted(clerk.reckoned) == [*map(str, range(WORKERS)), "b"]


def test_answer_is_kept_for_an_hour_however_often_it_is_asked_for(clerk: Clerk) -> None:
    first = clerk.ask("a")
    clerk.seconds += KEPT_SECONDS - 1
    still = clerk.ask("a")
    clerk.seconds += 1

    assert (KEPT_SECONDS, still is first, clerk.ask("a") is first) == (3600, True, False)


def test_old_answers_go_also_when_nobody_asks(clerk: Clerk) -> None:
    clerk.ask("a")
    clerk.seconds += 600
    clerk.ask("b")
    ((seconds, sweep),) = clerk.due
    clerk.seconds += seconds - 600
    sweep()
    left = len(clerk.desk)
    again, sweep = clerk.due[-1]
    clerk.seconds += again
    sweep()

    assert (seconds, left, again, len(clerk.desk), len(clerk.due)) == (KEPT_SECONDS, 1, 600, 0, 2)


def test_desk_keeps_no_question_as_it_was_asked(clerk: Clerk) -> None:
    clerk.ask("Zora Quillfeather")

    assert "Quillfeather" not in repr(vars(clerk.desk))


def test_sweep_comes_by_itself() -> None:
    desk, called = Desk[object]("test"), Event()
    desk._call_later(0, called.set)

    assert called.wait(WAIT)
