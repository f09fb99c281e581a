"""The JSON Schema of the person file: current, valid, and of one mind with the reader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from certway.core.person.fields import SECTIONS
from certway.core.person.reading import read_person, write_person
from certway.core.person.schema import person_schema
from certway.core.units.errors import InputError
from certway.exchange.person_file import SCHEMA_PATH, person_schema_text
from certway.exchange.yaml_files import parse_yaml

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "person-file.md"
BLOCKS = re.findall(r"```(?:yaml|json)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
SCHEMA = Draft202012Validator(person_schema())

VALID = [
    *BLOCKS,
    "{}",
    "person: {name: 2024, born: 2001}",
    "credentials: [{id: cma-aama, number: 123456, expires: null}]",
    "work: [{}]",
    "education_credits: [{areas: {any-word: 0.25}, approved_by: []}]",
    "programs: [{accreditation: [{by: CAAHEP, from: 2012, to: null}]}]",
    "preferences: {days_off: [], intakes: []}",
]
INVALID = [
    "[]",
    "certway: 2",
    "certway: '1'",
    "wrok: []",
    "high_school: {}",
    "person: null",
    "person: []",
    "person: {born: null}",
    "person: {born: 2026-13-01}",
    "person: {born: 1899-01-01}",
    "person: {born: 2200}",
    "person: {born: yesterday}",
    "person: {lives_in: tx}",
    "person: {name: true}",
    "person: {name: 1.5}",
    "person: {name: -1}",
    f"person: {{name: {'x' * 501}}}",
    'person: {name: "a\\nb"}',
    "person: {high_school: {kind: other}}",
    "person: {high_school: null}",
    "work: {}",
    "work: null",
    "work: [" + "{}, " * 2001 + "]",
    "work: [{hours_per_week: 169}]",
    "work: [{hours_per_week: -1}]",
    "work: [{hours_per_week: '36'}]",
    "work: [{from: null}]",
    "work: [{duties: clinical}]",
    "work: [{duties: [cooking]}]",
    "work: [{supervised: yes}]",
    "work: [{since: 2019}]",
    "credentials: [{issued: 2019}]",
    "credentials: [{id: CMA}]",
    "attempts: [{id: a}]",
    "fees_paid: [{usd: 1}]",
    "education: [{science_hours: {physics: 1}}]",
    "education: [{science_hours: {biology: 1001}}]",
    "education_credits: [{areas: {Free Choice: 1}}]",
    "programs: [{accreditation: [{from: 2012}]}]",
    "programs: [{accreditation: [{by: CAAHEP, until: 2012}]}]",
    "preferences: {days_off: [{from: 2027-07, to: 2027-08}]}",
    "preferences: {days_off: [{from: 2027-07-01}]}",
    "preferences: {intakes: [2027]}",
    "preferences: {intakes: 2027-01-01}",
]


def test_schema_is_valid_itself() -> None:
    Draft202012Validator.check_schema(person_schema())


def test_published_copy_is_current() -> None:
    rewrite = f"write person_schema_text() of certway.exchange.person_file to {SCHEMA_PATH.name}"
    assert SCHEMA_PATH.read_text(encoding="utf-8") == person_schema_text(), rewrite


def test_every_field_is_described() -> None:
    properties = person_schema()["properties"]
    assert isinstance(properties, dict)
    for table in SECTIONS:
        entry = properties[table.name] if table.single else properties[table.name]["items"]
        missing = {field.name for field in table.fields} - set(entry["properties"])
        undescribed = [name for name, schema in entry["properties"].items() if not schema.get("description")]
        assert (table.name, missing, undescribed) == (table.name, set(), [])


@pytest.mark.parametrize("content", VALID, ids=range(len(VALID)))
def test_valid_file_is_accepted_by_schema_and_reader(content: str) -> None:
    document = parse_yaml(content.encode(), "p.yaml")
    record = read_person(document)
    assert [error.message for error in SCHEMA.iter_errors(document.plain())] == []
    assert [error.message for error in SCHEMA.iter_errors(write_person(record))] == []


@pytest.mark.parametrize("content", INVALID, ids=range(len(INVALID)))
def test_invalid_file_is_refused_by_schema_and_reader(content: str) -> None:
    document = parse_yaml(content.encode(), "p.yaml")
    assert not SCHEMA.is_valid(document.plain())
    with pytest.raises(InputError):
        read_person(document)
