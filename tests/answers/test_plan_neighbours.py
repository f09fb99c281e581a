"""Plans to the neighbouring credentials: phlebotomy, patient care, and the other bodies' assistants and technicians."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from builders.records import record
from certway.answers.plan import is_met_when_applying, puzzle_for, timing_of
from certway.core.person.record import Record
from certway.core.plan.checking import broken_promises
from certway.core.plan.roadmap import Roadmap
from certway.core.plan.wishes import Wishes
from certway.core.qualify.standing import stand
from certway.exchange.plan_json import plan_json
from planning import TODAY, maria, ordinal, planned, refused, rules_for
from telling_plans import telling_for

PART_TIME, FULL_TIME = 14, 45  # free hours a week

WAYS = [
    ("cpt-nha", PART_TIME, "training", "phlebotomy-course"),
    ("pbt-ascp", PART_TIME, "route-2", "phlebotomy-course"),
    ("rpt-amt", FULL_TIME, "work-experience", "phlebotomy-job"),
    ("cpct-a-nha", FULL_TIME, "training", "patient-care-course"),
    ("ncma-ncct", PART_TIME, "graduate", "ma-ncct"),
    ("mlt-amt", FULL_TIME, "education", "mlt-degree"),
]
GOALS = [goal for goal, *_ in WAYS]


def wishes(hours: int) -> Wishes:
    return Wishes(start=TODAY, weekly_minutes=hours * 60)


HOURS = {goal: hours for goal, hours, *_ in WAYS}


@cache
def marias(goal: str) -> Roadmap:
    return planned(goal, maria(), wishes(HOURS[goal]))


def verdict(goal: str, person: Record, plan: Roadmap) -> str:
    return stand(rules_for(goal).eligibility, person, as_of=plan.apply_on, exam_on=plan.exam_on).verdict


@pytest.mark.parametrize(("goal", "hours", "route", "training"), WAYS)
def test_maria_gets_there_by_the_way_that_suits_her_hours(goal: str, hours: int, route: str, training: str) -> None:
    found = marias(goal)
    assert (found.status, found.route, [one.id for one in found.trainings]) == ("optimal", route, [training])
    assert broken_promises(found, wishes(hours), timing_of(rules_for(goal), maria(), day=TODAY)) == ()


@pytest.mark.parametrize("goal", GOALS)
def test_check_says_met_on_the_day_of_application_with_the_tasks_done_and_not_without(goal: str) -> None:
    found = marias(goal)
    assert is_met_when_applying(rules_for(goal).eligibility, found)
    assert verdict(goal, found.record, found) == "met"
    assert verdict(goal, maria(), found) == "not-met"


@pytest.mark.parametrize("goal", GOALS)
def test_person_file_with_what_the_plan_adds_is_that_of_the_plan(goal: str) -> None:
    found = marias(goal)
    adds = plan_json(found, telling_for(goal, wishes(HOURS[goal])))["adds"]
    assert isinstance(adds, dict)
    told = record(**adds)
    later = maria()
    for section, entries in told.lists.items():
        later = later.with_entries(section, entries)
    procedures = {name: number for name, number in told.single("procedures").items() if isinstance(number, int)}
    assert later.with_counts("procedures", procedures) == found.record


def with_procedures(person: Record, **counts: int) -> Record:
    """Return a person who told just these procedures."""
    told = {name: 100 * count for name, count in counts.items()}
    return replace(person, singles={**person.singles, "procedures": told})


def test_procedures_of_a_course_are_added_to_those_done_before() -> None:
    found = planned("cpt-nha", with_procedures(maria(), venipuncture=20, capillary=9, ekg=3), wishes(PART_TIME))
    assert found.record.single("procedures") == {"venipuncture": 12_000, "capillary": 1_900, "ekg": 300}
    assert found.adds.single("procedures") == {"venipuncture": 10_000, "capillary": 1_000}


def test_procedures_of_a_course_are_the_least_there_are_for_who_told_none() -> None:
    untold = replace(maria(), singles={name: told for name, told in maria().singles.items() if name != "procedures"})
    found = planned("cpt-nha", untold, wishes(PART_TIME))
    assert found.trainings[0].id == "phlebotomy-course"
    assert found.record.single("procedures") == {"venipuncture": 10_000, "capillary": 1_000}
    assert is_met_when_applying(rules_for("cpt-nha").eligibility, found)


def phlebotomist(**procedures: int) -> Record:
    """Return somebody who worked long enough, with these procedures."""
    job = {
        "role": "phlebotomist", "setting": "hospital-laboratory", "from": "2024-01-08", "to": "2026-09-30",
        "hours_per_week": 36, "duties": ["clinical"], "departments": [], "supervised": True,
    }  # fmt: skip
    return record(
        person={"high_school": {"completed": "2015-05-30", "kind": "diploma"}},
        education=[], programs=[], work=[job], attempts=[], cards=[], credentials=[], procedures=procedures,
    )  # fmt: skip


def test_who_has_the_work_and_the_procedures_needs_no_training() -> None:
    found = planned("cpt-nha", phlebotomist(venipuncture=45, capillary=12), wishes(FULL_TIME))
    assert (found.route, found.trainings, found.apply_on) == ("experience", (), TODAY)


def test_procedures_of_a_job_count_after_so_many_weeks_and_own_ones_at_once() -> None:
    """The first job begins on December 7; 13 weeks later is March 8."""
    opens = {}
    for sticks in (0, 12):
        puzzle = puzzle_for(rules_for("cpt-nha"), phlebotomist(venipuncture=45, capillary=sticks), wishes(FULL_TIME))
        jobs = [way for way in puzzle.ways if [step.training.id for step in way.steps] == ["phlebotomy-job"]]
        opens[sticks] = min(way.windows[0][0] for way in jobs)
    assert opens == {0: ordinal("2027-03-08"), 12: TODAY}


def test_course_without_a_published_pace_below_23_hours_names_the_hours() -> None:
    (reason,) = refused("cpct-a-nha", maria(), wishes(PART_TIME)).reasons
    assert (reason.message, reason.drop) == ("wishes-conflict", ("hours-per-week",))
