"""What a plan is asked: the rules it needs, the wishes of a person, how long things take, and the puzzle they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from certway.core.person.record import FreeDays, Record
from certway.core.plan.puzzle import Puzzle
from certway.core.plan.trainings import Training, Trainings
from certway.core.plan.ways import find_ways
from certway.core.plan.weeks import weeks_for
from certway.core.plan.wishes import HORIZON_DAYS, Timing, Wishes
from certway.core.rulebook.credential import Edition, EligibilityRules
from certway.core.rulebook.values import Value, Version
from certway.core.units.days import DaySpan


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that a plan for one credential needs."""

    eligibility: EligibilityRules
    exam: Mapping[str, Value]
    fees: Mapping[str, Value]
    renewal: Mapping[str, Value]
    outline: tuple[Edition, ...]
    trainings: Trainings


def wishes_of(record: Record, *, start: int) -> Wishes:
    """Return the wishes that stand in a person file; `start` counts when the file names none."""
    told = record.single("preferences")
    hours, budget = told.get("hours_per_week"), told.get("budget")
    begin, finish = told.get("start"), told.get("finish_by")
    return Wishes(
        start=begin.first if isinstance(begin, DaySpan) else start,
        finish_by=finish.last if isinstance(finish, DaySpan) else None,
        weekly_minutes=hours * 60 // 100 if isinstance(hours, int) else None,
        budget=budget // 100 if isinstance(budget, int) else None,
        days_off=tuple((days.first, days.last) for days in _stretches(told.get("days_off"))),
        intakes=tuple(days.first for days in _stretches(told.get("intakes"))),
    )


def _stretches(value: object) -> tuple[FreeDays, ...]:
    return tuple(days for days in value if isinstance(days, FreeDays)) if isinstance(value, tuple) else ()


def timing_of(rules: Rules, record: Record, *, day: int) -> Timing:
    """Return how long the body and the papers take, from the rules in force on a day."""
    wanted = record.single("preferences").get("study_hours")
    general = rules.trainings.values
    study = wanted * 60 // 100 if isinstance(wanted, int) else most_of(general.get("study-hours"), day, 72) * 60
    return Timing(
        papers_days=_days(general.get("transcript-lead"), day, otherwise=14),
        # AMT's notice to test comes on top of the processing of the papers.
        processing_days=_days(rules.exam.get("application-processing"), day, otherwise=14)
        + _days(rules.exam.get("authorization-notice"), day, otherwise=0),
        exam_within_days=_window(rules.exam.get("scheduling-window"), day),
        result_days=_days(rules.exam.get("official-result"), day, otherwise=2),
        study_minutes=study,
    )


def values_of_timing(rules: Rules) -> tuple[Value | None, ...]:
    """Return the values that say how long a plan takes besides its training."""
    exam, general = rules.exam, rules.trainings.values
    timed = ("application-processing", "authorization-notice", "official-result")
    return (*(exam.get(name) for name in timed), general.get("transcript-lead"), general.get("study-hours"))


def _version(value: Value | None, day: int) -> Version | None:
    versions = value.in_force(day) if value else ()
    return versions[-1] if versions else None


def most_of(value: Value | None, day: int, otherwise: int) -> int:
    """Return the greatest number of a value in its own unit, or `otherwise` where none is known."""
    version = _version(value, day)
    content = version.content if version else None
    if isinstance(content, tuple) and isinstance(content[-1], int | float):
        return round(content[-1])
    return round(content) if isinstance(content, int | float) and not isinstance(content, bool) else otherwise


def _days(value: Value | None, day: int, *, otherwise: int) -> int:
    """The longest that a length of time may take, in calendar days."""
    most = most_of(value, day, -1)
    if value is None or most < 0:
        return otherwise
    if value.unit == "business-days":
        return most + 2 * ((most + 4) // 5)
    return {"hours": -(-most // 24), "days": most, "weeks": 7 * most, "months": 31 * most}.get(value.unit, otherwise)


def _window(value: Value | None, day: int) -> int:
    """The shortest that a scheduling window may be, in calendar days; a year where no limit is known."""
    least = most_of(value, day, -1)
    if value is None or least < 0:
        return 365
    shortest = {"days": least, "weeks": 7 * least, "months": 365 * least // 12 - 2, "years": 365 * least}
    return shortest.get(value.unit, 365)


def puzzle_for(rules: Rules, record: Record, wishes: Wishes) -> Puzzle:
    """Return everything that decides a plan."""
    timing = timing_of(rules, record, day=wishes.start)
    timing = replace(timing, study_minutes=max(timing.study_minutes - wishes.studied, 0))
    weeks = weeks_for(wishes, HORIZON_DAYS)
    offered = offered_trainings(rules)
    ways = find_ways(rules.eligibility, record, offered, dict(rules.fees), wishes=wishes, timing=timing, weeks=weeks)
    return Puzzle(tuple(ways), weeks, timing, wishes)


def offered_trainings(rules: Rules) -> tuple[Training, ...]:
    """Return the trainings that bring somebody closer to the goal."""
    return tuple(t for t in rules.trainings.trainings if rules.eligibility.credential in t.credentials)
