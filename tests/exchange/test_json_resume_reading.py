"""Anybody's JSON Resume: what is sure is taken, everything else is listed, nothing is guessed."""

from __future__ import annotations

import json

import pytest

from builders.records import record
from certway.core.units.errors import InputError
from certway.exchange.json_resume import resume_text, write_resume
from certway.exchange.json_resume_matching import NoMatch, credential_of
from certway.exchange.json_resume_reading import ReadResume, read_resume
from certway.exchange.rule_files import RuleFiles

CREDENTIALS = RuleFiles().credentials()


def read(document: object) -> ReadResume:
    text = document if isinstance(document, str) else json.dumps(document, indent=1)
    return read_resume(text.encode(), "resume.json", credentials=CREDENTIALS)


def dropped(found: ReadResume) -> list[tuple[str, str, str]]:
    return [(one.path, one.why.removeprefix("resume.dropped."), one.value) for one in found.dropped]


def test_resume_of_somebody_else_gives_what_is_sure() -> None:
    found = read({
        "basics": {"name": " Ana Díaz ", "email": "ana@example.org", "phone": "",
                   "location": {"city": "Austin", "countryCode": "us", "region": "Texas"}},
        "work": [
            {"name": "Seton", "position": "Certified Medical-Assistant", "startDate": "2021-03", "endDate": "Present"},
            {"position": "CMA", "startDate": "March 2019", "endDate": "2020"},
            {"position": "Phlebotomist", "startDate": "2019-05", "endDate": "2018-01-31"},
        ],
        "education": [
            {"institution": "ACC", "area": "Phlebotomy", "studyType": "Certificate", "endDate": "2019-04-30"},
            {"studyType": "Associate's Degree", "area": "Biology", "endDate": "2018"},
            {"studyType": "High School Diploma", "endDate": "2015-06"},
            {"studyType": "Certificate", "area": "Wine", "endDate": "2019"},
        ],
        "certificates": [
            {"name": "CMA (AAMA)", "date": "2020-02-10", "url": "https://example.org"},
            {"name": "CPT", "date": "2019"},
            {"name": "CPR", "date": "2024-01-02"},
            {"name": "Barista"},
        ],
        "skills": [{"name": "Calm"}],
        "volunteer": [],
    })  # fmt: skip

    assert found.record == record(
        person={"name": "Ana Díaz", "lives_in": "TX", "high_school": {"kind": "diploma", "completed": "2015-06"}},
        work=[
            {"role": "medical-assistant", "from": "2021-03", "to": None}, {"to": "2020"}, {"role": "phlebotomist"},
        ],
        education=[{"level": "associate", "field": "Biology", "completed": "2018"}],
        programs=[{"kind": "phlebotomy", "award": "certificate", "completed": "2019-04-30"}],
        credentials=[{"id": "cma-aama", "issued": "2020-02-10"}],
        cards=[{"kind": "cpr", "issued": "2024-01-02"}],
    )  # fmt: skip
    assert dropped(found) == [
        ("basics/email", "no-place", ""),
        ("basics/location/city", "no-place", ""),
        ("work/0/name", "no-place", ""),
        ("work/1/position", "role", "CMA"),
        ("work/1/startDate", "day", "March 2019"),
        ("work/2/startDate", "order", "2019-05"),
        ("work/2/endDate", "order", "2018-01-31"),
        ("education/0/institution", "no-place", ""),
        ("education/3", "study", "Certificate"),
        ("certificates/0/url", "no-place", ""),
        ("certificates/1", "body", "CPT"),
        ("certificates/3", "certificate", "Barista"),
        ("skills", "no-place", ""),
    ]


@pytest.mark.parametrize(
    ("name", "issuer", "credential"),
    [
        ("CPT", "NHA", "cpt-nha"),
        ("Certified Phlebotomy Technician", "National Healthcareer Association", "cpt-nha"),
        ("Certified Phlebotomy Technician", "", "resume.dropped.body"),
        ("CPT (NHA)", "California Department of Public Health", "resume.dropped.body"),
        ("cma (aama)", "", "cma-aama"),
        ("CMA", "American Association of Medical Assistants", "cma-aama"),
        ("CMA", "IMA", "resume.dropped.body"),
        ("Certified Medical Assistant", "", "resume.dropped.body"),
        ("Certified Medical Assistant (CMA)", "AAMA", "cma-aama"),
        ("Medical Laboratory Technician", "", "resume.dropped.body"),
        ("Medical Laboratory Technician", "AMT", "mlt-amt"),
        ("MLT(ASCP)", "ASCP Board of Certification", "mlt-ascp"),
        ("Certified Clinical Medical Assistant", "", "ccma-nha"),
        ("Registered Medical Assistant", "ARMA", "resume.dropped.body"),
        ("Certified Nurse", "AAMA", "resume.dropped.certificate"),
    ],
)
def test_certificate_is_matched_where_the_body_is_sure(name: str, issuer: str, credential: str) -> None:
    found = credential_of(name, issuer, CREDENTIALS)
    assert (found.why if isinstance(found, NoMatch) else found) == credential


@pytest.mark.parametrize(
    ("region", "country", "state"),
    [("TX", "US", "TX"), ("WA", "AU", None), ("Georgia", "", None), ("PR", "PR", "PR"), ("Bavaria", "US", None)],
)
def test_state_needs_its_country(region: str, country: str, state: str | None) -> None:
    found = read({"basics": {"location": {"region": region, "countryCode": country}}})

    assert found.record.single("person").get("lives_in") == state
    assert dropped(found) == ([] if state else [("basics/location/region", "state", region)])


def test_empty_lists_of_a_template_tell_nothing_and_ours_do() -> None:
    assert read({"basics": {}, "work": [], "education": None}).record == record()

    ours = write_resume(record(work=[], education=[]), credentials=CREDENTIALS)
    assert read(ours).record == record(work=[], education=[])


def test_entry_that_was_changed_is_read_as_everybodys() -> None:
    told = record(person={"name": "Ana"}, work=[{"role": "phlebotomist", "from": "2020", "hours_per_week": 30}])
    text = resume_text(write_resume(told, credentials=CREDENTIALS))
    found = read(text.replace('"position": "Phlebotomist"', '"position": "Medical Assistant"'))

    assert found.record == record(person={"name": "Ana"}, work=[{"role": "medical-assistant", "from": "2020"}])
    assert dropped(found) == [("work/0", "changed", ""), ("work/0/summary", "no-place", "")]


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ('"format": 1', '"format": 2', ("meta/x-certway", "newer", "")),
        ('"role": "phlebotomist"', '"role": "wizard"', ("work/0", "unreadable", "")),
        ('"section": "work"', '"section": "attempts"', ("work/0", "unreadable", "")),
    ],
)
def test_mark_that_cannot_be_read_is_left_alone(old: str, new: str, lost: tuple[str, str, str]) -> None:
    text = resume_text(write_resume(record(work=[{"role": "phlebotomist"}]), credentials=CREDENTIALS))
    found = read(text.replace(old, new))

    assert found.record == record(work=[{"role": "phlebotomist"}])
    assert lost in dropped(found)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ('{\n"basics": {\n"name": "A" "B"\n}}', [2]),
        ("[]", [1]),
        ('{"certway": 1, "person": {}}', [1]),
        ('{"basics": [],\n"work": {},\n"education": [\n{}, "x"]}', [1, 2, 4]),
    ],
)
def test_what_is_no_resume_is_refused_with_its_lines(text: str, problems: list[int]) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert [(one.file, one.line) for one in caught.value.problems] == [("resume.json", line) for line in problems]
