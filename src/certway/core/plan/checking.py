"""An independent check of a finished plan, without the solver: every promise of the plan, one by one."""

from __future__ import annotations

from collections import Counter
from datetime import date

from certway.core.plan.roadmap import Roadmap, Task
from certway.core.plan.weeks import weeks_for
from certway.core.plan.wishes import Timing, Wishes


def broken_promises(plan: Roadmap, wishes: Wishes, timing: Timing) -> tuple[str, ...]:
    """Return what is wrong with a plan, in words for a developer; empty when it holds.

    Whether the rules are met on the day of application is not asked here: `check` says that.
    """
    found = [
        *_order(plan),
        *_events(plan, wishes, timing),
        *_effort(plan, wishes, timing),
        *_money(plan, wishes),
    ]
    return tuple(found)


def _order(plan: Roadmap) -> list[str]:
    by_id = {task.id: task for task in plan.tasks}
    counts = Counter(task.id for task in plan.tasks)
    found = [f"the task '{name}' stands twice" for name, count in counts.items() if count > 1]
    for task in plan.tasks:
        if task.ends < task.starts:
            found.append(f"'{task.id}' ends before it starts")
        if task.starts < plan.start:
            found.append(f"'{task.id}' starts before the plan")
        for name in task.after:
            if name not in by_id:
                found.append(f"'{task.id}' comes after '{name}', which is not in the plan")
            elif not _comes_after(task, by_id[name]):
                found.append(f"'{task.id}' ends before '{name}' does")
    return found


def _comes_after(task: Task, before: Task) -> bool:
    return task.ends >= before.ends and task.starts >= before.starts


def _events(plan: Roadmap, wishes: Wishes, timing: Timing) -> list[str]:
    found = []
    for name, day in (("application", plan.apply_on), ("exam", plan.exam_on)):
        if date.fromordinal(day).weekday() >= 5:
            found.append(f"the {name} is on a weekend")
        if any(first <= day <= last for first, last in wishes.days_off):
            found.append(f"the {name} is on a day off")
    waited = plan.exam_on - plan.apply_on
    if not timing.processing_days <= waited <= timing.exam_within_days:
        found.append(f"the exam is {waited} days after the application")
    if plan.certified_on < plan.exam_on + timing.result_days:
        found.append("certified before the result")
    if wishes.finish_by is not None and plan.certified_on > wishes.finish_by:
        found.append("certified too late")
    return found


def _effort(plan: Roadmap, wishes: Wishes, timing: Timing) -> list[str]:
    weeks = weeks_for(wishes, 7 * len(plan.study_by_week))
    found = []
    for week, (study, load) in enumerate(zip(plan.study_by_week, plan.load_by_week, strict=True)):
        if study + load > weeks.capacity[week]:
            found.append(f"week {week} has {study + load} minutes of {weeks.capacity[week]}")
        if study and weeks.end(week) >= plan.exam_on:
            found.append(f"week {week} has study but is not before the exam")
    if sum(plan.study_by_week) != timing.study_minutes:
        found.append(f"study is {sum(plan.study_by_week)} minutes, not {timing.study_minutes}")
    planned = sum(task.minutes for task in plan.tasks if task.kind in ("study", "review"))
    if planned != timing.study_minutes:
        found.append(f"the study tasks have {planned} minutes, not {timing.study_minutes}")
    return found


def _money(plan: Roadmap, wishes: Wishes) -> list[str]:
    total = sum(task.price.likely for task in plan.tasks)
    found = [] if total == plan.price.likely else [f"the tasks cost {total}, the plan says {plan.price.likely}"]
    if wishes.budget is not None and plan.price.likely > wishes.budget:
        found.append("the plan is above the budget")
    return found
