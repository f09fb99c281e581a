"""Why there is no plan, as text: the wishes that conflict, what to tell, or what stands against each way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from certway.answers.reasons import deciding
from certway.core.plan.roadmap import Impossible, Reason
from certway.core.qualify.standing import RouteStanding
from certway.core.rulebook.findings import Finding
from certway.exchange.plan_text import ask_body_line, title_of
from certway.exchange.words.plans import PlanTelling, reason_line
from certway.exchange.words.sentences import because


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A way that is closed, with what stands against it."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusalText:
    """Why there is no plan, to print."""

    title: str
    answer: str
    lead: str  # what the reasons are; empty when they speak for themselves
    reasons: tuple[str, ...]
    obstacles: tuple[Obstacle, ...]
    ask_body: str
    unaffiliated: str


def refusal_text(refusal: Impossible, telling: PlanTelling) -> RefusalText:
    """Return why there is no plan as text."""
    words = telling.telling.words
    first = refusal.reasons[0]
    answers = {"wishes-conflict": "plan.none", "answers-missing": "plan.none.answers", "no-way": "plan.none.way"}
    return RefusalText(
        title=title_of(telling),
        answer=words.say(answers[first.message], credential=telling.short),
        lead=words.say("plan.none.conflicts") if len(refusal.reasons) > 1 else "",
        reasons=tuple(reason_line(reason, telling) for reason in refusal.reasons),
        obstacles=tuple(obstacle for reason in refusal.reasons for obstacle in obstacles(reason, telling)),
        ask_body=ask_body_line(telling),
        unaffiliated=words.say("check.unaffiliated"),
    )


def obstacles(reason: Reason, telling: PlanTelling) -> tuple[Obstacle, ...]:
    """Return what stands against each way, where none leads to the credential."""
    standing, words = telling.standing, telling.telling.words
    if reason.message != "no-way" or standing is None:
        return ()
    shared = _against(standing.findings, telling)
    found = [Obstacle(words.say("plan.none.shared"), shared)] if shared else []
    return (*found, *(_closed(route, telling) for route in standing.routes if route.verdict != "met"))


def _closed(route: RouteStanding, telling: PlanTelling) -> Obstacle:
    words = telling.telling.words
    title = words.say("check.route", title=words.text(route.title), id=route.id)
    return Obstacle(title, _against(route.findings, telling))


def _against(findings: Sequence[Finding], telling: PlanTelling) -> tuple[str, ...]:
    return tuple(dict.fromkeys(because(lack.finding, telling.telling) for lack in deciding(findings)))
