"""Have a plan made. A hard one takes seconds, so it is made in the background and asked for again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from certway.actions.desk import Desk
from certway.answers.home import still_stands
from certway.answers.plan import plan, wishes_of
from certway.core.person.draft import Draft
from certway.core.person.record import Record
from certway.core.plan.roadmap import Impossible, Roadmap
from certway.core.plan.wishes import Wishes
from certway.core.qualify.standing import Standing, stand
from certway.exchange.person_file import dump_person
from certway.exchange.shipped_rules import shipped_rules

Answer: TypeAlias = "Roadmap | Impossible"


Studied: TypeAlias = Callable[[int], int]


def nothing_studied(_day: int) -> int:
    """Return that nothing was studied before a day."""
    return 0


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """What a plan depends on. The same question gives the same plan."""

    goal: str
    record: Record  # without the person's name
    wishes: Wishes

    @property
    def name(self) -> str:
        """What tells this question from every other one."""
        return f"{self.goal}\n{self.wishes}\n{dump_person(self.record)}"


def answer_plan(question: PlanQuestion) -> Answer:
    """Return a plan, or why there is none; it may take seconds."""
    return plan(shipped_rules().for_plan(question.goal), question.record, question.wishes)


DESK: Desk[Answer] = Desk("plan")


def ask_for_plan(draft: Draft, goal: str, *, as_of: int, studied: Studied = nothing_studied) -> PlanQuestion:
    """Return the question of a plan for a credential by a person's wishes. No plan starts before `as_of`.

    `studied` tells how many minutes of study were done before a day.
    """
    record = draft.record.without_name()
    wishes = wishes_of(record, start=as_of)
    return PlanQuestion(goal, record, replace(wishes, start=max(wishes.start, as_of), studied=studied(as_of)))


def make_plan(question: PlanQuestion, *, owner: str, patience_seconds: float) -> Answer | None:
    """Return a plan, or why there is none; None when it takes longer than `patience_seconds`: ask again.

    `owner` is whose question it is, for the day she wants to be forgotten.
    """
    return DESK.ask(question.name, lambda: answer_plan(question), owner=owner, patience_seconds=patience_seconds)


def plan_since(
    draft: Draft,
    goal: str,
    *,
    since: int,
    as_of: int,
    make: Callable[[PlanQuestion], Answer | None],
    studied: Studied = nothing_studied,
) -> tuple[PlanQuestion, Answer | None]:
    """Return the plan that starts on an earlier day, with its question, so that its days stand still.

    `studied` tells how many minutes of study were done before a day, which the plan asks for no more. Where none is
    possible from there, or that one is long over, it is the plan that starts on `as_of`. None stands
    for a plan that is still being made.
    """
    question = ask_for_plan(draft, goal, as_of=since, studied=studied)
    made = make(question)
    if since == as_of or made is None or (isinstance(made, Roadmap) and still_stands(made, as_of)):
        return question, made
    question = ask_for_plan(draft, goal, as_of=as_of, studied=studied)
    return question, make(question)


def standing_at_start(question: PlanQuestion) -> Standing:
    """Return where the person stands on the plan's first day: what an impossible plan is explained with."""
    rules = shipped_rules().sheets[question.goal].eligibility
    return stand(rules, question.record, as_of=question.wishes.start)
