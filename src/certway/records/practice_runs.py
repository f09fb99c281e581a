"""Runs of checklists and scenarios, as they are kept and counted: always those of one user's own record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from django.db.models import Count, Max, Q, QuerySet

from certway.core.items.scenario import ENDINGS, Ending
from certway.records.models import ScenarioRun, SignedBy, SkillRun, StudyCourse

MOST_AGE = 30 * 24 * 3600 * 1000  # milliseconds for which a run may have waited to be sent


@dataclass(frozen=True, slots=True)
class SkillPractice:
    """What somebody did of one checklist. Who says that it was passed is never summed."""

    runs: int
    last: int  # UTC milliseconds at which the newest ended
    said: Mapping[SignedBy, int]  # runs by who says so
    passed: Mapping[SignedBy, int]  # those of them that were passed


@dataclass(frozen=True, slots=True)
class ScenarioPractice:
    """What somebody did of one scenario."""

    runs: int
    last: int  # UTC milliseconds at which the newest ended
    endings: Mapping[Ending, int]  # how often it came to each


@dataclass(frozen=True, slots=True)
class PracticeDay:
    """What somebody practised on a day where she is."""

    skills: int = 0  # runs of checklists
    scenarios: int = 0  # runs of scenarios
    spent: int = 0  # milliseconds of those that were measured


def skill_runs_of(user_id: int, skill: str | None = None) -> QuerySet[SkillRun]:
    """Return a user's runs of checklists, or of one, the newest first."""
    runs = SkillRun.objects.filter(person__owner_id=user_id).order_by("-at", "-pk")
    return runs if skill is None else runs.filter(skill=skill)


def scenario_runs_of(user_id: int, scenario: str | None = None) -> QuerySet[ScenarioRun]:
    """Return a user's runs of scenarios, or of one, the newest first."""
    runs = ScenarioRun.objects.filter(person__owner_id=user_id).order_by("-at", "-pk")
    return runs if scenario is None else runs.filter(scenario=scenario)


def skill_practice(user_id: int) -> dict[str, SkillPractice]:
    """Return what a user did of each checklist that she ever ran, by its id."""
    said = {f"said_{who}": Count("pk", filter=Q(signed_by=who)) for who in SignedBy.values}
    passed = {f"passed_{who}": Count("pk", filter=Q(signed_by=who, passed=True)) for who in SignedBy.values}
    rows = skill_runs_of(user_id).order_by().values("skill")
    return {
        row["skill"]: SkillPractice(
            runs=row["runs"],
            last=row["last"],
            said={who: row[f"said_{who}"] for who in SignedBy},
            passed={who: row[f"passed_{who}"] for who in SignedBy},
        )
        for row in rows.annotate(runs=Count("pk"), last=Max("at"), **said, **passed)
    }


def scenario_practice(user_id: int) -> dict[str, ScenarioPractice]:
    """Return what a user did of each scenario that she ever played, by its id."""
    came_to = {f"came_to_{ending}": Count("pk", filter=Q(ending=ending)) for ending in ENDINGS}
    rows = scenario_runs_of(user_id).order_by().values("scenario")
    return {
        row["scenario"]: ScenarioPractice(
            runs=row["runs"],
            last=row["last"],
            endings={ending: row[f"came_to_{ending}"] for ending in ENDINGS},
        )
        for row in rows.annotate(runs=Count("pk"), last=Max("at"), **came_to)
    }


def practice_days(user_id: int, zone: tzinfo | None, *, since: int = 0) -> dict[int, PracticeDay]:
    """Return what a user practised on each day, an ordinal in her time zone; None stands for the machine's.

    `since` is an instant in UTC milliseconds: what ended before it is left out.
    """
    days: dict[int, PracticeDay] = {}
    for at, spent in skill_runs_of(user_id).filter(at__gte=since).values_list("at", "spent"):
        on, day = _day(days, at, zone)
        days[on] = replace(day, skills=day.skills + 1, spent=day.spent + (spent or 0))
    for at, spent in scenario_runs_of(user_id).filter(at__gte=since).values_list("at", "spent"):
        on, day = _day(days, at, zone)
        days[on] = replace(day, scenarios=day.scenarios + 1, spent=day.spent + (spent or 0))
    return days


def _day(days: Mapping[int, PracticeDay], at: int, zone: tzinfo | None) -> tuple[int, PracticeDay]:
    on = day_at(at, zone)
    return on, days.get(on, PracticeDay())


def day_at(at: int, zone: tzinfo | None) -> int:
    """Return the ordinal of the day on which an instant (UTC milliseconds) fell in a time zone; None = the machine's."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).date().toordinal()


def studied_exam(user_id: int) -> str | None:
    """Return the exam of a user's open course; None where she has none."""
    courses = StudyCourse.objects.filter(person__owner_id=user_id, ended_at=None).order_by("pk")
    return courses.values_list("exam", flat=True).first()


def ended_at(*, age: int, now: int) -> int:
    """Return when a run ended that is so old, by one clock of its device, when it is sent; all in UTC milliseconds."""
    return now - min(max(age, 0), MOST_AGE)
