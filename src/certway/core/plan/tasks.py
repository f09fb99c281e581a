"""A solver's choice turned into tasks."""

from __future__ import annotations

from dataclasses import dataclass

from certway.core.plan.puzzle import Choice, Puzzle, place_study
from certway.core.plan.roadmap import Argument, Task, TaskKind
from certway.core.plan.steps import Step, job_minutes
from certway.core.plan.trainings import FREE, Price, Training
from certway.core.plan.ways import Way, papers_of
from certway.core.plan.weeks import Weeks
from certway.core.rulebook.credential import OutlineNode
from certway.core.rulebook.values import Source, Value
from certway.core.units.days import add_months_to_day

REVIEW_SHARE = 0.1  # of the study time: mixed practice over all areas at the end; a choice of ours


@dataclass(frozen=True, slots=True)
class Background:
    """What the tasks say besides the choice: where figures come from."""

    areas: tuple[OutlineNode, ...]  # first level of the outline in force on the exam day
    exam_values: dict[str, Value]
    study_source: Source | None
    papers_source: Source | None
    renewal_cycle: Value | None


def tasks_of(puzzle: Puzzle, choice: Choice, background: Background) -> tuple[Task, ...]:
    """Return the tasks in the order in which they begin; of those on the same days, each after what it waits for."""
    way, weeks = puzzle.ways[choice.way], puzzle.weeks
    steps = [task for step in way.steps for task in (*_entry_tasks(step, weeks), *_step_tasks(step, weeks))]
    ready = tuple(task.id for task in steps if task.kind != "work")[-1:]
    steps += [task for step in way.steps for task in _readiness_tasks(step, weeks)]
    papers = _paper_tasks(puzzle, way, choice, ready)
    study = _study_tasks(puzzle, way, choice, background)
    apply_after = tuple(task.id for task in (*papers, *steps) if task.ends <= choice.apply_on)
    events = _events(puzzle, way, choice, background, apply_after, tuple(task.id for task in study[-1:]))
    # Each stands after what it waits for already, and a sort keeps what is equal in its order.
    tasks = [*steps, *sorted(papers, key=lambda paper: paper.id), *study, *events]
    return tuple(sorted(tasks, key=lambda task: (task.starts, task.ends)))


def _step_tasks(step: Step, weeks: Weeks) -> list[Task]:
    training = step.training
    if not step.stretches:
        kind = "work" if training.job else "document"
        return [
            Task(
                id=training.id,
                kind=kind,  # type: ignore[arg-type]
                title=training.title,
                starts=step.started,
                ends=step.started,
                price=training.price,
                weekly_minutes=job_minutes(training.job) if training.job else 0,
                minutes=0,
                after=(),
                why="why-work" if training.job else "why-addition",
                source=training.source,
                notes=(*training.ask, *training.assumes),
            )
        ]
    tasks: list[Task] = []
    for place, stretch in enumerate(step.stretches):
        total = sum(stretch.minutes)
        tasks.append(
            Task(
                id=training.id if place == 0 else f"{training.id}-{stretch.phase.kind}",
                kind=stretch.phase.kind,
                title=training.title if place == 0 else stretch.phase.title,
                starts=stretch.starts,
                ends=stretch.ends,
                price=_phase_price(training, place),
                weekly_minutes=round(total / len(stretch.minutes)),
                minutes=total,
                after=tuple(task.id for task in tasks[-1:]) or tuple(task.id for task in _entry_tasks(step, weeks)),
                why=f"why-{stretch.phase.kind}",
                source=training.source,
                notes=training.assumes if place == 0 else (),
                arguments={"weeks": len(stretch.minutes)},
            )
        )
    return tasks


def _entry_tasks(step: Step, weeks: Weeks) -> list[Task]:
    """Finding the school or the job, from the plan's first day until the day before it starts."""
    training = step.training
    if training.addition or step.started <= weeks.start:
        return []
    task_id = "find-job" if training.job else "enroll"
    return [
        Task(
            id=task_id,
            kind="document",
            title="",
            starts=weeks.start,
            ends=step.started - 1,
            price=FREE,
            weekly_minutes=0,
            minutes=0,
            after=(),
            why=f"why-{task_id}",
            source=training.source,
            notes=training.ask,
            arguments={"starts_on": step.started},
        )
    ]


def _phase_price(training: Training, place: int) -> Price:
    """Tuition stands with the first phase; the extras too, unless getting ready is a task of its own."""
    if place > 0:
        return FREE
    return training.price if training.readiness else training.price.plus(training.extras)


def _readiness_tasks(step: Step, weeks: Weeks) -> list[Task]:
    """Vaccinations and checks, begun early enough for the first day of practice."""
    readiness = step.training.readiness
    practice = [stretch for stretch in step.stretches if stretch.phase.kind == "hands-on"]
    if readiness is None or not practice:
        return []
    ends = max(weeks.start, practice[0].starts - 1)
    return [
        Task(
            id=f"{step.training.id}-ready",
            kind="document",
            title=readiness.title,
            starts=max(weeks.start, ends - readiness.lead_days),
            ends=ends,
            price=step.training.extras,
            weekly_minutes=0,
            minutes=0,
            after=(),
            why="why-ready",
            source=readiness.source,
            notes=(readiness.note,) if readiness.note else (),
            arguments={"lead_days": readiness.lead_days, "practice_on": practice[0].starts},
        )
    ]


def _paper_tasks(puzzle: Puzzle, way: Way, choice: Choice, ready: tuple[str, ...]) -> list[Task]:
    tasks = []
    for paper in papers_of(way.route, way.steps):
        days = puzzle.timing.papers_days if paper.sent_by != "candidate" else 0
        ends = choice.apply_on
        starts = ends - days
        if paper.sent_by == "program-director":
            ends, starts = choice.certified_on, way.completed or choice.apply_on
        tasks.append(
            Task(
                id=f"paper-{paper.id}",
                kind="document",
                title=paper.title,
                starts=max(puzzle.weeks.start, starts),
                ends=ends,
                price=FREE,
                weekly_minutes=0,
                minutes=0,
                after=ready if paper.sent_by != "candidate" else (),
                why=f"why-paper-{paper.sent_by}",
                source=way.route.rule.face.source,
                notes=(paper.note,) if paper.note else (),
                arguments={"lead_days": days},
            )
        )
    return tasks


def _study_tasks(puzzle: Puzzle, way: Way, choice: Choice, background: Background) -> list[Task]:
    """One task an area, in the outline's order, each with its share of the hours; then mixed practice over all."""
    by_week = place_study(puzzle, way, choice.exam_on)
    total = sum(by_week)
    if not total:
        return []
    weights = _weights(background.areas)
    shares = [(f"study-{area.id}", "study", area.name, weight * (1 - REVIEW_SHARE)) for area, weight in weights]
    shares.append(("review", "review", "", 1 - sum(share for *_, share in shares)))
    percents = {f"study-{area.id}": {"percent": area.percent} for area, _ in weights if area.percent}
    tasks: list[Task] = []
    before, used = 0, 0.0
    for task_id, kind, title, share in shares:
        used += share
        end = min(total, round(total * used)) if task_id != "review" else total
        first, last = _week_at(by_week, before), _week_at(by_week, max(before, end - 1))
        tasks.append(
            Task(
                id=task_id,
                kind=kind,  # type: ignore[arg-type]
                title=title,
                starts=puzzle.weeks.begin(first),
                ends=puzzle.weeks.end(last),
                price=FREE,
                weekly_minutes=round((end - before) / (last - first + 1)),
                minutes=end - before,
                after=tuple(task.id for task in tasks[-1:]),
                why=f"why-{kind}",
                source=background.study_source,
                arguments={**percents.get(task_id, {}), "total_minutes": total},
            )
        )
        before = end
    return tasks


def _weights(areas: tuple[OutlineNode, ...]) -> list[tuple[OutlineNode, float]]:
    """Each area's share of the exam, from the published weights (the middle of a range), brought to a sum of one."""
    middle = [sum(area.percent) / 2 if area.percent else 0.0 for area in areas]
    total = sum(middle)
    return [(area, weight / total) for area, weight in zip(areas, middle, strict=True) if weight] if total else []


def _week_at(by_week: list[int], minute: int) -> int:
    """The week in which a minute of study falls, counted over all weeks."""
    passed = 0
    for week, minutes in enumerate(by_week):
        passed += minutes
        if minutes and minute < passed:
            return week
    return max((week for week, minutes in enumerate(by_week) if minutes), default=0)


def _events(
    puzzle: Puzzle,
    way: Way,
    choice: Choice,
    background: Background,
    apply_after: tuple[str, ...],
    studied: tuple[str, ...],
) -> list[Task]:
    timing, values = puzzle.timing, background.exam_values
    processing, result = values.get("application-processing"), values.get("official-result")
    window = values.get("scheduling-window")
    fee = Price(way.fee or 0, way.fee or 0, way.fee or 0)
    opens, closes = choice.apply_on + timing.processing_days, choice.apply_on + timing.exam_within_days
    confirmed = tuple(f"paper-{p.id}" for p in papers_of(way.route, way.steps) if p.sent_by == "program-director")
    events = [
        _event(
            "apply", "application", choice.apply_on, after=apply_after, value=processing, days=timing.processing_days
        ),
        _event("fee", "fee", choice.apply_on, after=(), value=way.fee_value, price=fee),
        _event(
            "exam",
            "exam",
            choice.exam_on,
            after=("apply", "fee", *studied),
            value=window,
            opens_on=opens,
            closes_on=closes,
        ),
        _event(
            "result",
            "result",
            choice.exam_on + timing.result_days,
            after=("exam",),
            value=result,
            days=timing.result_days,
        ),
        _event("certified", "result", choice.certified_on, after=("result", *confirmed), value=result),
    ]
    cycle = background.renewal_cycle
    months = cycle.current.content if cycle else None
    if isinstance(months, int):
        due = add_months_to_day(choice.certified_on, months) - 1
        events.append(_event("renew", "renewal", due, after=("certified",), value=cycle, months=months))
    return events


def _event(
    task_id: str,
    kind: TaskKind,
    on: int,
    *,
    after: tuple[str, ...],
    value: Value | None,
    price: Price = FREE,
    **arguments: Argument,
) -> Task:
    """One day's task; `value` is the rule behind it."""
    known = value is not None and value.current.state != "not-found"
    return Task(
        id=task_id,
        kind=kind,
        title="",
        starts=on,
        ends=on,
        price=price,
        weekly_minutes=0,
        minutes=0,
        after=after,
        why=f"why-{task_id}",
        source=value.current.source if value else None,
        arguments={**arguments, "published": int(known)},
    )
