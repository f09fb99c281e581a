"""Runs of checklists and scenarios, as they are kept and counted: always those of one user's own record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from django.db.models import Count, Max, Q, QuerySet, Sum

from certway.core.items.scenario import ENDINGS, Ending
from certway.records.models import ScenarioRun, SignedBy, SkillRun

MOST_AGE = 30 * 24 * 3600 * 1000  # milliseconds for which a run may have waited to be sent


@dataclass(frozen=True, slots=True)
class SkillPractice:
    """What somebody did of one checklist. Who says that it was passed is never summed."""

    last: int  # UTC milliseconds at which the newest run ended
    said: Mapping[SignedBy, int]  # runs, by who says how they went
    passed: Mapping[SignedBy, int]  # those of them that were passed

    @property
    def runs(self) -> int:
        """How often it was run, whoever watched."""
        return sum(self.said.values())


@dataclass(frozen=True, slots=True)
class ScenarioPractice:
    """What somebody did of one scenario."""

    last: int  # UTC milliseconds at which the newest run ended
    endings: Mapping[Ending, int]  # how often it came to each

    @property
    def runs(self) -> int:
        """How often it was played to an end."""
        return sum(self.endings.values())


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
    counted = skill_runs_of(user_id).order_by().values_list("skill", "signed_by", "passed")
    rows = list(counted.annotate(runs=Count("pk"), last=Max("at")))
    said: Counter[tuple[str, SignedBy]] = Counter()
    passed: Counter[tuple[str, SignedBy]] = Counter()
    last: dict[str, int] = {}
    for skill, signed_by, is_passed, runs, at in rows:
        who = SignedBy(signed_by)
        said[skill, who] += runs
        passed[skill, who] += runs * is_passed
        last[skill] = max(at, last.get(skill, at))
    return {
        skill: SkillPractice(
            at, {who: said[skill, who] for who in SignedBy}, {who: passed[skill, who] for who in SignedBy}
        )
        for skill, at in last.items()
    }


def scenario_practice(user_id: int) -> dict[str, ScenarioPractice]:
    """Return what a user did of each scenario that she ever played, by its id."""
    counted = scenario_runs_of(user_id).order_by().values_list("scenario", "ending")
    rows = list(counted.annotate(runs=Count("pk"), last=Max("at")))
    endings: Counter[tuple[str, str]] = Counter()
    last: dict[str, int] = {}
    for scenario, ending, runs, at in rows:
        endings[scenario, ending] += runs
        last[scenario] = max(at, last.get(scenario, at))
    return {
        scenario: ScenarioPractice(at, {ending: endings[scenario, ending] for ending in ENDINGS})
        for scenario, at in last.items()
    }


@dataclass(frozen=True, slots=True)
class Practised:
    """What somebody practised, in brief."""

    last_skills: Mapping[str, int]  # UTC milliseconds at which the newest run of each checklist ended, by its id
    last_scenarios: Mapping[str, int]  # the same of scenarios
    spent: int  # milliseconds of those that were measured, since an instant


def practised(user_id: int, *, since: int) -> Practised:
    """Return what a user practised last, and for how long since an instant (UTC milliseconds)."""
    told = {"last": Max("at"), "took": Sum("spent", filter=Q(at__gte=since))}
    skills = list(skill_runs_of(user_id).order_by().values_list("skill").annotate(**told))
    scenarios = list(scenario_runs_of(user_id).order_by().values_list("scenario").annotate(**told))
    return Practised(
        last_skills={name: last for name, last, _ in skills},
        last_scenarios={name: last for name, last, _ in scenarios},
        spent=sum(took or 0 for _, _, took in (*skills, *scenarios)),
    )


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
    """Return the ordinal of the day on which an instant (UTC milliseconds) fell in a zone; None = the machine's."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).date().toordinal()


def ended_at(*, age: int, now: int) -> int:
    """Return when a run ended that is so old, by one clock of its device, when it is sent; all in UTC milliseconds."""
    return now - min(max(age, 0), MOST_AGE)
