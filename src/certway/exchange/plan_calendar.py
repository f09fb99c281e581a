"""A plan as an iCalendar file (RFC 5545): one all-day event a task."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from icalendar import Alarm, Calendar, Event

from certway.core.plan.roadmap import Roadmap, Task
from certway.core.units.days import to_date
from certway.exchange.plan_text import in_reading_order
from certway.exchange.words.figures import money
from certway.exchange.words.plans import PlanTelling, is_range, source_words, task_title, task_why

PRODUCT = "-//Certway//certway plan//EN"
NAMESPACE = UUID("6d0f5a0e-2f0e-5b53-9f2f-5f1f0b8a7c11")  # as long as it stays, events keep their ids
REMINDED = ("application", "fee", "exam", "renewal")
REMINDER = timedelta(days=7)


def plan_calendar(plan: Roadmap, telling: PlanTelling, *, stamped_at: datetime) -> bytes:
    """Return a plan as the bytes of an iCalendar file.

    `stamped_at` is an instant in UTC: when the file was made. Importing a newer file moves the events of an older one,
    because the id of an event depends on the goal and the task alone.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", telling.telling.words.say("plan.title", credential=telling.short))
    for task in in_reading_order(plan.tasks):
        calendar.add_component(_event(task, plan, telling, stamped_at))
    return bytes(calendar.to_ical())


def event_id(goal: str, task: str) -> str:
    """Return the lasting id of a task's event."""
    return str(uuid5(NAMESPACE, f"{goal}/{task}"))


def _event(task: Task, plan: Roadmap, telling: PlanTelling, stamped_at: datetime) -> Event:
    title = task_title(task, plan, telling)
    event = Event()
    event.add("uid", event_id(plan.goal, task.id))
    event.add("dtstamp", stamped_at)
    event.add("dtstart", to_date(task.starts))
    event.add("dtend", to_date(task.ends + 1))  # the first day after it: RFC 5545 leaves the end out
    event.add("summary", title)
    event.add("description", "\n".join(_description(task, plan, telling)))
    event.add("categories", [telling.telling.words.say(f"plan.kind.{task.kind}")])
    # A class of nine months must not show the person as busy for nine months.
    event.add("transp", "OPAQUE" if task.kind == "exam" else "TRANSPARENT")
    if task.kind in REMINDED:
        event.add_component(_reminder(title))
    return event


def _reminder(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -REMINDER)
    return alarm


def _description(task: Task, plan: Roadmap, telling: PlanTelling) -> list[str]:
    words, price = telling.telling.words, task.price
    lines = [task_why(task, plan, telling)]
    if price.most:
        message = "plan.calendar.cost/range" if is_range(price) else "plan.calendar.cost"
        span = money(price.least, price.most, words)
        lines.append(words.say(message, cost=telling.dollars(price.likely), range=span))
    lines += [f"- {words.text(note)}" for note in task.notes]
    if task.source:
        told = source_words(task.source, telling)
        lines.append(words.say("plan.calendar.source", url=task.source.url, told=told))
    return [*lines, words.say("check.unaffiliated")]
