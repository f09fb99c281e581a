"""Every concrete way to one credential: a route, a training that starts on a day, and the days to apply that follow.

The evaluator says on which days an application would be met, so that whatever the solver picks is met by construction.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from certway.core.person.batch import batch_of
from certway.core.person.record import OPEN, Record
from certway.core.plan.steps import Step, combine_steps, job_minutes, with_entries_of, with_steps
from certway.core.plan.trainings import FREE, Price, Training
from certway.core.plan.weeks import Weeks, load_of
from certway.core.plan.wishes import Timing, Wishes
from certway.core.rulebook.credential import Document, EligibilityRules, Route
from certway.core.rulebook.judging import application_windows
from certway.core.rulebook.values import Value

CARD_LEAD_DAYS = 30  # how long before everything else is there the card is renewed


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
    starts = combine_steps(record, trainings, wishes, weeks)
    ways: list[Way] = []
    for route in rules.routes:
        wanted = [steps for steps in starts if _suits(steps, route)]
        for steps, windows in zip(wanted, _windows_after(rules, route, record, wanted, timing), strict=True):
            ways += _ways_of(route, steps, with_steps(record, steps), windows, fees, timing, weeks)
        ways += _with_additions(rules, route, record, starts, trainings, fees, timing, weeks)
    return ways


def _suits(steps: tuple[Step, ...], route: Route) -> bool:
    return all(not step.training.routes or route.id in step.training.routes for step in steps)


def _windows(
    rules: EligibilityRules, route: Route, records: list[Record], timing: Timing
) -> list[list[tuple[int, int]]]:
    if not records:
        return []
    return application_windows(rules, route, batch_of(records), exam_after_days=timing.processing_days)


def _windows_after(
    rules: EligibilityRules, route: Route, record: Record, starts: list[tuple[Step, ...]], timing: Timing
) -> list[list[tuple[int, int]]]:
    """The days of application after each combination of steps.

    Procedures bear no days in a record, so that those of a step count from the day on which its practice is done;
    before it only what the person did herself counts.
    """
    windows = _windows(rules, route, [with_steps(record, steps) for steps in starts], timing)
    practising = [place for place, steps in enumerate(starts) if any(step.training.counts for step in steps)]
    without = [with_entries_of(record, starts[place]) for place in practising]
    for place, early in zip(practising, _windows(rules, route, without, timing), strict=True):
        turn = max(step.practised for step in starts[place] if step.training.counts)
        windows[place] = _joined(early, windows[place], turn)
    return windows


def _joined(before: list[tuple[int, int]], after: list[tuple[int, int]], turn: int) -> list[tuple[int, int]]:
    """The one windows up to the day before a turn, the other ones from the turn on."""
    early = [(first, min(last, turn - 1)) for first, last in before if first < turn]
    late = [(max(first, turn), last) for first, last in after if last >= turn]
    return early + late


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
        early = [(*steps, Step(addition, (), weeks.start, weeks.start)) for steps in suited]
        # First with an addition that lasts for ever, to see when the rest opens.
        lasting = [_lasting(with_steps(record, steps)) for steps in early]
        opened = _windows(rules, route, lasting, timing)
        dated = [
            (*steps, Step(addition, (), day, day))
            for steps, windows in zip(suited, opened, strict=True)
            if (day := _addition_day(windows, weeks)) is not None
        ]
        for steps, windows in zip(dated, _windows_after(rules, route, record, dated, timing), strict=True):
            ways += _ways_of(route, steps, with_steps(record, steps), windows, fees, timing, weeks)
    return ways


def _lasting(record: Record) -> Record:
    cards = record.entries("cards") or ()
    last = {**cards[-1], "expires": OPEN} if cards else {}
    return replace(record, lists={**record.lists, "cards": (*cards[:-1], last)})


def _addition_day(windows: list[tuple[int, int]], weeks: Weeks) -> int | None:
    """The first week day on or after a month before the rest opens."""
    ahead = [first for first, last in windows if last >= weeks.start]
    if not ahead:
        return None
    day = max(weeks.start, ahead[0] - CARD_LEAD_DAYS)
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
            minutes = job_minutes(step.training.job)
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
        return weeks.start
    completed = [step.completed for step in steps if step.completed is not None and step.stretches]
    asked = max([weeks.start, *completed])
    if any(paper.sent_by == "employer" for paper in outside):
        ahead = [first for first, last in windows if last >= weeks.start]
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
