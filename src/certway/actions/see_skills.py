"""See the checklists that one can run, those of one's own exam first; and what one's runs of them came to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import tzinfo

from certway.actions.list_practice import Listed, listed
from certway.actions.see_bank import see_skill, see_work
from certway.core.items.identity import edition_mark
from certway.core.items.skill import Skill, SkillStep
from certway.core.items.topic_reading import Work
from certway.records.bank import bank_here
from certway.records.models import SignedBy, SkillRun
from certway.records.practice_runs import SkillPractice, day_at, skill_practice, skill_runs_of

MOST_SHOWN = 50  # runs of one checklist, the newest
MOST_OFTEN = 6  # steps that are named as missed most often


@dataclass(frozen=True, slots=True)
class Said:
    """How often somebody says that a checklist was passed."""

    who: SignedBy
    runs: int
    passed: int


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A checklist in the list."""

    id: str
    title: str
    minutes: int
    last_on: int | None  # ordinal of the day of the newest run; None where there is none
    said: tuple[Said, ...]  # by who says so; empty where there is none


@dataclass(frozen=True, slots=True)
class SeenSkill:
    """A checklist to run."""

    skill: Skill
    edition: str
    work: Work
    runs: int  # of this user


@dataclass(frozen=True, slots=True)
class NumberedStep:
    """A step with its number from 1."""

    number: int
    step: SkillStep


@dataclass(frozen=True, slots=True)
class OftenMissed:
    """A step, and in how many runs it was missed."""

    number: int  # of the step, from 1
    step: SkillStep
    times: int


@dataclass(frozen=True, slots=True)
class PastSkillRun:
    """A run as the list of past ones shows it."""

    on: int  # ordinal of its day
    passed: bool
    signed_by: SignedBy
    signature: str
    spent: str  # `4:05`; empty where it was not measured
    missed: tuple[NumberedStep, ...]
    missed_then: int  # steps of a wording that has changed since; 0 where it has not


@dataclass(frozen=True, slots=True)
class SeenSkillRuns:
    """What the runs of a checklist came to."""

    skill: Skill
    runs: tuple[PastSkillRun, ...]  # the newest first
    number: int  # of all runs
    compared: int  # of the runs of the checklist as it stands
    often: tuple[OftenMissed, ...]  # what was missed most often in those, first


def see_skills(user_id: int | None, zone: tzinfo | None) -> Listed[SkillLine]:
    """Return the checklists, with what a user did of each; None for who has no account."""
    bank, practice = bank_here().bank, {} if user_id is None else skill_practice(user_id)
    return listed(user_id, bank, bank.skills, lambda one: _line(one, practice.get(one.id), zone))


def _line(skill: Skill, practice: SkillPractice | None, zone: tzinfo | None) -> SkillLine:
    if practice is None:
        return SkillLine(skill.id, skill.title, skill.minutes, None, ())
    said = tuple(Said(who, practice.said[who], practice.passed[who]) for who in SignedBy)
    return SkillLine(skill.id, skill.title, skill.minutes, day_at(practice.last, zone), said)


def see_skill_to_run(user_id: int, name: str) -> SeenSkill | None:
    """Return a checklist for a user to run; None where there is no such one."""
    skill = see_skill(name)
    if skill is None:
        return None
    return SeenSkill(skill, edition_mark(skill), see_work(skill.reference), skill_runs_of(user_id, name).count())


def see_skill_runs(user_id: int, name: str, zone: tzinfo | None) -> SeenSkillRuns | None:
    """Return what a user's runs of a checklist came to; None where there is no such checklist."""
    skill = see_skill(name)
    if skill is None:
        return None
    rows, edition = list(skill_runs_of(user_id, name)), edition_mark(skill)
    comparable = [row for row in rows if row.edition == edition]
    times = Counter(place for row in comparable for place in row.missed)
    often = sorted(times.items(), key=lambda one: (-one[1], one[0]))
    return SeenSkillRuns(
        skill=skill,
        runs=tuple(_past(row, skill, zone, is_same=row.edition == edition) for row in rows[:MOST_SHOWN]),
        number=len(rows),
        compared=len(comparable),
        often=tuple(OftenMissed(place + 1, skill.steps[place], count) for place, count in often[:MOST_OFTEN]),
    )


def _past(row: SkillRun, skill: Skill, zone: tzinfo | None, *, is_same: bool) -> PastSkillRun:
    return PastSkillRun(
        on=day_at(row.at, zone),
        passed=row.passed,
        signed_by=SignedBy(row.signed_by),
        signature=row.signature,
        spent="" if row.spent is None else clocked(row.spent),
        missed=tuple(NumberedStep(place + 1, skill.steps[place]) for place in row.missed) if is_same else (),
        missed_then=0 if is_same else len(row.missed),
    )


def clocked(milliseconds: int) -> str:
    """Return a time as the timer shows it: `4:05`."""
    return f"{milliseconds // 60_000}:{milliseconds // 1000 % 60:02}"
