"""A plan as text: everything that a screen or a sheet of paper shows of it, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from certway.core.plan.roadmap import Roadmap, Task
from certway.core.plan.trainings import Price
from certway.core.rulebook.values import Source
from certway.core.units.days import to_date
from certway.exchange.words.figures import number
from certway.exchange.words.plans import (
    PlanTelling,
    answer_lines,
    assumed_lines,
    hours_of,
    is_published,
    is_range,
    retake_lines,
    source_words,
    task_title,
    task_why,
    what_if_line,
)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task as it stands in a timetable."""

    id: str
    kind: str
    starts: str  # `4 Jan`; the month's heading gives the year
    ends: str  # `8 Oct`, with the year where it is another; empty for a single day
    title: str
    cost: str  # empty for none
    hours: str  # in all; empty for none
    weekly: str  # hours a week, on average; empty for none
    why: str
    notes: tuple[str, ...]
    source: int | None  # number in the list of sources


@dataclass(frozen=True, slots=True)
class Month:
    """The tasks that begin in one month."""

    title: str
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True, slots=True)
class CostLine:
    """What one task costs."""

    title: str
    least: str
    likely: str
    most: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper, who sends it, and the day by which it is there."""

    title: str
    sender: str
    by: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A numbered source with its confidence and age."""

    number: int
    url: str
    line: str


@dataclass(frozen=True, slots=True)
class PlanText:
    """A plan to print."""

    title: str
    answer: tuple[str, ...]
    months: tuple[Month, ...]
    papers: tuple[PaperLine, ...]
    costs: tuple[CostLine, ...]  # the last is the total
    ask: tuple[str, ...]
    assumes: tuple[str, ...]
    alternatives: tuple[str, ...]
    what_if: tuple[str, ...]
    retake: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    made: str
    ask_body: str
    unaffiliated: str


def plan_text(plan: Roadmap, telling: PlanTelling) -> PlanText:
    """Return a plan as text."""
    words = telling.telling.words
    sources = _sources(plan)
    return PlanText(
        title=title_of(telling),
        answer=answer_lines(plan, telling),
        months=_months(plan, telling, sources),
        papers=_papers(plan, telling),
        costs=_costs(plan, telling, sources),
        ask=tuple(words.text(line) for line in plan.ask),
        assumes=assumed_lines(plan, telling),
        alternatives=_alternatives(plan, telling),
        what_if=tuple(what_if_line(what_if, telling) for what_if in plan.what_if),
        retake=retake_lines(plan.retake, telling),
        sources=tuple(
            SourceLine(place, source.url, source_words(source, telling))
            for place, source in enumerate(sources, start=1)
        ),
        made=words.say("plan.made", day=telling.day(_as_of(plan.start, telling))),
        ask_body=ask_body_line(telling),
        unaffiliated=words.say("check.unaffiliated"),
    )


def title_of(telling: PlanTelling) -> str:
    """Return the heading of a plan, with the person's name where it is known."""
    message = "plan.title/name" if telling.name else "plan.title"
    return telling.telling.words.say(message, name=telling.name, credential=telling.short)


def ask_body_line(telling: PlanTelling) -> str:
    """Return where to ask the body itself."""
    return telling.telling.words.say("plan.ask-body", body=telling.body, page=telling.credential.issuer.page)


def _as_of(start: int, telling: PlanTelling) -> int:
    return start if telling.telling.as_of is None else telling.telling.as_of


def _months(plan: Roadmap, telling: PlanTelling, sources: Sequence[Source]) -> tuple[Month, ...]:
    words = telling.telling.words
    months = []
    for (year, month), tasks in groupby(in_reading_order(plan.tasks), key=lambda task: _month_of(task.starts)):
        title = words.say("month-of-year", month=words.say(f"month.{month}"), year=year)
        months.append(Month(title, tuple(_task_line(task, plan, telling, sources) for task in tasks)))
    return tuple(months)


def _month_of(day: int) -> tuple[int, int]:
    date = to_date(day)
    return date.year, date.month


def in_reading_order(tasks: Iterable[Task]) -> list[Task]:
    """Return tasks by the day they start; of those on one day, each stands after those that it waits for."""
    ordered: list[Task] = []
    for _, group in groupby(sorted(tasks, key=_by_day), key=lambda task: task.starts):
        waiting = list(group)
        while waiting:
            names = {task.id for task in waiting}
            free = next((task for task in waiting if not names & set(task.after)), waiting[0])
            waiting.remove(free)
            ordered.append(free)
    return ordered


def _by_day(task: Task) -> tuple[int, int, bool, str]:
    """What is waited for decides first; else the fee comes after the application, and the rest by name."""
    return task.starts, task.ends, task.kind == "fee", task.id


def _task_line(task: Task, plan: Roadmap, telling: PlanTelling, sources: Sequence[Source]) -> TaskLine:
    words = telling.telling.words
    price = telling.dollars(task.price.likely) if task.price.most else ""
    if task.kind == "fee" and not is_published(task):
        price = words.say("plan.not-published")
    return TaskLine(
        id=task.id,
        kind=words.say(f"plan.kind.{task.kind}"),
        starts=short_day(task.starts, telling),
        ends=short_day(task.ends, telling, beside=task.starts) if task.ends > task.starts else "",
        title=task_title(task, plan, telling),
        cost=price,
        hours=number(hours_of(task.minutes)) if task.minutes else "",
        weekly=number(hours_of(task.weekly_minutes)) if task.weekly_minutes else "",
        why=task_why(task, plan, telling),
        notes=tuple(words.text(note) for note in task.notes if note not in (*plan.ask, *plan.assumes)),
        source=_place(task.source, sources) if task.source else None,
    )


def short_day(day: int, telling: PlanTelling, *, beside: int | None = None) -> str:
    """Return a day as `8 Oct`, with its year where the day beside it is in another."""
    words, date = telling.telling.words, to_date(day)
    other = beside is not None and to_date(beside).year != date.year
    message = "plan.day.short/year" if other else "plan.day.short"
    return words.say(message, day=date.day, month=words.say(f"plan.month.{date.month}"), year=date.year)


def _papers(plan: Roadmap, telling: PlanTelling) -> tuple[PaperLine, ...]:
    """The papers of the route: what the body asks for, not what a clinic does."""
    words = telling.telling.words
    return tuple(
        PaperLine(
            title=task_title(task, plan, telling),
            sender=words.say(f"sender.{task.why.removeprefix('why-paper-')}"),
            by=telling.day(task.ends),
        )
        for task in in_reading_order(plan.tasks)
        if task.why.startswith("why-paper-")
    )


def _costs(plan: Roadmap, telling: PlanTelling, sources: Sequence[Source]) -> tuple[CostLine, ...]:
    words, lines = telling.telling.words, []
    for task in in_reading_order(plan.tasks):
        if task.price.most or task.kind == "fee":
            line = _cost_line(task_title(task, plan, telling), task.price, cost_sources(task), telling, sources)
            known = task.kind != "fee" or is_published(task)
            lines.append(line if known else replace(line, likely=words.say("plan.not-published")))
    return (*lines, _cost_line(words.say("plan.total"), plan.price, (), telling, sources))


def _cost_line(
    title: str, price: Price, used: tuple[Source, ...], telling: PlanTelling, sources: Sequence[Source]
) -> CostLine:
    """What something costs; the ends stand there only where they differ."""
    least, most = (telling.dollars(end) if is_range(price) else "" for end in (price.least, price.most))
    places = tuple(dict.fromkeys(_place(source, sources) for source in used))
    return CostLine(title, least, telling.dollars(price.likely), most, places)


def cost_sources(task: Task) -> tuple[Source, ...]:
    """Return where the figures of a task's price were read."""
    figures = tuple(value.current.source for value in task.price.values)
    return figures or ((task.source,) if task.source else ())


def _sources(plan: Roadmap) -> tuple[Source, ...]:
    """Return what the plan rests on, each source once, in the order in which it is met."""
    found: dict[tuple[str, str], Source] = {}
    for task in in_reading_order(plan.tasks):
        for source in (*((task.source,) if task.source else ()), *(cost_sources(task) if task.price.most else ())):
            found.setdefault(_key(source), source)
    return tuple(found.values())


def _key(source: Source) -> tuple[str, str]:
    return source.url, source.confidence


def _place(source: Source, sources: Sequence[Source]) -> int:
    return [_key(one) for one in sources].index(_key(source)) + 1


def _alternatives(plan: Roadmap, telling: PlanTelling) -> tuple[str, ...]:
    """The plans besides this one, the quickest first."""
    words = telling.telling.words
    own = (plan.certified_on, plan.price.likely)
    others = {(one.certified_on, one.cost): one for one in plan.alternatives}
    return tuple(
        words.say(
            "plan.alternative",
            day=telling.day(one.certified_on),
            cost=telling.dollars(one.cost),
            title=words.text(one.title) or one.route,
        )
        for figures, one in others.items()
        if figures != own
    )
