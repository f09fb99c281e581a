"""What next: the one step that comes now, what is due soon, and how far along a person is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from certway.answers.check import Check, CheckedCredential
from certway.answers.reasons import deciding
from certway.core.person.holding import Holding, holdings
from certway.core.person.record import Record
from certway.core.person.topics import RECORD, split_place, topic_about
from certway.core.plan.roadmap import Roadmap, Task
from certway.core.renew.deadlines import Deadline
from certway.core.units.days import DaySpan

WEEK_DAYS = 7  # what is due in so many days, today included, is due this week
ROUTINE = ("study", "review", "work")  # kinds of tasks that are no deadlines
STRETCHES = (*ROUTINE, "program", "hands-on")  # kinds that begin on a day; the others are to be done by one
ERRANDS = ("document", "fee", "application", "exam")  # kinds that are late when their day is over
AHEAD_DAYS = 730  # deadlines later than that are not shown
LATE_DAYS = 30  # so long after its last day a plan can still be late; then it is over
KEEP_DAYS = 180  # so long before its last day a credential asks to be kept

DueKind: TypeAlias = Literal[
    "credential-expires", "card-expires", "program-ends", "degree-ends", "may-apply", "window-ends", "task-begins",
    "task-by", "task-ends", "declaration-opens", "declaration-advised", "renewal-opens", "annual-fee", "late-education",
]  # fmt: skip
RENEWALS = ("declaration-opens", "declaration-advised", "renewal-opens", "annual-fee", "late-education")
StepKind: TypeAlias = Literal[
    "tell", "settle", "unsettled", "choose", "apply", "wait", "plan", "follow", "late", "last-day", "keep", "held"
]


@dataclass(frozen=True, slots=True)
class Due:
    """Something with a day that must not be missed."""

    on: int  # ordinal; of a day known to the month or year the first one, which is the safe one
    kind: DueKind
    subject: str  # id of a credential or of a task, kind of a card or program, level of a degree
    place: str = ""  # of the entry in the person file, such as `cards/0`; empty where it is about none
    exact: bool = True  # whether the day itself is known
    routine: bool = False  # what a week is full of, such as study; it is told in the week itself alone


@dataclass(frozen=True, slots=True)
class Step:
    """The one thing to do next."""

    kind: StepKind
    credential: str = ""  # id; empty where it is about none
    on: int | None = None  # ordinal of the day that matters, such as the first on which to apply
    due: Due | None = None  # the task of the plan that it is
    place: str = ""  # in the person file: of the question that settles it, or of the entry that lacks a day


@dataclass(frozen=True, slots=True)
class Home:
    """The answer for one person on a day."""

    as_of: int  # ordinal
    goal: str  # id of the credential that she works toward; empty for none yet
    step: Step
    question: str  # place of a question whose answer may settle the goal; empty where there is none
    late: tuple[Due, ...]  # tasks of the plan whose day is over, by day
    this_week: tuple[Due, ...]  # by day
    later: tuple[Due, ...]  # by day
    told: int  # sections of the record that she told about
    open_sections: tuple[str, ...]  # ids of the others
    open_credentials: tuple[str, ...]  # ids of those she may apply for now
    held: tuple[Holding, ...]  # those that are good now, or may be
    certified_on: int | None  # by the plan


def home(record: Record, check: Check, *, goal: str, plan: Roadmap | None, deadlines: Sequence[Deadline] = ()) -> Home:
    """Return what comes next for a person. `plan` is hers for the goal, None where none is there (yet).

    `deadlines` are those of what she holds.
    """
    as_of = check.as_of
    held = {name: one for name, one in holdings(record, day=as_of).items() if one.validity != "expired"}
    chosen = next((one for one in check.credentials if one.credential.id == goal), None)
    late = tuple(sorted(_late(plan, as_of), key=lambda one: (one.on, one.subject)))
    due = sorted(
        (*_dues(record, check, held, plan), *_of_renewals(deadlines, as_of)),
        key=lambda one: (one.on, one.kind, one.subject),
    )
    return Home(
        as_of=as_of,
        goal=goal,
        step=_step(record, chosen, held, plan, late, as_of),
        question=_question(chosen) if chosen is not None and goal not in held else "",
        late=late,
        this_week=tuple(one for one in due if one.on < as_of + WEEK_DAYS),
        later=tuple(one for one in due if as_of + WEEK_DAYS <= one.on <= as_of + AHEAD_DAYS and not one.routine),
        told=sum(topic.is_told(record) for topic in RECORD),
        open_sections=tuple(topic.id for topic in RECORD if not topic.is_told(record)),
        open_credentials=tuple(
            one.credential.id
            for one in check.credentials
            if one.standing.verdict == "met" and one.credential.id not in held
        ),
        held=tuple(held.values()),
        certified_on=None if plan is None else plan.certified_on,
    )


def still_stands(plan: Roadmap, as_of: int) -> bool:
    """Tell whether a plan of an earlier day is worth following: it leads to a day that is not long over."""
    return plan.certified_on + LATE_DAYS >= as_of


def _step(
    record: Record,
    chosen: CheckedCredential | None,
    held: dict[str, Holding],
    plan: Roadmap | None,
    late: tuple[Due, ...],
    as_of: int,
) -> Step:  # fmt: skip
    if not record.lists and not any(record.singles.values()):
        return Step("tell")
    ending = [one for one in held.values() if one.expires is not None and one.expires < as_of + KEEP_DAYS]
    if ending:
        first = min(ending, key=lambda one: (one.expires or 0, one.credential))
        return Step("keep", first.credential, first.expires, place=_entry(first))
    if chosen is not None and chosen.credential.id not in held:
        return _toward(chosen, plan, late, as_of)
    hers = list(held.values()) if chosen is None else [held[chosen.credential.id]]
    dayless = next((one for one in hers if one.lacks_last_day), None)
    if dayless is not None:
        return Step("last-day", dayless.credential, place=_entry(dayless))
    return Step("choose") if chosen is None else Step("held", chosen.credential.id)


def _entry(holding: Holding) -> str:
    return f"credentials/{holding.place}"


def _toward(chosen: CheckedCredential, plan: Roadmap | None, late: tuple[Due, ...], as_of: int) -> Step:
    """Return the step toward a credential that she does not hold. What is unknown is never told as not met."""
    name, standing = chosen.credential.id, chosen.standing
    if standing.verdict == "met":
        return Step("apply", name, standing.eligible.until)
    if standing.eligible.from_ is not None:
        return Step("wait", name, standing.eligible.from_)
    if late:
        return Step("late", name, late[0].on, late[0])
    coming = None if plan is None else next((task for task in plan.tasks if task.ends >= as_of), None)
    if coming is not None:
        due = _of_task(coming, as_of)
        return Step("follow", name, due.on, due)
    if standing.verdict == "not-met":
        return Step("plan", name)
    question = _question(chosen)
    return Step("settle" if question else "unsettled", name, place=question)


def _question(chosen: CheckedCredential) -> str:
    """Return the place of the first answer that may settle whether she may apply, as the answer's page asks it."""
    if chosen.standing.verdict != "unknown":
        return ""
    nearest = chosen.nearest.findings if chosen.nearest is not None else ()
    lacks = (lack.finding.missing for lack in (*deciding(chosen.standing.findings), *deciding(nearest)))
    asked = (missing.field for missing in lacks if missing is not None and missing.kind == "answer")
    return next((place for place in asked if topic_about(split_place(place)[0]) is not None), "")


def _dues(record: Record, check: Check, held: dict[str, Holding], plan: Roadmap | None) -> Iterator[Due]:
    as_of = check.as_of
    yield from _of_record(record, held, as_of)
    for one in check.credentials:
        name, eligible = one.credential.id, one.standing.eligible
        if name in held:
            continue
        if eligible.from_ is not None and eligible.from_ > as_of:
            yield Due(eligible.from_, "may-apply", name)
        elif one.standing.verdict == "met" and eligible.until is not None:
            yield Due(eligible.until, "window-ends", name)
    for task in plan.tasks if plan is not None else ():
        if task.ends >= as_of:
            yield _of_task(task, as_of)


def _of_renewals(deadlines: Sequence[Deadline], as_of: int) -> Iterator[Due]:
    """Yield what renewals ask for, besides the last days themselves."""
    for one in deadlines:
        if one.what in RENEWALS and one.on >= as_of and not one.done:
            yield Due(one.on, cast("DueKind", one.what), one.credential)


def _of_task(task: Task, as_of: int) -> Due:
    """A class or a job begins and ends on its days; everything else is to be done by the last of them."""
    routine = task.kind in ROUTINE
    if task.kind not in STRETCHES:
        return Due(task.ends, "task-by", task.id)
    if task.starts >= as_of:
        return Due(task.starts, "task-begins", task.id, routine=routine)
    return Due(task.ends, "task-ends", task.id, routine=routine)


def _late(plan: Roadmap | None, as_of: int) -> Iterator[Due]:
    """Yield what was to be done before today. The plan is made anew when something is told, so none of it was."""
    for task in plan.tasks if plan is not None else ():
        if task.kind in ERRANDS and task.ends < as_of:
            yield Due(task.ends, "task-by", task.id)


def _of_record(record: Record, held: dict[str, Holding], as_of: int) -> Iterator[Due]:
    for holding in held.values():
        if holding.expires is not None:
            yield Due(holding.expires, "credential-expires", holding.credential, _entry(holding))
    ends: tuple[tuple[str, str, str, DueKind], ...] = (
        ("cards", "expires", "kind", "card-expires"),
        ("programs", "completed", "kind", "program-ends"),
        ("education", "completed", "level", "degree-ends"),
    )
    for section, field, subject, kind in ends:
        for place, entry in enumerate(record.entries(section) or ()):
            day = entry.get(field)
            if isinstance(day, DaySpan) and day.last >= as_of:
                named = str(entry.get(subject, "other"))
                yield Due(max(day.first, as_of), kind, named, f"{section}/{place}", exact=day.exact)
