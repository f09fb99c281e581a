"""Where a person stands on the ladder."""

from __future__ import annotations

import pytest

from builders.records import ordinal
from certway.core.advance.footing import Foothold, footholds
from certway.core.advance.ladder import HeldBy, Ladder, Rung
from certway.core.person.reading import read_person
from certway.core.person.record import Record
from certway.core.units.located import located

TODAY = ordinal("2026-11-23")
LADDER = Ladder(
    {
        rung.id: rung
        for rung in (
            Rung("school", "role", "High school", held_by=HeldBy(high_school=True)),
            Rung("mlt-ascp", "credential", "MLT"),
            Rung("technician", "role", "Technician", held_by=HeldBy(roles=("laboratory-technician",))),
            Rung("graduate", "role", "Old graduate", held_by=HeldBy(programs=("mlt",), older_than_years=5)),
            Rung("nurse", "role", "Nurse", held_by=HeldBy(programs=("nursing",))),
        )
    },
    (),
    (),
)


def person(**told: object) -> Record:
    return read_person(located(told, file="person"))


def stands(**told: object) -> list[tuple[str, str, str]]:
    return [(one.rung, one.held_as, one.validity) for one in footholds(LADDER, person(**told), day=TODAY)]


@pytest.mark.parametrize(
    ("entry", "validity"),
    [
        ({"issued": "2024-01-01", "expires": "2026-11-23"}, "valid"),
        ({"issued": "2024-01-01", "expires": "2026-11-22"}, "expired"),
        ({"issued": "2024-01-01", "expires": None}, "valid"),
        ({"issued": "2024-01-01"}, "unknown"),
        ({"expires": "2026"}, "unknown"),
        ({"expires": "2026-10"}, "expired"),
        ({"expires": "2026-12"}, "valid"),
        ({}, "unknown"),
    ],
)
def test_credential_is_valid_until_its_last_day(entry, validity):
    assert stands(credentials=[{"id": "mlt-ascp", **entry}]) == [("mlt-ascp", "credential", validity)]


def test_last_day_is_told():
    found = footholds(LADDER, person(credentials=[{"id": "mlt-ascp", "expires": "2026-11-30"}]), day=TODAY)
    assert found == (Foothold("mlt-ascp", "credential", "valid", ordinal("2026-11-30")),)


def test_latest_issued_of_several_entries_counts():
    old = {"id": "mlt-ascp", "issued": "2019-01-01", "expires": "2022-01-01"}
    new = {"id": "mlt-ascp", "issued": "2025-01-01", "expires": "2028-01-01"}
    assert stands(credentials=[new, old]) == [("mlt-ascp", "credential", "valid")]
    assert stands(credentials=[old, new]) == [("mlt-ascp", "credential", "valid")]


def test_what_lies_ahead_or_is_no_rung_counts_nothing():
    assert stands(credentials=[{"id": "mlt-ascp", "issued": "2026-11-24"}]) == []
    assert stands(credentials=[{"id": "dentist", "issued": "2020-01-01"}]) == []
    assert stands(person={"high_school": {"completed": "2027-06-01", "kind": "diploma"}}) == []
    assert stands() == []


def test_job_counts_while_it_lasts():
    job = {"role": "laboratory-technician", "from": "2020-01-01"}
    held = [("technician", "job", "valid")]
    assert stands(work=[{**job, "to": None}]) == held
    assert stands(work=[{**job, "to": "2026-11-23"}]) == held
    assert stands(work=[{**job, "to": "2026-11-22"}]) == []
    assert stands(work=[{**job, "from": "2026-11-24"}]) == []
    assert stands(work=[{**job, "role": "phlebotomist"}]) == []


def test_job_whose_last_day_was_not_told_may_have_ended():
    job = {"role": "laboratory-technician", "from": "2020-01-01"}
    perhaps = [("technician", "job", "unknown")]
    assert stands(work=[job]) == perhaps
    assert stands(work=[{"role": "laboratory-technician"}]) == perhaps
    assert stands(work=[{**job, "to": "2026-11"}]) == perhaps
    assert stands(work=[{**job, "to": "2026-12"}]) == [("technician", "job", "valid")]
    assert stands(work=[job, {**job, "to": None}]) == [("technician", "job", "valid")]


def test_program_counts_once_it_is_finished_or_too_old():
    assert stands(programs=[{"kind": "nursing", "completed": "2026-11-23"}]) == [("nurse", "program", "valid")]
    assert stands(programs=[{"kind": "nursing", "completed": "2026-11-24"}]) == []
    assert stands(programs=[{"kind": "nursing"}]) == []
    assert stands(programs=[{"kind": "mlt", "completed": "2021-11-23"}]) == []
    assert stands(programs=[{"kind": "mlt", "completed": "2021-11-22"}]) == [("graduate", "program", "valid")]


def test_high_school_counts_when_it_is_finished():
    assert stands(person={"high_school": {"completed": "2019-06-01", "kind": "ged"}}) == [("school", "school", "valid")]
    assert stands(person={"high_school": {"completed": "2026-11-23"}}) == [("school", "school", "valid")]
    assert stands(person={"high_school": {"completed": "2026-11-24", "kind": "ged"}}) == []
    assert stands(person={"high_school": {"kind": "none"}}) == []


def test_high_school_whose_day_was_not_told_may_not_be_finished():
    perhaps = [("school", "school", "unknown")]
    assert stands(person={"high_school": {"kind": "diploma"}}) == perhaps
    assert stands(person={"high_school": {"completed": "2026", "kind": "diploma"}}) == perhaps
    assert stands(person={"lives_in": "TX"}) == []


def test_rungs_stand_in_the_order_of_the_ladder():
    job = {"role": "laboratory-technician", "from": "2020-01-01", "to": None}
    high_school = {"completed": "2019-06-01", "kind": "diploma"}
    found = stands(work=[job], credentials=[{"id": "mlt-ascp"}], person={"high_school": high_school})
    assert [rung for rung, _, _ in found] == ["school", "mlt-ascp", "technician"]
