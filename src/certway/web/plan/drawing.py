"""The plan's timeline: a row for each task, drawn to scale over the months."""

from __future__ import annotations

from dataclasses import dataclass

from certway.core.plan.roadmap import Roadmap, Task
from certway.exchange.plan_text import in_reading_order, short_day
from certway.exchange.words.figures import listed
from certway.exchange.words.plans import PlanTelling, task_title
from certway.web.layout.timeline import Band, Line, line_of_months

ROW, HEAD, FOOT = 48, 28, 8  # pixels
LONGEST_TITLE = 30  # letters; on a phone the dates stand beside it
SHORTEST_HEAD = 8  # letters of what is left of a title; "Study" alone would not tell which
LEADING_ON = ("a", "and", "by", "for", "in", "of", "on", "or", "over", "the", "to", "with")
EFFORT = ("program", "study", "hands-on", "review", "work")  # what takes hours of the week


@dataclass(frozen=True, slots=True)
class DrawnTask:
    """One row."""

    title: str
    dates: str
    band: Band
    kind: str  # effort, errand or event
    top: int  # of its words' line, in pixels
    bar: int  # of its bar


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole timeline."""

    line: Line
    tasks: tuple[DrawnTask, ...]
    height: int  # pixels
    foot: int
    label: str  # all of it in words


def draw_plan(plan: Roadmap, telling: PlanTelling) -> Drawing:
    """Return the drawing of a plan, from its first day until the person is certified."""
    words = telling.telling.words
    names = [words.say(f"plan.month.{month}") for month in range(1, 13)]
    line = line_of_months(plan.start, max(plan.certified_on, plan.start + 28), names)
    shown = [task for task in in_reading_order(plan.tasks) if task.starts <= plan.certified_on and task.kind != "fee"]
    rows = tuple(_row(place, task, line, plan, telling) for place, task in enumerate(shown))
    told = [words.say("plan.drawing.task", title=row.title, dates=row.dates) for row in rows]
    foot = HEAD + ROW * len(rows)
    return Drawing(line, rows, foot + FOOT, foot, listed(told, "and", words))


def _row(place: int, task: Task, line: Line, plan: Roadmap, telling: PlanTelling) -> DrawnTask:
    band = line.band(task.starts, task.ends)
    assert band is not None
    dates = short_day(task.starts, telling)
    if task.ends > task.starts:
        dates = telling.telling.words.say("plan.drawing.dates", first=dates, last=short_day(task.ends, telling))
    kind = "event" if task.ends == task.starts else "effort" if task.kind in EFFORT else "errand"
    title = _shortened(task_title(task, plan, telling))
    return DrawnTask(title, dates, band, kind, HEAD + ROW * place + 20, HEAD + ROW * place + 36)


def _shortened(title: str) -> str:
    """Cut a long title at a comma or colon, else at the last word that fits and does not lead on to another."""
    if len(title) <= LONGEST_TITLE:
        return title
    for mark in (":", ","):
        head = title.split(mark)[0]
        if mark in title and SHORTEST_HEAD <= len(head) <= LONGEST_TITLE:
            return head
    words = title[:LONGEST_TITLE].split()[:-1]
    while len(words) > 1 and words[-1].lower() in LEADING_ON:
        words.pop()
    return f"{' '.join(words)}…"
