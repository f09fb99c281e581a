"""A record as a JSON Resume: valid for everybody, without what is nobody's business, and readable back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker

from builders.records import record
from certway.core.person.record import Record
from certway.exchange.json_resume import resume_text, write_resume
from certway.exchange.json_resume_marks import OWN, shown_part
from certway.exchange.json_resume_reading import read_resume
from certway.exchange.rule_files import RuleFiles
from strategies.people import records

CREDENTIALS = RuleFiles().credentials()
SCHEMA = Path(__file__).parent / "json_resume" / "schema-1.0.0.json"
VALIDATOR = Draft4Validator(json.loads(SCHEMA.read_text("utf-8")), format_checker=FormatChecker(("date",)))
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1, max_size=80)

SECRET = {
    "person": {"name": "Ana", "born": "1999-08-07", "high_school": {"kind": "diploma", "completed": "2017-06-05"}},
    "statements": {"felony": True, "moral_character": False},
    "attempts": [{"id": "secret-1", "exam": "cma-aama", "on": "2021-04-03", "passed": False, "score": 317}],
    "fees_paid": [{"credential": "rma-amt", "on": "2022-05-04", "usd": 913}],
    "procedures": {"venipuncture": 771},
    "preferences": {"budget": 8642, "start": "2029-01-02"},
    "work": [{"id": "secret-2", "role": "phlebotomist", "from": "2024"}],
}


def text_of(person: Record) -> str:
    return resume_text(write_resume(person, credentials=CREDENTIALS))


def members(document: object) -> dict[str, object]:
    """Return what everybody reads of one entry."""
    assert isinstance(document, dict)
    return {name: value for name, value in document.items() if name != OWN}


@settings(max_examples=15)
@given(records(), TEXTS, TEXTS)
def test_what_is_shown_comes_back(person: Record, name: str, title: str) -> None:
    credits = ({"title": title, "points": 250}, *(person.entries("education_credits") or ()))
    told = Record(
        singles={**person.singles, "person": {**person.single("person"), "name": name}},
        lists={**person.lists, "education_credits": credits},
    )
    text = text_of(told)
    VALIDATOR.validate(json.loads(text))
    read = read_resume(text.encode(), "resume.json", credentials=CREDENTIALS)

    assert (read.record, read.dropped) == (shown_part(told), ())
    assert text_of(read.record) == text


def test_nothing_is_shown_that_is_nobodys_business() -> None:
    text = text_of(record(**SECRET))

    hidden = (
        "1999",
        "2017",
        "felony",
        "moral",
        "2021",
        "317",
        "2022",
        "913",
        "771",
        "8642",
        "2029",
        "secret",
        "attempts",
    )
    assert [word for word in hidden if word in text] == []


def test_numbers_of_certificates_stay_at_home_where_that_is_wished() -> None:
    told = record(credentials=[{"id": "pbt-ascp", "number": "PBT-4711", "expires": "2027-02-28"}], cards=[])
    text = resume_text(write_resume(told, credentials=CREDENTIALS, numbers=False))
    read = read_resume(text.encode(), "resume.json", credentials=CREDENTIALS)

    assert ("4711" in text_of(told), "4711" in text) == (True, False)
    assert read.record == record(credentials=[{"id": "pbt-ascp", "expires": "2027-02-28"}], cards=[])


def test_people_read_a_job_a_program_and_a_certificate() -> None:
    document = write_resume(
        record(
            person={"name": "Ana", "lives_in": "TX", "high_school": {"kind": "ged"}},
            education=[{"level": "associate", "field": "biology", "completed": "2023-05"}],
            programs=[{"kind": "phlebotomy", "award": "certificate", "started": "2022", "completed": "2022-08-01"}],
            work=[
                {"role": "phlebotomist", "setting": "hospital-laboratory", "from": "2023-01-05", "to": None,
                 "hours_per_week": 36.5, "duties": ["clinical"], "departments": ["hematology", "chemistry"]},
            ],
            credentials=[
                {"id": "pbt-ascp", "number": "P 7", "issued": "2023-02-01", "expires": "2026-02-28"},
                {"id": "cla-ascp", "number": "C-9", "issued": "2020-03", "expires": None},
            ],
            cards=[{"kind": "cpr", "issued": "2024-01-02", "expires": "2026-01"}],
            education_credits=[{"title": "Safety", "provider": "ASCP", "on": "2024-06-01"}, {"on": "2024"}],
        ),
        credentials=CREDENTIALS,
    )  # fmt: skip

    assert {name: [members(one) for one in document[name]] for name in ("education", "work", "certificates")} == {  # type: ignore[attr-defined]
        "education": [
            {"studyType": "GED"},
            {"studyType": "Associate degree", "area": "biology", "endDate": "2023-05"},
            {"studyType": "Certificate", "area": "Phlebotomy", "startDate": "2022", "endDate": "2022-08-01"},
        ],
        "work": [
            {
                "position": "Phlebotomist",
                "description": "Hospital laboratory",
                "startDate": "2023-01-05",
                "summary": "Duties: clinical. Departments: chemistry and hematology. 36.5 hours a week.",
            }
        ],
        "certificates": [
            {
                "name": "Phlebotomy Technician, PBT (ASCP)",
                "date": "2023-02-01",
                "issuer": "American Society for Clinical Pathology Board of Certification (ASCP BOC)",
                "url": "https://www.ascp.org/boc",
                "expires": "2026-02-28",
                "number": "P 7",
            },
            {"name": "CLA (ASCP)", "number": "C-9"},
            {"name": "CPR card", "date": "2024-01-02", "expires": "2026-01"},
            {"name": "Safety", "date": "2024-06-01", "issuer": "ASCP"},
            {"name": "Continuing education"},
        ],
    }


@pytest.mark.parametrize("name", sorted(CREDENTIALS))
def test_every_certificate_is_known_again_without_its_mark(name: str) -> None:
    told = record(
        credentials=[{"id": name, "number": "A-1", "issued": "2024-02-10", "expires": "2027-02"}],
        cards=[{"kind": "cpr", "issued": "2024-01-02", "expires": "2026-01-02"}],
    )
    document = write_resume(told, credentials=CREDENTIALS)
    bare = {"certificates": [members(one) for one in document["certificates"]]}  # type: ignore[attr-defined]
    read = read_resume(json.dumps(bare).encode(), "resume.json", credentials=CREDENTIALS)

    assert read.record == told
