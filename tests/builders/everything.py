"""A record that tells something of every kind of value."""

from __future__ import annotations

from builders.records import ordinal
from certway.core.person.record import OPEN, Accreditation, FreeDays, Record
from certway.core.units.days import DaySpan, parse_day


def told(text: str) -> DaySpan:
    span = parse_day(text)
    assert span is not None
    return span


EVERY_KIND = Record(
    singles={
        "person": {"name": "Åsa O'Neil: “x” {y} 1e3", "born": told("2001-02-28"), "lives_in": "TX"},
        "high_school": {"completed": told("2019"), "kind": "none"},
        "procedures": {"venipuncture": 0, "injection": 100_000_000},
        "statements": {"felony": False, "moral_character": True},
        "preferences": {
            "hours_per_week": 1225,
            "start": told("2027-02"),
            "days_off": (FreeDays(ordinal("2027-07-01"), ordinal("2027-07-14")),),
            "intakes": (FreeDays(ordinal("2027-09-01"), ordinal("2027-09-01")),),
        },
    },
    lists={
        "education": ({"field": "", "science_hours": {"biology": 450, "microbiology": 0}}, {}),
        "programs": (
            {"accreditation": (Accreditation("CAAHEP", told("2012-03"), OPEN), Accreditation("ABHES", None, None))},
            {"accredited_by": ()},
            {"accredited_by": ("ABHES", "CAAHEP")},
        ),
        "work": ({"id": "12", "to": OPEN}, {"to": told("2022-04-30"), "supervised": False}),
        "credentials": ({"id": "null"},),
        "education_credits": ({"areas": {"ethics": 150, "on": 25}, "approved_by": ("yes",), "title": "No"},),
        "fees_paid": ({"credential": "rma-amt", "kind": "annual", "on": told("2025-12-31"), "usd": 7550},),
        "attempts": (),
    },
)
