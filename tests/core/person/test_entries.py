"""One entry by itself: written as plain values, read back, and checked for what cannot be true together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.records import record
from certway.core.person.fields import LISTS, SECTIONS, SINGLES, SectionTable, section_table
from certway.core.person.reading import Contradiction, check_entry, write_entry
from certway.core.person.record import OPEN, Accreditation, Entry, FreeDays
from certway.core.person.scalars import Report
from certway.core.person.values import read_entry
from certway.core.units.days import DaySpan, parse_day
from certway.core.units.located import located
from strategies.people import entries


def table(section: str) -> SectionTable:
    found = section_table(section)
    assert found is not None
    return found


def day(text: str) -> DaySpan:
    span = parse_day(text)
    assert span is not None
    return span


def read_back(entry: Entry, section: SectionTable) -> Entry | None:
    report = Report()
    found = read_entry(located(write_entry(entry, section), file="f"), section, "", report)
    assert report.problems == []
    return found


# What the generated people leave out: texts, and the stretches of days of the wishes.
WITH_MORE: list[tuple[str, Entry]] = [
    ("person", {"name": "Maria Ortega"}),
    ("education", {"id": "e1", "level": "none", "field": "biology: cells"}),
    ("credentials", {"id": "cma-aama", "number": "0123"}),
    (
        "preferences",
        {
            "hours_per_week": 1450,
            "budget": 600_001,
            "start": day("2027"),
            "finish_by": day("2028-06"),
            "days_off": (FreeDays(day("2027-07-01").first, day("2027-07-14").first),),
            "intakes": (FreeDays(day("2027-01-11").first, day("2027-01-11").first),),
        },
    ),
]


@given(st.data(), st.sampled_from([*LISTS, *SINGLES]))
def test_entry_that_is_written_is_read_back_and_fits_together(data: st.DataObject, section: SectionTable) -> None:
    entry = data.draw(entries(section, complete=False))
    assert read_back(entry, section) == entry
    assert check_entry(entry, section) == ()


@pytest.mark.parametrize(("section", "entry"), WITH_MORE)
def test_texts_and_stretches_of_days_are_written_and_read_back(section: str, entry: Entry) -> None:
    assert read_back(entry, table(section)) == entry
    assert check_entry(entry, table(section)) == ()


def test_entry_is_written_in_the_order_of_the_field_table() -> None:
    job: Entry = {"to": OPEN, "duties": (), "supervised": False, "from": day("2023-08"), "role": "other"}
    assert list(write_entry(job, table("work")).items()) == [
        ("role", "other"), ("from", "2023-08"), ("to", None), ("duties", []), ("supervised", False),
    ]  # fmt: skip


def test_numbers_are_written_as_they_were_told() -> None:
    study: Entry = {"semester_hours": 6450, "science_hours": {"biology": 1600, "chemistry": 1}}
    assert write_entry(study, table("education")) == {
        "semester_hours": 64.5,
        "science_hours": {"biology": 16, "chemistry": 0.01},
    }


ORDERS = [(one, earlier, later) for one in SECTIONS for earlier, later in one.orders]


def test_days_have_an_order_in_these_sections() -> None:
    assert [(one.name, earlier, later) for one, earlier, later in ORDERS] == [
        ("programs", "started", "completed"),
        ("work", "from", "to"),
        ("credentials", "issued", "expires"),
        ("cards", "issued", "expires"),
    ]


@pytest.mark.parametrize(("section", "earlier", "later"), ORDERS)
def test_days_the_wrong_way_round_are_found_at_the_later_one(section: SectionTable, earlier: str, later: str) -> None:
    entry: Entry = {"id": "x", earlier: day("2022-05"), later: day("2022-04-30")}
    text = f"2022-04-30 lies before {earlier} 2022-05; correct one of them"
    assert check_entry(entry, section) == (Contradiction(later, text),)


@pytest.mark.parametrize("later", [day("2022-05-30"), day("2022-05"), day("2022"), day("2023"), OPEN])
def test_days_that_may_be_in_order_fit(later: DaySpan) -> None:
    assert check_entry({"from": day("2022-05-30"), "to": later}, table("work")) == ()


OTHER: list[tuple[str, Entry, Contradiction]] = [
    (
        "programs",
        {"academic_hours": 72_000, "clinical_hours": 16_000, "total_hours": 90_000},
        Contradiction("total_hours", "900 is more than academic_hours + clinical_hours (880); correct one of them"),
    ),
    (
        "programs",
        {"clinical_hours": 16_050, "total_hours": 16_000},
        Contradiction("total_hours", "160 is less than clinical_hours (160.5); correct one of them"),
    ),
    (
        "programs",
        {"academic_hours": 3_900, "total_hours": 2_003_901},
        Contradiction(
            "total_hours",
            "20039.01 is more than academic_hours + clinical_hours (at most 20039); correct one of them",
        ),
    ),
    (
        "programs",
        {"accredited_by": ("ABHES",), "accreditation": (Accreditation("CAAHEP", None, OPEN),)},
        Contradiction("accreditation", "CAAHEP here, but ABHES in accredited_by; name the same or leave one out"),
    ),
    (
        "programs",
        {"accreditation": (Accreditation("CAAHEP", None, None), Accreditation("ABHES", day("2022"), day("2021")))},
        Contradiction("accreditation", "2021 lies before from 2022; correct one of them"),
    ),
    (
        "education",
        {"science_hours": {"biology": 400, "microbiology": 450}},
        Contradiction(
            "science_hours", "microbiology (4.5) is more than the biology that contains it (4); count it in biology too"
        ),
    ),
    (
        "education",
        {"science_hours": {"chemistry": 700, "organic-chemistry": 400, "biochemistry": 400}},
        Contradiction(
            "science_hours",
            "organic-chemistry + biochemistry (8) is more than the chemistry that contains it (7);"
            " count it in chemistry too",
        ),
    ),
    (
        "education",
        {"semester_hours": 1500, "science_hours": {"biology": 1600}},
        Contradiction("science_hours", "16 hours of biology are more than semester_hours (15); correct one of them"),
    ),
]


@pytest.mark.parametrize(("section", "entry", "expected"), OTHER)
def test_contradiction_is_found_at_its_field(section: str, entry: Entry, expected: Contradiction) -> None:
    assert check_entry(entry, table(section)) == (expected,)


def test_every_contradiction_is_found() -> None:
    program: Entry = {"started": day("2022"), "completed": day("2021"), "clinical_hours": 100, "total_hours": 0}
    assert [wrong.field for wrong in check_entry(program, table("programs"))] == ["completed", "total_hours"]
    study: Entry = {"semester_hours": 100, "science_hours": {"biology": 200, "microbiology": 300}}
    assert [wrong.field for wrong in check_entry(study, table("education"))] == ["science_hours"] * 3


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("attempts", "the key 'exam' is missing; write the credential whose exam it was"),
        ("credentials", "the key 'id' is missing; write the credential, such as cma-aama"),
        ("fees_paid", "the key 'credential' is missing; write the credential it was paid for"),
    ],
)
def test_field_that_an_entry_must_have_is_found_missing_at_no_field(section: str, text: str) -> None:
    assert check_entry({}, table(section)) == (Contradiction("", text),)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"procedures": {"venipuncture": 20, "ekg": 3}}, {"venipuncture": 12_000, "capillary": 1_000, "ekg": 300}),
        ({"procedures": {}}, {"venipuncture": 10_000, "capillary": 1_000}),
        ({}, {"venipuncture": 10_000, "capillary": 1_000}),
    ],
)
def test_counts_are_added_to_those_told(told: dict[str, object], expected: dict[str, int]) -> None:
    person = record(**told, work=[])
    later = person.with_counts("procedures", {"venipuncture": 10_000, "capillary": 1_000})
    assert later.single("procedures") == expected
    assert (later.lists, person) == (person.lists, record(**told, work=[]))
