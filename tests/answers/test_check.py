"""Several credentials at once for one person."""

from __future__ import annotations

from datetime import date

from certway.answers.check import check
from certway.core.person.reading import read_person
from certway.core.person.record import Record
from certway.core.qualify.standing import stand
from certway.core.units.days import to_date
from certway.exchange.yaml_files import parse_yaml
from told_cases import rules

TODAY = date(2026, 11, 10).toordinal()
STUDENT = b"""
person: {high_school: {completed: 2019-05-30, kind: diploma}}
programs:
- {kind: medical-assistant, accredited_by: [CAAHEP], completed: 2026-12-18, academic_hours: 720, clinical_hours: 180}
attempts: []
statements: {felony: false, moral_character: true}
"""


def student() -> Record:
    return read_person(parse_yaml(STUDENT, "student.yaml"))


def test_check_stands_the_person_for_each_credential_in_order():
    answer = check(rules(), student(), as_of=TODAY)
    assert [one.credential.id for one in answer.credentials] == [one.id for one, _ in rules()]
    assert [one.standing for one in answer.credentials] == [stand(r, student(), as_of=TODAY) for _, r in rules()]
    assert answer.entries == {"programs": 1, "attempts": 0}
    assert (answer.as_of, answer.exam_on) == (TODAY, None)


def test_check_knows_the_nearest_route_and_the_others():
    cma = check(rules()[:1], student(), as_of=TODAY).credentials[0]
    assert cma.nearest is not None
    assert cma.nearest.id == "category-1"
    assert [route.id for route in cma.others] == ["category-2", "category-3", "category-4"]
    assert to_date(cma.standing.eligible.from_ or 0).isoformat() == "2026-11-18"


def test_check_takes_the_day_of_the_exam():
    exam_on = date(2026, 11, 18).toordinal()
    answer = check(rules()[:1], student(), as_of=TODAY, exam_on=exam_on)
    assert answer.credentials[0].standing.verdict == "met"
    assert answer.exam_on == exam_on


def test_check_of_nobody_asks_for_everything():
    answer = check(rules(), Record(), as_of=TODAY)
    assert {one.standing.verdict for one in answer.credentials} == {"unknown"}
    assert answer.entries == {}
