"""Every concrete way to one credential: a route, a training that starts on a day, and the days to apply that follow.

The evaluator says on which days an application would be met, so that whatever the solver picks is met by construction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np

from certway.core.person.batch import batch_of
from certway.core.person.record import OPEN, Entry, Record
from certway.core.plan.trainings import FREE, Price, Training
from certway.core.plan.weeks import Stretch, Weeks, lay_out, load_of
from certway.core.plan.wishes import Timing, Wishes
from certway.core.rulebook.credential import Document, EligibilityRules, Route
from certway.core.rulebook.judging import application_windows
from certway.core.rulebook.rows import rows_at
from certway.core.rulebook.values import Value
from certway.core.units.days import DaySpan, add_months_to_day
from certway.core.units.verdicts import MET

MOST_STARTS = 4  # of one training; a later start never finishes earlier
CARD_MONTHS = 24  # an assumption of ours: a CPR card is good for two years
CARD_LEAD_DAYS = 30  # how long before everything else is there the card is renewed


@dataclass(frozen=True, slots=True)
class Step:
    """A training in the calendar."""

    training: Training
    stretches: tuple[Stretch, ...]  # empty for a job or an addition
    started: int  # ordinal
    completed: int | None  # ordinal; None for a job, which goes on


@dataclass(frozen=True, slots=True)
class Way:
    """One route by one training (or none), with what it costs and when it opens."""

    route: Route
    steps: tuple[Step, ...]
    record: Record  # the person's, with what the steps give added
    load: tuple[int, ...]  # minutes by week
    windows: tuple[tuple[int, int], ...]  # days of application on which the route is met and the papers are there
    fee: int | None  # whole US dollars; None = not published
    fee_value: Value | None
    price: Price  # of the training and its extras
    completed: int | None  # ordinal

    @property
    def cost(self) -> int:
        """What a plan counts; a fee that is not published counts nothing."""
        return self.price.likely + (self.fee or 0)


def find_ways(
    rules: EligibilityRules,
    record: Record,
    trainings: tuple[Training, ...],
    fees: dict[str, Value],
    *,
    wishes: Wishes,
    timing: Timing,
    weeks: Weeks,
) -> list[Way]:
    """Return every way that opens inside the weeks, in a fixed order."""
    starts = _combinations(record, trainings, wishes, weeks)
    records = [_with_steps(record, steps) for steps in starts]
    ways: list[Way] = []
    for route in rules.routes:
        wanted = [place for place, steps in enumerate(starts) if _suits(steps, route)]
        for place, windows in zip(wanted, _windows(rules, route, [records[p] for p in wanted], timing), strict=True):
            ways += _ways_of(route, starts[place], records[place], windows, fees, timing, weeks)
        ways += _with_additions(rules, route, record, starts, trainings, fees, timing, weeks)
    return ways


def records_to_come(record: Record, trainings: tuple[Training, ...], wishes: Wishes, weeks: Weeks) -> list[Record]:
    """Return the person's record as it would be after each training that can start, the present one first."""
    return [_with_steps(record, steps) for steps in _combinations(record, trainings, wishes, weeks)]


def entries_given(steps: tuple[Step, ...]) -> Mapping[str, tuple[Entry, ...]]:
    """Return the entries that the steps add to a person file, by section."""
    return _with_steps(Record(), steps).lists


def _suits(steps: tuple[Step, ...], route: Route) -> bool:
    return all(not step.training.routes or route.id in step.training.routes for step in steps)


def _windows(
    rules: EligibilityRules, route: Route, records: list[Record], timing: Timing
) -> list[list[tuple[int, int]]]:
    if not records:
        return []
    return application_windows(rules, route, batch_of(records), exam_after_days=timing.processing_days)


def _combinations(
    record: Record, trainings: tuple[Training, ...], wishes: Wishes, weeks: Weeks
) -> list[tuple[Step, ...]]:
    """No training at all, or one that can start: each on its first few days."""
    found: list[tuple[Step, ...]] = [()]
    for training in trainings:
        if training.addition:
            continue
        started = 0
        for week in _start_weeks(training, wishes, weeks):
            step = _step(training, weeks, week)
            if step is None or not _may_start(record, training, step.started):
                continue
            found.append((step,))
            started += 1
            if started == MOST_STARTS:
                break
    return found


def _start_weeks(training: Training, wishes: Wishes, weeks: Weeks) -> list[int]:
    """The weeks that begin on or right after a day on which it starts."""
    if wishes.intakes and not training.job:
        days = [day for day in wishes.intakes if day >= wishes.start]
    else:
        first = date.fromordinal(wishes.start)
        last = weeks.begin(weeks.count)
        days = [
            day
            for year in range(first.year, date.fromordinal(last).year + 1)
            for month in sorted(training.start_months)
            if wishes.start <= (day := _first_monday(year, month)) < last
        ]
    found = sorted({weeks.first_week_from(day) for day in days})
    return [week for week in found if week < weeks.count]


def _first_monday(year: int, month: int) -> int:
    first = date(year, month, 1)
    return first.toordinal() + (7 - first.weekday()) % 7


def _step(training: Training, weeks: Weeks, week: int) -> Step | None:
    if training.job:
        minutes = _job_minutes(training.job)
        return Step(training, (), weeks.begin(week), None) if minutes <= max(weeks.capacity) else None
    stretches = lay_out(training.phases, weeks, week)
    if not stretches:
        return None
    # A class week ends on its fifth day.
    return Step(training, stretches, weeks.begin(week), weeks.begin(stretches[-1].last_week) + 4)


def _job_minutes(job: Entry) -> int:
    hundredths = job.get("hours_per_week")
    return hundredths * 60 // 100 if isinstance(hundredths, int) else 0


def _may_start(record: Record, training: Training, day: int) -> bool:
    people = batch_of([record])
    rows = rows_at(people, day=np.array([day], dtype=np.int32))
    return all(node.judge(rows)[0] == MET for node in training.needs)


def _with_steps(record: Record, steps: tuple[Step, ...]) -> Record:
    """Return the record as it will be when the steps are done."""
    for step in steps:
        if step.training.job:
            job = {**step.training.job, "from": _exactly(step.started), "to": OPEN}
            record = record.with_entries("work", (job,))
        for section, entries in step.training.gives.items():
            record = record.with_entries(section, tuple(_dated(section, entry, step) for entry in entries))
    return record


def _dated(section: str, entry: Entry, step: Step) -> Entry:
    if section == "cards":
        expires = add_months_to_day(step.started, CARD_MONTHS)
        return {**entry, "issued": _exactly(step.started), "expires": _exactly(expires)}
    completed = step.completed if step.completed is not None else step.started
    dated = {**entry, "completed": _exactly(completed)}
    return {**dated, "started": _exactly(step.started)} if section == "programs" else dated


def _exactly(day: int) -> DaySpan:
    return DaySpan(day, day)


def _with_additions(
    rules: EligibilityRules,
    route: Route,
    record: Record,
    starts: list[tuple[Step, ...]],
    trainings: tuple[Training, ...],
    fees: dict[str, Value],
    timing: Timing,
    weeks: Weeks,
) -> list[Way]:
    """The same ways with a small addition, taken shortly before everything else is there."""
    ways: list[Way] = []
    for addition in trainings:
        if not addition.addition or (addition.routes and route.id not in addition.routes):
            continue
        suited = [steps for steps in starts if _suits(steps, route)]
        early = [(*steps, Step(addition, (), weeks.first_day, weeks.first_day)) for steps in suited]
        # First with an addition that lasts for ever, to see when the rest opens.
        lasting = [_lasting(_with_steps(record, steps)) for steps in early]
        opened = _windows(rules, route, lasting, timing)
        dated = [
            (*steps, Step(addition, (), day, day))
            for steps, windows in zip(suited, opened, strict=True)
            if (day := _addition_day(windows, weeks)) is not None
        ]
        records = [_with_steps(record, steps) for steps in dated]
        for steps, own, windows in zip(dated, records, _windows(rules, route, records, timing), strict=True):
            ways += _ways_of(route, steps, own, windows, fees, timing, weeks)
    return ways


def _lasting(record: Record) -> Record:
    cards = record.entries("cards") or ()
    last = {**cards[-1], "expires": OPEN} if cards else {}
    return replace(record, lists={**record.lists, "cards": (*cards[:-1], last)})


def _addition_day(windows: list[tuple[int, int]], weeks: Weeks) -> int | None:
    """The first week day on or after a month before the rest opens."""
    ahead = [first for first, last in windows if last >= weeks.first_day]
    if not ahead:
        return None
    day = max(weeks.first_day, ahead[0] - CARD_LEAD_DAYS)
    while not weeks.is_event_day(day):
        day += 1
    return day


def _ways_of(
    route: Route,
    steps: tuple[Step, ...],
    record: Record,
    windows: list[tuple[int, int]],
    fees: dict[str, Value],
    timing: Timing,
    weeks: Weeks,
) -> list[Way]:
    """One way for each fee that is in force on some of its days."""
    ready = _papers_ready(route, steps, windows, timing, weeks)
    horizon = weeks.begin(weeks.count) - 1
    open_days = [(max(first, ready), min(last, horizon)) for first, last in windows]
    open_days = [(first, last) for first, last in open_days if first <= last]
    if not open_days:
        return []
    price = FREE
    for step in steps:
        price = price.plus(step.training.price).plus(step.training.extras)
    fee_value = fees.get(route.fee)
    completed = [step.completed for step in steps if step.completed is not None and step.stretches]
    way = Way(
        route=route,
        steps=steps,
        record=record,
        load=_load(steps, weeks),
        windows=tuple(open_days),
        fee=None,
        fee_value=fee_value,
        price=price,
        completed=max(completed, default=None),
    )
    if fee_value is None:
        return [way]
    return [replace(way, windows=tuple(days), fee=fee) for fee, days in _by_fee(fee_value, open_days) if days]


def _load(steps: tuple[Step, ...], weeks: Weeks) -> tuple[int, ...]:
    load = list(load_of(tuple(stretch for step in steps for stretch in step.stretches), weeks.count))
    for step in steps:
        if step.training.job:
            minutes = _job_minutes(step.training.job)
            for week in range(weeks.week_of(step.started), weeks.count):
                load[week] += min(minutes, weeks.capacity[week])
    return tuple(load)


def _papers_ready(
    route: Route, steps: tuple[Step, ...], windows: list[tuple[int, int]], timing: Timing, weeks: Weeks
) -> int:
    """The day from which the route's papers can be with the body.

    Papers of a school or employer can be asked for once the training is completed or the work is done.
    """
    outside = [paper for paper in papers_of(route, steps) if paper.sent_by in ("school", "employer")]
    if not outside:
        return weeks.first_day
    completed = [step.completed for step in steps if step.completed is not None and step.stretches]
    asked = max([weeks.first_day, *completed])
    if any(paper.sent_by == "employer" for paper in outside):
        ahead = [first for first, last in windows if last >= weeks.first_day]
        asked = max([asked, *ahead[:1]])
    return asked + timing.papers_days


def papers_of(route: Route, steps: tuple[Step, ...]) -> tuple[Document, ...]:
    """Return the papers that a way needs; a conditional one goes with what the person already has."""
    return tuple(paper for paper in route.documents if not (paper.conditional and steps))


def _by_fee(value: Value, windows: list[tuple[int, int]]) -> list[tuple[int | None, list[tuple[int, int]]]]:
    turns = sorted({first for first, _ in windows} | {int(day) for day in value.change_days()})
    parts: dict[int | None, list[tuple[int, int]]] = {}
    for first, last in windows:
        edges = [first, *(turn for turn in turns if first < turn <= last), last + 1]
        for begin, end in pairwise(edges):
            parts.setdefault(_fee_on(value, begin), []).append((begin, end - 1))
    return list(parts.items())


def _fee_on(value: Value, day: int) -> int | None:
    """The fee on a day; where it is not sure which of several holds, the newest; None when not published."""
    versions = value.in_force(day)
    content = versions[-1].content if versions else None
    return round(content) if isinstance(content, int | float) and not isinstance(content, bool) else None
