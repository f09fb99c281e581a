"""A plan for a terminal: the answer first, then the timetable, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from certway.cli.terminal import print_address, tidied
from certway.core.plan.roadmap import Impossible, Roadmap
from certway.exchange.plan_refusal import refusal_text
from certway.exchange.plan_text import CostLine, Month, PlanText, TaskLine, plan_text
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.plans import PlanTelling


def show_plan(plan: Roadmap, telling: PlanTelling, *, reasons: bool) -> None:
    """Print a plan; with `reasons` each task with why it is there."""
    text, words = plan_text(plan, telling), telling.telling.words
    with tidied() as screen:
        screen.print(Text(text.title, style="bold"))
        screen.print()
        screen.print(_indented(Text(text.answer[0], style="bold")))
        for line in text.answer[1:]:
            screen.print(_indented(Text(line)))
        _show_months(text, words, screen, reasons=reasons)
        _show_costs(text.costs, words, screen)
        for heading, lines in _lists(text):
            _show_list(words.say(f"plan.heading.{heading}"), lines, screen)
        _heading(words.say("plan.heading.sources"), screen)
        for source in text.sources:
            print_address(screen, f"  {source.number:>2}  {source.url}")
            screen.print(_indented(Text(source.line, style="dim"), 6))
        screen.print()
        if not reasons:
            screen.print(Text(words.say("plan.more"), style="dim"))
        _show_foot(text.ask_body, text.unaffiliated, screen)


def show_refusal(refusal: Impossible, telling: PlanTelling) -> None:
    """Print why there is no plan, and what would make one possible."""
    text = refusal_text(refusal, telling)
    with tidied() as screen:
        screen.print(Text(text.title, style="bold"))
        screen.print()
        screen.print(_indented(Text(text.answer, style="bold")))
        if text.lead:
            screen.print(_indented(Text(text.lead)))
        screen.print(_bullets(text.reasons))
        for obstacle in text.obstacles:
            screen.print()
            screen.print(_indented(Text(obstacle.title, style="bold")))
            screen.print(_bullets(obstacle.sentences))
        screen.print()
        _show_foot(text.ask_body, text.unaffiliated, screen)


def _lists(text: PlanText) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        ("ask", text.ask),
        ("assumes", text.assumes),
        ("alternatives", text.alternatives),
        ("what-if", text.what_if),
        ("retake", text.retake),
    )


def _show_months(text: PlanText, words: Catalogue, screen: Console, *, reasons: bool) -> None:
    _heading(words.say("plan.heading.tasks"), screen)
    names = [words.say(f"plan.column.{name}") for name in ("from", "to", "task", "cost", "hours", "weekly")]
    header = _timetable()
    header.add_row(*(Text(name, style="dim") for name in names))
    screen.print(_indented(header))
    for month in text.months:
        screen.print(_indented(Text(month.title, style="bold")))
        for part in _month(month, reasons=reasons):
            screen.print(part)


def _month(month: Month, *, reasons: bool) -> Iterable[RenderableType]:
    for task in month.tasks:
        row = _timetable()
        row.add_row(task.starts, task.ends, task.title, task.cost, _aligned(task.hours), _aligned(task.weekly))
        yield _indented(row)
        if reasons:
            yield _indented(Text(_reasons(task), style="dim"), 10)


def _aligned(figure: str) -> str:
    """Leave a whole number the room of a decimal, so that all stand in line."""
    return f"{figure}  " if figure and "." not in figure else figure


def _reasons(task: TaskLine) -> str:
    source = [f"[{task.source}]"] if task.source else []
    return " ".join((task.why, *task.notes, *source))


def _timetable() -> Table:
    """A table whose columns have the same places in every month, so that dates and money line up."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(justify="right", width=6, no_wrap=True)
    table.add_column(width=11, no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(justify="right", width=9)
    table.add_column(justify="right", width=7, no_wrap=True)
    table.add_column(justify="right", width=6, no_wrap=True)
    return table


def _show_costs(costs: tuple[CostLine, ...], words: Catalogue, screen: Console) -> None:
    _heading(words.say("plan.heading.costs"), screen)
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(ratio=1)
    for width in (8, 9, 8):
        table.add_column(justify="right", width=width)
    table.add_column(width=8)
    names = ("least", "likely", "most", "source")
    table.add_row("", *(Text(words.say(f"plan.column.{name}"), style="dim") for name in names))
    for line in costs:
        sources = ", ".join(f"[{place}]" for place in line.sources)
        style = "bold" if line is costs[-1] else ""
        table.add_row(line.title, line.least, line.likely, line.most, sources, style=style)
    screen.print(_indented(table))


def _show_list(heading: str, lines: tuple[str, ...], screen: Console) -> None:
    if lines:
        _heading(heading, screen)
        screen.print(_bullets(lines))


def _show_foot(ask_body: str, unaffiliated: str, screen: Console) -> None:
    print_address(screen, ask_body)
    screen.print(Text(unaffiliated, style="dim"))


def _heading(text: str, screen: Console) -> None:
    screen.print()
    screen.print(Text(text, style="bold"))


def _bullets(lines: Iterable[str]) -> Padding:
    grid = Table.grid(padding=(0, 1, 0, 0))
    for line in lines:
        grid.add_row("-", Text(line))
    return _indented(grid)


def _indented(part: RenderableType, by: int = 2) -> Padding:
    return Padding(part, (0, 0, 0, by))
