"""The page of a plan: the answer, the figures that matter, the first step, and what else would be possible."""

from __future__ import annotations

from dataclasses import dataclass

from certway.core.plan.roadmap import Roadmap
from certway.exchange.plan_text import PlanText, SourceLine, in_reading_order, plan_text
from certway.exchange.words.figures import unbroken
from certway.exchange.words.plans import (
    PlanTelling,
    all_minutes,
    busiest,
    caution_lines,
    is_range,
    task_title,
    task_why,
    way_line,
    what_if_line,
)
from certway.web.plan.drawing import Drawing, draw_plan


@dataclass(frozen=True, slots=True)
class Figure:
    """A day or sum that matters."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FirstStep:
    """What to do first."""

    by: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Option:
    """What would be with a wish given up."""

    line: str
    drop: str


@dataclass(frozen=True, slots=True)
class LinkedSource:
    """A source, and whether its address can be opened."""

    number: int
    url: str
    line: str
    linked: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The whole page."""

    headline: str
    way: str
    caution: tuple[str, ...]
    figures: tuple[Figure, ...]
    first: FirstStep
    text: PlanText
    drawing: Drawing
    options: tuple[Option, ...]
    sources: tuple[LinkedSource, ...]


def plan_page(plan: Roadmap, telling: PlanTelling) -> PlanPage:
    """Return the page of a plan that was found."""
    text = plan_text(plan, telling)
    return PlanPage(
        headline=_headline(plan, telling),
        way=way_line(plan, telling),
        caution=caution_lines(plan, telling),
        figures=_figures(plan, telling),
        first=_first(plan, telling),
        text=text,
        drawing=draw_plan(plan, telling),
        options=tuple(Option(what_if_line(what_if, telling), what_if.drop) for what_if in plan.what_if),
        sources=tuple(_linked(source) for source in text.sources),
    )


def _headline(plan: Roadmap, telling: PlanTelling) -> str:
    message = "plan.page.headline/about" if is_range(plan.price) else "plan.page.headline"
    cost = telling.dollars(plan.price.likely)
    day = unbroken(telling.day(plan.certified_on))  # a day in large letters stays in one line
    return telling.telling.words.say(message, day=day, cost=cost)


def _figures(plan: Roadmap, telling: PlanTelling) -> tuple[Figure, ...]:
    words, price = telling.telling.words, plan.price
    days = {"apply": plan.apply_on, "exam": plan.exam_on, "certified": plan.certified_on}
    dated = [
        Figure(words.say(f"plan.page.{name}"), telling.day(day), words.say("plan.page.in", ahead=_ahead(day, telling)))
        for name, day in days.items()
    ]
    least, most = telling.dollars(price.least), telling.dollars(price.most)
    span = words.say("plan.page.between", least=least, most=most) if is_range(price) else ""
    fullest = words.say("plan.page.fullest", hours=telling.hours(busiest(plan)))
    return (
        *dated,
        Figure(words.say("plan.page.cost"), telling.dollars(price.likely), span),
        Figure(words.say("plan.page.time"), telling.hours(all_minutes(plan)), fullest),
    )


def _ahead(day: int, telling: PlanTelling) -> str:
    """How far ahead a day lies: `in 14 months`."""
    shown = telling.day(day, relative=True)
    return shown.removeprefix(telling.day(day)).strip(" ()")


def _first(plan: Roadmap, telling: PlanTelling) -> FirstStep:
    task = in_reading_order(plan.tasks)[0]
    return FirstStep(telling.day(task.ends), task_title(task, plan, telling), task_why(task, plan, telling))


def _linked(source: SourceLine) -> LinkedSource:
    return LinkedSource(source.number, source.url, source.line, source.url.startswith(("http://", "https://")))
