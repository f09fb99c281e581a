"""Have a plan made. A hard one takes seconds, so it is made in the background and asked for again."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from threading import Lock
from typing import TypeAlias

from certway.answers.plan import plan, wishes_of
from certway.core.person.draft import Draft
from certway.core.person.record import Record
from certway.core.plan.roadmap import Impossible, Roadmap
from certway.core.plan.wishes import Wishes
from certway.core.qualify.standing import Standing, stand
from certway.exchange.person_file import dump_person
from certway.exchange.shipped_rules import shipped_rules

Answer: TypeAlias = "Roadmap | Impossible"

ANSWERS_KEPT = 64  # in memory, the newest; nothing of them is written anywhere
WORKERS = 2


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """What a plan depends on. The same question gives the same plan."""

    goal: str
    record: Record
    wishes: Wishes

    @property
    def name(self) -> str:
        """What tells this question from every other one."""
        return f"{self.goal}\n{self.wishes}\n{dump_person(self.record)}"


class PlanDesk:
    """Where plans are made: each question once, at most WORKERS at a time, the newest answers kept."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="plan")
        self._asked: OrderedDict[str, Future[Answer]] = OrderedDict()
        self._lock = Lock()

    def ask(self, question: PlanQuestion, *, patience_seconds: float) -> Answer | None:
        """Return the answer, or None when it is not there after `patience_seconds`: then ask again later."""
        asked = self._take(question)
        wait([asked], timeout=patience_seconds)
        if not asked.done():
            return None
        if asked.exception() is not None:
            with self._lock:
                self._asked.pop(question.name, None)  # the next one who asks gets a new try
        return asked.result()

    def _take(self, question: PlanQuestion) -> Future[Answer]:
        name = question.name
        with self._lock:
            asked = self._asked.get(name)
            if asked is None:
                asked = self._asked[name] = self._pool.submit(_answer, question)
            self._asked.move_to_end(name)
            while len(self._asked) > ANSWERS_KEPT:
                self._asked.popitem(last=False)
        return asked


def _answer(question: PlanQuestion) -> Answer:
    return plan(shipped_rules().for_plan(question.goal), question.record, question.wishes)


DESK = PlanDesk()


def ask_for_plan(draft: Draft, goal: str, *, as_of: int) -> PlanQuestion:
    """Return the question of a plan for a credential by a person's wishes. No plan starts before `as_of`."""
    wishes = wishes_of(draft.record, start=as_of)
    return PlanQuestion(goal, draft.record, replace(wishes, start=max(wishes.start, as_of)))


def make_plan(question: PlanQuestion, *, patience_seconds: float) -> Answer | None:
    """Return a plan, or why there is none; None when it takes longer than `patience_seconds`: ask again."""
    return DESK.ask(question, patience_seconds=patience_seconds)


def standing_at_start(question: PlanQuestion) -> Standing:
    """Return where the person stands on the plan's first day: what an impossible plan is explained with."""
    rules = shipped_rules().sheets[question.goal].eligibility
    return stand(rules, question.record, as_of=question.wishes.start)
