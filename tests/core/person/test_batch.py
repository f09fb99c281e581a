"""Records into columns: bounds of what is known, offsets, and what follows from a whole and its parts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.records import located, ordinal, record
from certway.core.person.batch import batch_of
from certway.core.person.columns import SELF, DaySpans, Flags, NumberSpans, Table, Words, WordSets
from certway.core.person.reading import read_person, write_person
from certway.core.person.record import Record
from certway.core.units.days import FIRST_DAY, LAST_DAY
from strategies.effort import effort
from strategies.people import less_known, records


def table(section: str, *people: Record) -> Table:
    return batch_of(people).tables[section]


def bounds(section: str, field: str, *people: Record) -> list[tuple[int, int]]:
    column = table(section, *people).columns[field]
    assert isinstance(column, DaySpans | NumberSpans)
    return list(zip(column.lo.tolist(), column.hi.tolist(), strict=True))


def test_entries_stand_one_person_after_the_other() -> None:
    people = (record(work=[{}, {}]), record(), record(work=[]), record(work=[{}]))
    found = table("work", *people)
    assert found.offsets.tolist() == [0, 2, 2, 2, 3]
    assert found.told.tolist() == [True, False, True, True]
    assert (found.owner.tolist(), found.size) == ([0, 0, 3], 3)


def test_day_spans_what_it_may_be() -> None:
    jobs = [{"to": "2019-05-30"}, {"to": "2019-05"}, {"to": "2019"}, {"to": None}, {}]
    may = (ordinal("2019-05-01"), ordinal("2019-05-31"))
    year = (ordinal("2019-01-01"), ordinal("2019-12-31"))
    exact = (ordinal("2019-05-30"),) * 2
    assert bounds("work", "to", record(work=jobs)) == [exact, may, year, (LAST_DAY, LAST_DAY), (FIRST_DAY, LAST_DAY)]


def test_number_spans_its_field_s_range_when_it_is_not_told() -> None:
    assert bounds("work", "hours_per_week", record(work=[{"hours_per_week": 36.5}, {}])) == [(3650, 3650), (0, 16_800)]


def test_word_is_its_place_and_flag_its_sign() -> None:
    found = table("work", record(work=[{"role": "other", "supervised": True}, {"supervised": False}, {}])).columns
    roles, supervised = found["role"], found["supervised"]
    assert isinstance(roles, Words)
    assert isinstance(supervised, Flags)
    assert [roles.words[code] if code >= 0 else None for code in roles.code] == ["other", None, None]
    assert roles.lookup(frozenset({"other"})).tolist() == [word == "other" for word in roles.words] + [False]
    assert supervised.flag.tolist() == [1, -1, 0]


def test_set_of_words_is_sure_or_possible() -> None:
    duties = table("work", record(work=[{"duties": ["clinical"]}, {"duties": []}, {}])).columns["duties"]
    assert isinstance(duties, WordSets)
    clinical, both = duties.mask(frozenset({"clinical"})), duties.mask(frozenset(duties.words))
    assert duties.sure.tolist() == [clinical, 0, 0]
    assert duties.possible.tolist() == [clinical, 0, both]


def test_person_s_own_fields_stand_in_one_table() -> None:
    one = record(person={"lives_in": "TX", "high_school": {"completed": "2019"}}, procedures={"ekg": 3})
    found = table(SELF, one, record())
    assert found.offsets.tolist() == [0, 1, 2]
    ekg = found.columns["procedures.ekg"]
    assert isinstance(ekg, NumberSpans)
    assert (ekg.lo.tolist(), ekg.hi.tolist()) == ([300, 0], [300, 100_000_000])
    assert set(found.columns) >= {"high_school.completed", "statements.felony", "person.lives_in"}


def test_words_of_an_open_list_may_be_many() -> None:
    """A roster of many people may name more exams than a small number counts."""
    people = [Record(lists={"attempts": ({"exam": f"exam-{at}"},)}) for at in range(40_000)]
    column = table("attempts", *people).columns["exam"]
    assert isinstance(column, Words)
    assert [column.words[int(column.code[at])] for at in (0, 39_999)] == ["exam-0", "exam-39999"]


def test_open_sets_of_words_may_be_many() -> None:
    approvers = [f"body-{at}" for at in range(70)]
    person = record(education_credits=[{"approved_by": approvers, "points": 2}])
    assert table("education_credits", person).size == 1


@pytest.mark.parametrize(
    ("told", "academic", "clinical", "total"),
    [
        ({"academic_hours": 560, "clinical_hours": 160}, (560, 560), (160, 160), (720, 720)),
        ({"academic_hours": 560}, (560, 560), (0, 20_000), (560, 20_560)),
        ({"clinical_hours": 160}, (0, 20_000), (160, 160), (160, 20_160)),
        ({"total_hours": 720}, (0, 720), (0, 720), (720, 720)),
        ({"total_hours": 720, "clinical_hours": 160}, (560, 560), (160, 160), (720, 720)),
        ({"total_hours": 720, "academic_hours": 560}, (560, 560), (160, 160), (720, 720)),
        ({}, (0, 20_000), (0, 20_000), (0, 40_000)),
    ],
)
def test_hours_of_a_program_narrow_one_another(
    told: dict[str, object], academic: tuple[int, int], clinical: tuple[int, int], total: tuple[int, int]
) -> None:
    person = record(programs=[{"kind": "mlt", **told}])
    for name, (least, most) in (("academic_hours", academic), ("clinical_hours", clinical), ("total_hours", total)):
        assert bounds("programs", name, person) == [(least * 100, most * 100)]


@pytest.mark.parametrize(
    ("told", "subject", "expected"),
    [
        ({"science_hours": {"microbiology": 4}}, "biology", (4, 1000)),
        ({"science_hours": {"microbiology": 4}, "semester_hours": 30}, "biology", (4, 30)),
        ({"science_hours": {"biology": 16}}, "microbiology", (0, 16)),
        ({"science_hours": {"organic-chemistry": 4, "biochemistry": 3}}, "chemistry", (7, 1000)),
        ({"science_hours": {"chemistry": 16, "biochemistry": 3}}, "organic-chemistry", (0, 13)),
        ({"science_hours": {"chemistry": 16, "organic-chemistry": 4}}, "biochemistry", (0, 12)),
        ({"science_hours": {"biology": 16}}, "biology", (16, 16)),
        ({"semester_hours": 30}, "chemistry", (0, 30)),
        ({}, "chemistry", (0, 1000)),
    ],
)
def test_subjects_narrow_one_another(told: dict[str, object], subject: str, expected: tuple[int, int]) -> None:
    person = record(education=[{"level": "none", **told}])
    assert bounds("education", f"science_hours.{subject}", person) == [(expected[0] * 100, expected[1] * 100)]


def test_accreditation_stands_inside_its_program() -> None:
    programs = [
        {"accredited_by": ["CAAHEP", "ABHES"]},
        {},
        {"accreditation": [{"by": "NAACLS", "from": "2012-03-01", "to": None}]},
        {"accreditation": []},
    ]
    found = table("programs", record(programs=programs)).nested["accreditation"]
    assert (found.offsets.tolist(), found.told.tolist()) == ([0, 2, 2, 3, 3], [True, False, True, True])
    by, begun, ended = (found.columns[name] for name in ("by", "from", "to"))
    assert isinstance(by, Words)
    assert isinstance(begun, DaySpans)
    assert isinstance(ended, DaySpans)
    assert [by.words[code] for code in by.code] == ["CAAHEP", "ABHES", "NAACLS"]
    assert begun.lo.tolist() == begun.hi.tolist() == [FIRST_DAY, FIRST_DAY, ordinal("2012-03-01")]
    assert ended.lo.tolist() == ended.hi.tolist() == [LAST_DAY] * 3


def test_nobody_has_empty_columns() -> None:
    people = batch_of([])
    assert people.size == 0
    assert {table.size for table in people.tables.values()} == {0}


@effort(100)
@given(st.data())
def test_generated_people_are_what_a_person_file_may_hold(data: st.DataObject) -> None:
    person = data.draw(records(complete=data.draw(st.booleans())))
    for one in (person, data.draw(less_known(person))):
        assert read_person(located(write_person(one))) == one


@effort(100)
@given(st.data())
def test_telling_less_widens_every_bound(data: st.DataObject) -> None:
    person = data.draw(records())
    more, less = batch_of([person]), batch_of([data.draw(less_known(person))])
    for name, known in more.tables.items():
        if less.tables[name].size != known.size:
            continue  # the section is gone
        for field, column in known.columns.items():
            wider = less.tables[name].columns[field]
            if isinstance(column, DaySpans | NumberSpans):
                assert isinstance(wider, DaySpans | NumberSpans)
                assert (np.asarray(wider.lo) <= column.lo).all(), (name, field)
                assert (np.asarray(wider.hi) >= column.hi).all(), (name, field)
