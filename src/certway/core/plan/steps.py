"""Trainings in the calendar: which can start when, and what the person's record holds once they are done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from certway.core.person.batch import batch_of
from certway.core.person.columns import People
from certway.core.person.fields import PROCEDURES
from certway.core.person.record import OPEN, Entry, Record
from certway.core.plan.trainings import Training
from certway.core.plan.weeks import Stretch, Weeks, lay_out
from certway.core.plan.wishes import Wishes
from certway.core.rulebook.rows import rows_at
from certway.core.units.days import DaySpan, add_months_to_day
from certway.core.units.verdicts import MET

MOST_STARTS = 4  # of one training; a later start never finishes earlier
CARD_MONTHS = 24  # an assumption of ours: a CPR card is good for two years


@dataclass(frozen=True, slots=True)
class Step:
    """A training in the calendar."""

    training: Training
    stretches: tuple[Stretch, ...]  # empty for a job or an addition
    started: int  # ordinal
    completed: int | None  # ordinal; None for a job, which goes on

    @property
    def practised(self) -> int:
        """The day from which the procedures that the training gives have been done."""
        return self.started + 7 * self.training.practice_weeks if self.completed is None else self.completed


def records_to_come(record: Record, trainings: tuple[Training, ...], wishes: Wishes, weeks: Weeks) -> list[Record]:
    """Return the person's record as it would be after each training that can start, the present one first."""
    return [with_steps(record, steps) for steps in combine_steps(record, trainings, wishes, weeks)]


def given_by(steps: tuple[Step, ...]) -> Record:
    """Return what the steps add to a person file: entries to its lists, procedures to those done already."""
    return with_steps(Record(), steps)


def combine_steps(
    record: Record, trainings: tuple[Training, ...], wishes: Wishes, weeks: Weeks
) -> list[tuple[Step, ...]]:
    """Return no training at all, and each that can start, on its first few days."""
    people = batch_of([record])
    found: list[tuple[Step, ...]] = [()]
    for training in trainings:
        if training.addition:
            continue
        started = 0
        for day in _start_days(training, wishes, weeks):
            step = _step(training, weeks, day)
            if step is None or not _may_start(people, training, step.started):
                continue
            found.append((step,))
            started += 1
            if started == MOST_STARTS:
                break
    return found


def _start_days(training: Training, wishes: Wishes, weeks: Weeks) -> list[int]:
    """The days on which it starts, from the plan's start on: the person's own intakes, else first Mondays of months."""
    end = weeks.begin(weeks.count)
    if wishes.intakes and not training.job:
        days = set(wishes.intakes)
    else:
        years = range(date.fromordinal(wishes.start).year, date.fromordinal(end).year + 1)
        days = {_first_monday(year, month) for year in years for month in training.start_months}
    return sorted(day for day in days if wishes.start <= day < end)


def _first_monday(year: int, month: int) -> int:
    first = date(year, month, 1)
    return first.toordinal() + (7 - first.weekday()) % 7


def _step(training: Training, weeks: Weeks, day: int) -> Step | None:
    if training.job:
        minutes = job_minutes(training.job)
        return Step(training, (), day, None) if minutes <= max(weeks.capacity) else None
    stretches = lay_out(training.phases, weeks, day)
    return Step(training, stretches, day, stretches[-1].ends) if stretches else None


def job_minutes(job: Entry) -> int:
    """Return the minutes a week that a job takes."""
    hundredths = job.get("hours_per_week")
    return hundredths * 60 // 100 if isinstance(hundredths, int) else 0


def _may_start(people: People, training: Training, day: int) -> bool:
    rows = rows_at(people, day=np.array([day], dtype=np.int32))
    return all(node.judge(rows)[0] == MET for node in training.needs)


def with_steps(record: Record, steps: tuple[Step, ...]) -> Record:
    """Return the record as it will be when the steps are done."""
    for step in steps:
        if step.training.counts:
            record = record.with_counts(PROCEDURES.name, step.training.counts)
    return with_entries_of(record, steps)


def with_entries_of(record: Record, steps: tuple[Step, ...]) -> Record:
    """Return the record with the entries of the steps, which bear their days, but without the procedures practised."""
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
