"""Plans made in the background: each question once, none mixed up with another, the newest kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from certway.actions.desk import ANSWERS_KEPT, Desk
from certway.actions.make_plan import (
    Answer,
    PlanQuestion,
    ask_for_plan,
    make_plan,
    standing_at_start,
)
from certway.answers.plan import plan
from certway.core.person.draft import Draft
from certway.core.person.record import Record
from certway.core.plan.roadmap import Impossible, Roadmap
from certway.core.plan.wishes import Wishes
from certway.core.units.days import DaySpan
from certway.exchange.rule_files import UnknownCredentialError
from planning import TODAY, maria, marias_plan, rules_for

WAIT = 60.0  # seconds, far more than any of these takes


def question(goal: str = "cma-aama", *, as_of: int = TODAY, record: Record | None = None) -> PlanQuestion:
    return ask_for_plan(Draft(record or maria()), goal, as_of=as_of)


class PlanDesk:
    """A desk of its own, asked as the pages ask theirs."""

    def __init__(self) -> None:
        self.desk: Desk[Answer] = Desk("test")

    def ask(self, one: PlanQuestion, *, patience_seconds: float) -> Answer | None:
        return self.desk.ask(
            one.name,
            lambda: plan(rules_for(one.goal), one.record, one.wishes),
            owner="her",
            patience_seconds=patience_seconds,
        )


def shape(answer: Answer | None) -> tuple[object, ...]:
    """Return what tells one plan from another."""
    if isinstance(answer, Roadmap):
        return answer.goal, answer.start, answer.certified_on, answer.price, tuple(task.id for task in answer.tasks)
    assert isinstance(answer, Impossible)
    return answer.goal, answer.start, answer.reasons


def test_question_takes_the_wishes_from_what_was_told() -> None:
    asked = question()

    assert (asked.goal, asked.record) == ("cma-aama", maria().without_name())
    assert asked.wishes == Wishes(start=TODAY, weekly_minutes=14 * 60, budget=6000)


@pytest.mark.parametrize(("wished", "start"), [(TODAY - 400, TODAY), (TODAY, TODAY), (TODAY + 30, TODAY + 30)])
def test_plan_never_starts_before_today(wished: int, start: int) -> None:
    record = replace(maria(), singles={"preferences": {"start": DaySpan(wished, wished)}})

    assert question(record=record).wishes.start == start


def test_plan_is_the_one_that_the_question_has_an_answer_to() -> None:
    assert shape(make_plan(question(), owner="her", patience_seconds=WAIT)) == shape(marias_plan())


def test_question_is_told_from_others_by_goal_wishes_and_record() -> None:
    asked = question()
    others = [
        question("rma-amt"),
        question(as_of=TODAY + 1),
        replace(asked, wishes=replace(asked.wishes, budget=7000)),
        question(record=maria().with_entries("cards", ({"kind": "cpr"},))),
        question(record=Record()),
    ]

    assert len({one.name for one in (asked, *others)}) == 6
    assert question().name == asked.name


def test_question_does_not_say_what_the_person_is_called() -> None:
    named = replace(maria(), singles={**maria().singles, "person": {**maria().single("person"), "name": "Zora"}})

    assert question(record=named) == question()
    assert "name" not in question(record=named).name


def test_same_question_is_answered_once() -> None:
    desk = PlanDesk()
    first = desk.ask(question(), patience_seconds=WAIT)

    assert desk.ask(question(), patience_seconds=0) is first


def test_impatient_question_has_no_answer_yet_and_later_has_one() -> None:
    desk = PlanDesk()

    assert desk.ask(question(), patience_seconds=0) is None
    assert shape(desk.ask(question(), patience_seconds=WAIT)) == shape(marias_plan())


def test_questions_at_once_get_their_own_plans() -> None:
    desk, goals = PlanDesk(), ("cma-aama", "ccma-nha", "mls-ascp")
    asked = [question(goal, as_of=TODAY + late) for goal in goals for late in (0, 1)] * 2
    with ThreadPoolExecutor(8) as visitors:
        answers = list(visitors.map(lambda one: desk.ask(one, patience_seconds=WAIT), asked))

    assert [shape(answer)[:2] for answer in answers] == [(one.goal, one.wishes.start) for one in asked]
    assert [shape(answer) for answer in answers] == [
        shape(plan(rules_for(one.goal), one.record, one.wishes)) for one in asked[:6]
    ] * 2


def test_desk_keeps_the_answers_last_asked_for_alone() -> None:
    desk = PlanDesk()
    asked = [question(as_of=TODAY + late, record=Record()) for late in range(ANSWERS_KEPT + 1)]
    answers = [desk.ask(one, patience_seconds=WAIT) for one in asked[:-1]]
    again = desk.ask(asked[0], patience_seconds=0)
    desk.ask(asked[-1], patience_seconds=WAIT)  # pushes out the one that nobody asked for the longest time

    kept = [desk.ask(asked[place], patience_seconds=WAIT) is answers[place] for place in (0, 2, ANSWERS_KEPT - 1, 1)]
    assert (again is answers[0], kept) == (True, [True, True, True, False])


def test_fault_is_told_to_whoever_asks_and_tried_anew() -> None:
    desk, broken = PlanDesk(), replace(question(), goal="no-such-credential")
    for _try in range(2):
        with pytest.raises(UnknownCredentialError):
            desk.ask(broken, patience_seconds=WAIT)

    assert isinstance(desk.ask(question(), patience_seconds=WAIT), Roadmap)


def test_standing_is_that_of_the_first_day() -> None:
    asked = question("mls-ascp", as_of=TODAY + 10)

    assert (standing_at_start(asked).id, standing_at_start(asked).verdict) == ("mls-ascp", "not-met")
