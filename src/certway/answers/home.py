"""What next: the one step that comes now, what is due soon, and how far along a person is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from certway.answers.check import Check, CheckedCredential
from certway.core.person.holding import holdings
from certway.core.person.record import Record
from certway.core.person.topics import open_topics, topics_for
from certway.core.plan.roadmap import Roadmap
from certway.core.units.days import DaySpan

WEEK_DAYS = 7  # what is due in so many days, today included, is due this week
ROUTINE = ("study", "review", "work")  # kinds of tasks that are no deadlines
AHEAD_DAYS = 730  # deadlines later than that are not shown

DueKind: TypeAlias = Literal[
    "credential-expires", "card-expires", "program-ends", "degree-ends", "may-apply", "window-ends", "task-begins",
    "task-ends",
]  # fmt: skip
StepKind: TypeAlias = Literal["tell", "tell-more", "choose", "apply", "wait", "plan", "follow", "held"]


@dataclass(frozen=True, slots=True)
class Due:
    """Something with a day that must not be missed."""

    on: int  # ordinal; of a day known to the month or year the first one, which is the safe one
    kind: DueKind
    subject: str  # id of a credential or of a task, kind of a card or program, level of a degree
    exact: bool = True  # whether the day itself is known
    routine: bool = False  # what a week is full of, such as study; it is told in the week itself alone


@dataclass(frozen=True, slots=True)
class Step:
    """The one thing to do next."""

    kind: StepKind
    credential: str = ""  # id; empty where it is about none
    on: int | None = None  # ordinal of the day that matters, such as the first on which to apply


@dataclass(frozen=True, slots=True)
class Home:
    """The answer for one person on a day."""

    as_of: int  # ordinal
    goal: str  # id of the credential that she works toward; empty for none yet
    step: Step
    this_week: tuple[Due, ...]  # by day
    later: tuple[Due, ...]  # by day
    told: int  # topics of the questionnaire that she told about
    topics: int  # that matter for her
    open_credentials: tuple[str, ...]  # ids of those she may apply for now
    held: tuple[str, ...]  # ids of those that are good now
    certified_on: int | None  # by the plan


def home(record: Record, check: Check, *, goal: str, plan: Roadmap | None) -> Home:
    """Return what comes next for a person. `plan` is hers for the goal, None where none is there (yet)."""
    as_of = check.as_of
    held = tuple(name for name, one in holdings(record, day=as_of).items() if one.validity == "valid")
    due = sorted(_dues(record, check, held, plan), key=lambda one: (one.on, one.kind, one.subject))
    topics = topics_for(record)
    return Home(
        as_of=as_of,
        goal=goal,
        step=_step(record, check, goal, held, plan),
        this_week=tuple(one for one in due if one.on < as_of + WEEK_DAYS),
        later=tuple(one for one in due if as_of + WEEK_DAYS <= one.on <= as_of + AHEAD_DAYS and not one.routine),
        told=len(topics) - len(open_topics(record)),
        topics=len(topics),
        open_credentials=tuple(
            one.credential.id
            for one in check.credentials
            if one.standing.verdict == "met" and one.credential.id not in held
        ),
        held=held,
        certified_on=None if plan is None else plan.certified_on,
    )


def _step(record: Record, check: Check, goal: str, held: tuple[str, ...], plan: Roadmap | None) -> Step:
    if not record.lists and not any(record.singles.values()):
        return Step("tell")
    chosen = next((one for one in check.credentials if one.credential.id == goal), None)
    if chosen is None:
        return Step("choose")
    if goal in held:
        return Step("held", goal)
    return _toward(chosen, record, plan)


def _toward(chosen: CheckedCredential, record: Record, plan: Roadmap | None) -> Step:
    name, standing = chosen.credential.id, chosen.standing
    if standing.verdict == "met":
        return Step("apply", name, standing.eligible.until)
    if standing.verdict == "unknown" and open_topics(record):
        return Step("tell-more", name)
    if standing.eligible.from_ is not None:
        return Step("wait", name, standing.eligible.from_)
    return Step("plan", name) if plan is None else Step("follow", name, plan.certified_on)


def _dues(record: Record, check: Check, held: tuple[str, ...], plan: Roadmap | None) -> Iterator[Due]:
    as_of = check.as_of
    yield from _of_record(record, as_of)
    for one in check.credentials:
        name, eligible = one.credential.id, one.standing.eligible
        if name in held:
            continue
        if eligible.from_ is not None and eligible.from_ > as_of:
            yield Due(eligible.from_, "may-apply", name)
        elif one.standing.verdict == "met" and eligible.until is not None:
            yield Due(eligible.until, "window-ends", name)
    for task in plan.tasks if plan is not None else ():
        routine = task.kind in ROUTINE
        if task.starts >= as_of:
            yield Due(task.starts, "task-begins", task.id, routine=routine)
        elif task.ends >= as_of:
            yield Due(task.ends, "task-ends", task.id, routine=routine)


def _of_record(record: Record, as_of: int) -> Iterator[Due]:
    for holding in holdings(record, day=as_of).values():
        if holding.expires is not None and holding.expires >= as_of:
            yield Due(holding.expires, "credential-expires", holding.credential)
    ends: tuple[tuple[str, str, str, DueKind], ...] = (
        ("cards", "expires", "kind", "card-expires"),
        ("programs", "completed", "kind", "program-ends"),
        ("education", "completed", "level", "degree-ends"),
    )
    for section, field, subject, kind in ends:
        for entry in record.entries(section) or ():
            day = entry.get(field)
            if isinstance(day, DaySpan) and day.last >= as_of:
                yield Due(max(day.first, as_of), kind, str(entry.get(subject, "other")), exact=day.exact)
