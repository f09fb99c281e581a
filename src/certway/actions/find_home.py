"""See what comes next. The plan for the goal takes a moment, so it is done in the background."""

from __future__ import annotations

from dataclasses import dataclass

from certway.actions.check_standing import check_standing
from certway.actions.choose_goal import Goal
from certway.actions.desk import Desk
from certway.actions.make_plan import PlanQuestion, Studied, answer_plan, nothing_studied, plan_since
from certway.answers.deadlines import deadlines_of
from certway.answers.home import Home, home
from certway.core.person.draft import Draft
from certway.core.plan.roadmap import Roadmap
from certway.exchange.home_text import HomeText, home_text
from certway.exchange.person_file import dump_person
from certway.exchange.shipped_renewals import shipped_renewals
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.state_credentials import license_credential
from certway.exchange.words.plans import PlanTelling, task_title
from certway.exchange.words.telling import Telling


@dataclass(frozen=True, slots=True)
class FoundHome:
    """What comes next, and its words."""

    answer: Home
    text: HomeText


DESK: Desk[FoundHome] = Desk("home")


def find_home(
    draft: Draft, goal: Goal, *, owner: str, as_of: int, patience_seconds: float, studied: Studied = nothing_studied
) -> FoundHome | None:
    """Return what comes next on a day (an ordinal); None when it takes longer than that: ask again.

    `owner` is whose question it is, for the day she wants to be forgotten; `studied` as in `plan_since`.
    """
    nameless = Draft(draft.record.without_name(), draft.keys)
    since = goal.plan_start(goal.id, as_of=as_of)
    done = {day: studied(day) for day in (since, as_of)}
    question = f"{as_of}\n{goal.id}\n{since}\n{done}\n{dump_person(nameless.record)}"
    return DESK.ask(
        question,
        lambda: _answer(nameless, goal.id, since, as_of, done.__getitem__),
        owner=owner,
        patience_seconds=patience_seconds,
    )


def _answer(draft: Draft, goal: str, since: int, as_of: int, studied: Studied) -> FoundHome:
    check, telling = check_standing(draft, as_of=as_of), Telling(as_of=as_of)
    made = _plan(draft, goal, since, as_of, studied)
    deadlines = deadlines_of(shipped_renewals(draft.record, as_of=as_of), draft.record)
    answer = home(draft.record, check, goal=goal, plan=None if made is None else made[1], deadlines=deadlines)
    rules = shipped_rules()
    licenses = {name: license_credential(one) for name, one in rules.licenses.items()}
    credentials = licenses | {name: sheet.credential for name, sheet in rules.sheets.items()}
    return FoundHome(answer, home_text(answer, telling, credentials, _tasks(made, telling)))


def _plan(draft: Draft, goal: str, since: int, as_of: int, studied: Studied) -> tuple[PlanQuestion, Roadmap] | None:
    """Return the plan for a goal; None where there is no goal, nothing was told, or no plan is possible."""
    if goal not in shipped_rules().sheets or draft.is_empty:
        return None
    question, made = plan_since(draft, goal, since=since, as_of=as_of, make=answer_plan, studied=studied)
    return (question, made) if isinstance(made, Roadmap) else None


def _tasks(made: tuple[PlanQuestion, Roadmap] | None, telling: Telling) -> dict[str, str]:
    """Return what the tasks of a plan are called, by their ids."""
    if made is None:
        return {}
    question, roadmap = made
    words = PlanTelling(shipped_rules().sheets[question.goal].credential, question.wishes, telling)
    return {task.id: task_title(task, roadmap, words) for task in roadmap.tasks}
