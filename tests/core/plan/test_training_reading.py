"""What a training gives, read from its file, and what is wrong with it."""

from __future__ import annotations

import pytest

from builders.rule_text import document, refusal
from certway.core.plan.training_reading import read_trainings
from certway.core.plan.trainings import Training

HEAD = """\
format: 1
sources: {page: {url: "https://example.org", as_of: null, read_on: 2026-11-23, confidence: primary}}
values: {}
trainings:
- id: course
  title: Course
  credentials: [cpt-nha]
  source: page
"""
LINE = HEAD.count("\n") + 1  # of the first line after the head
PROGRAM = "  phases: [{kind: program, title: Class, hours: 90, weekly: [5, 20]}]\n"
JOB = "  job: {role: phlebotomist, setting: hospital-laboratory, hours_per_week: 35, supervised: true}\n"


def training(text: str) -> Training:
    (found,) = read_trainings(document(HEAD + text)).trainings
    return found


def test_entries_and_procedures_are_told_apart() -> None:
    found = training(
        PROGRAM + "  gives: {programs: [{kind: phlebotomy, clinical_hours: 100}], procedures: {venipuncture: 100}}\n"
    )
    assert found.gives == {"programs": ({"kind": "phlebotomy", "clinical_hours": 10_000},)}
    assert found.counts == {"venipuncture": 10_000}


def test_training_that_gives_nothing_gives_neither() -> None:
    found = training(PROGRAM)
    assert (found.gives, found.counts, found.practice_weeks) == ({}, {}, 0)


def test_job_says_after_how_many_weeks_its_procedures_count() -> None:
    found = training(JOB + "  practice_weeks: 13\n  gives: {procedures: {capillary: 25}}\n")
    assert (found.counts, found.practice_weeks) == ({"capillary": 2_500}, 13)


SECTIONS = "education, programs, work, credentials, attempts, cards, education_credits, fees_paid, procedures"
NEEDED = "a job that gives procedures needs 'practice_weeks', and nothing else may have it"


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (JOB + "  gives: {procedures: {capillary: 25}}\n", 5, NEEDED),
        (JOB + "  practice_weeks: 13\n", 5, NEEDED),
        (PROGRAM + "  practice_weeks: 13\n  gives: {procedures: {capillary: 25}}\n", 5, NEEDED),
        (
            "  gives: {statements: {felony: false}}\n",
            LINE,
            f"a training can't give 'statements'; it gives {SECTIONS}",
        ),
        (
            "  gives: {skills: []}\n",
            LINE,
            f"a training can't give 'skills'; it gives {SECTIONS}",
        ),
    ],
)
def test_wrong_gift_is_named_with_its_line(text: str, line: int, problem: str) -> None:
    assert refusal(read_trainings, HEAD + text) == [f"r.yaml:{line}: {problem}"]


@pytest.mark.parametrize("procedures", ["{venepuncture: 100}", "{venipuncture: many}", "{venipuncture: -1}", "12"])
def test_procedures_are_read_as_those_of_a_person_file(procedures: str) -> None:
    (problem,) = refusal(read_trainings, HEAD + PROGRAM + f"  gives: {{procedures: {procedures}}}\n")
    assert problem.startswith(f"r.yaml:{LINE + 1}: procedures")
