"""Person files: what is read as what, every refusal with its message, and the way back."""

# ruff: noqa: E501 - a message stands on one line, as people see it

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certway.core.person.fields import HIGH_SCHOOL, SECTIONS, STATES, Field, Kind, SectionTable
from certway.core.person.reading import read_person, write_person
from certway.core.person.record import OPEN, Accreditation, FreeDays, Record
from certway.core.person.scalars import FIRST_YEAR, LAST_YEAR
from certway.core.person.values import ACCREDITATION
from certway.core.units.days import DaySpan, parse_day
from certway.core.units.errors import InputError
from certway.core.units.located import Located
from certway.exchange.yaml_files import parse_yaml


def read(content: str) -> Record:
    return read_person(parse_yaml(content.encode(), "p.yaml"))


def day(text: str) -> DaySpan:
    span = parse_day(text)
    assert span is not None
    return span


def refusal(content: str) -> str:
    with pytest.raises(InputError) as caught:
        read(content)
    return str(caught.value)


WHOLE = """
certway: 1
person:
  name: Maria Ortega
  born: 2001-04
  lives_in: TX
  high_school: {completed: 2019, kind: diploma}
education:
  - {id: e1, level: associate, accredited: true, semester_hours: 64.5, science_hours: {biology: 16, microbiology: 4}}
programs:
  - {kind: mlt, accredited_by: [NAACLS, state-approved], completed: 2026-12-18, weeks: 40,
     accreditation: [{by: NAACLS, from: 2012-03-01, to: null}, {by: state-approved, to: 2013}]}
work: []
procedures: {venipuncture: 45, ekg: 0}
credentials: [{id: cma-aama, number: 0123, issued: 2024-02-10, expires: null}, {id: cma-aama, number: 77}]
preferences: {days_off: [{from: 2027-07-01, to: 2027-07-14}], intakes: [2027-01-11], budget: 0.1}
"""


def test_whole_record_is_typed() -> None:
    assert read(WHOLE) == Record(
        singles={
            "person": {"name": "Maria Ortega", "born": day("2001-04"), "lives_in": "TX"},
            "high_school": {"completed": day("2019"), "kind": "diploma"},
            "procedures": {"venipuncture": 4500, "ekg": 0},
            "preferences": {
                "days_off": (FreeDays(day("2027-07-01").first, day("2027-07-14").first),),
                "intakes": (FreeDays(day("2027-01-11").first, day("2027-01-11").first),),
                "budget": 10,
            },
        },
        lists={
            "education": (
                {
                    "id": "e1",
                    "level": "associate",
                    "accredited": True,
                    "semester_hours": 6450,
                    "science_hours": {"biology": 1600, "microbiology": 400},
                },
            ),
            "programs": (
                {
                    "kind": "mlt",
                    "accredited_by": ("NAACLS", "state-approved"),
                    "completed": day("2026-12-18"),
                    "weeks": 4000,
                    "accreditation": (
                        Accreditation("NAACLS", day("2012-03-01"), OPEN),
                        Accreditation("state-approved", None, day("2013")),
                    ),
                },
            ),
            "work": (),
            "credentials": (
                {"id": "cma-aama", "number": "0123", "issued": day("2024-02-10"), "expires": OPEN},
                {"id": "cma-aama", "number": "77"},
            ),
        },
    )


def test_record_is_written_in_the_shape_of_the_file() -> None:
    assert write_person(read(WHOLE)) == {
        "certway": 1,
        "person": {
            "name": "Maria Ortega",
            "born": "2001-04",
            "lives_in": "TX",
            "high_school": {"completed": "2019", "kind": "diploma"},
        },
        "education": [
            {
                "id": "e1",
                "level": "associate",
                "accredited": True,
                "semester_hours": 64.5,
                "science_hours": {"biology": 16, "microbiology": 4},
            }
        ],
        "programs": [
            {
                "kind": "mlt",
                "accredited_by": ["NAACLS", "state-approved"],
                "accreditation": [
                    {"by": "NAACLS", "from": "2012-03-01", "to": None},
                    {"by": "state-approved", "to": "2013"},
                ],
                "completed": "2026-12-18",
                "weeks": 40,
            }
        ],
        "work": [],
        "procedures": {"venipuncture": 45, "ekg": 0},
        "credentials": [
            {"id": "cma-aama", "number": "0123", "issued": "2024-02-10", "expires": None},
            {"id": "cma-aama", "number": "77"},
        ],
        "preferences": {
            "budget": 0.1,
            "days_off": [{"from": "2027-07-01", "to": "2027-07-14"}],
            "intakes": ["2027-01-11"],
        },
    }


@pytest.mark.parametrize(
    ("content", "record"),
    [
        ("{}", Record()),
        ("certway: 1", Record()),
        ("person: {}", Record(singles={"person": {}})),
        ("statements: {felony: false}", Record(singles={"statements": {"felony": False}})),
        (
            "person: {high_school: {kind: none}}",
            Record(singles={"person": {}, "high_school": {"kind": "none"}}),
        ),
        ("work: [{}]", Record(lists={"work": ({},)})),
    ],
)
def test_absent_and_empty_are_told_apart(content: str, record: Record) -> None:
    assert read(content) == record


@pytest.mark.parametrize(
    "content",
    [
        "work: [{from: 2022-05-30, to: 2022-05}]",
        "work: [{from: 2022-05, to: 2022-05-01}]",
        "work: [{from: 2022, to: 2022}]",
        "work: [{from: 2022-05-30, to: 2022-05-30}]",
        "work: [{from: 2199-12-31, to: null}]",
        "programs: [{academic_hours: 100, clinical_hours: 50, total_hours: 150}]",
        "programs: [{accredited_by: [ABHES, CAAHEP], accreditation: [{by: CAAHEP}, {by: ABHES}, {by: CAAHEP}]}]",
        "programs: [{accredited_by: [], accreditation: []}]",
        "education: [{science_hours: {microbiology: 4}}]",
        "education: [{science_hours: {chemistry: 4, biochemistry: 2, organic-chemistry: 2}}]",
        "education: [{id: a}, {id: b}]\nwork: [{id: a}]",
        "person: {born: '2001'}",
        f"person: {{name: {'x' * 500}}}",
        "work: [" + "{}, " * 2000 + "]",
    ],
)
def test_what_may_be_true_is_accepted(content: str) -> None:
    read(content)


REFUSALS = [
    (
        "- a",
        "p.yaml:1: a list stands where the sections belong; write keys such as 'person:' and 'work:'",
    ),
    (
        "work: []\ncertway: 2",
        "p.yaml:2: certway: version 2 of this format is not known; this program reads version 1, so update it or correct the number",
    ),
    ("certway: true", "p.yaml:1: certway: true is not a version of this format; write certway: 1"),
    ("certway: '1'", "p.yaml:1: certway: the text '1' is not a version of this format; write certway: 1"),
    ("work: []\nwrok:\n  - {}", "p.yaml:2: the key 'wrok' is not known here; did you mean 'work'?"),
    (
        "high_school: {}",
        "p.yaml:1: the key 'high_school' is not known here; put it inside 'person'",
    ),
    (
        "person:\n  lives-in: TX",
        "p.yaml:2: person: the key 'lives-in' is not known here; did you mean 'lives_in'?",
    ),
    (
        "person:\n  highschool: {}",
        "p.yaml:2: person: the key 'highschool' is not known here; did you mean 'high_school'?",
    ),
    (
        "statements: {xyz: true}",
        "p.yaml:1: statements: the key 'xyz' is not known here; known are felony, moral_character",
    ),
    (
        "work:\n  - role: other\n    Hours_per_week: 3",
        "p.yaml:3: work/0: the key 'Hours_per_week' is not known here; did you mean 'hours_per_week'?",
    ),
    (
        "work:",
        "p.yaml:1: work: null is not allowed here; leave the key out when nothing is known, write [] for none",
    ),
    ("work: {}", "p.yaml:1: work: a mapping stands where a list belongs; begin each entry with '- '"),
    (
        "work: [" + "{}, " * 2001 + "]",
        "p.yaml:1: work: the list has 2001 entries; 2000 are the most, remove some",
    ),
    (
        "work: [clinic]",
        "p.yaml:1: work/0: the text 'clinic' stands where a mapping of keys and values belongs",
    ),
    ("person:", "p.yaml:1: person: null is not allowed here; leave the key out when nothing is known"),
    ("person: []", "p.yaml:1: person: a list stands where a mapping of keys and values belongs"),
    (
        "person: {high_school: null}",
        "p.yaml:1: person/high_school: null is not allowed here; leave the key out when nothing is known",
    ),
    (
        "person: {born: ~}",
        "p.yaml:1: person/born: null is not allowed here; leave the key out when it is not known",
    ),
    (
        "work: [{duties: ~}]",
        "p.yaml:1: work/0/duties: null is not allowed here; leave the key out when it is not known, write [] when there are none",
    ),
    (
        "person: {born: 2026-02-30}",
        "p.yaml:1: person/born: 2026-02-30 is not a day of the calendar; correct it",
    ),
    ("person: {born: 2026-13}", "p.yaml:1: person/born: 2026-13 is not a month of the calendar; correct it"),
    (
        "person: {born: 05/30/2019}",
        "p.yaml:1: person/born: the text '05/30/2019' is not a date; write it as 2019-05-30, 2019-05 or 2019",
    ),
    (
        "person: {born: 2019-5-3}",
        "p.yaml:1: person/born: the text '2019-5-3' is not a date; write it as 2019-05-30, 2019-05 or 2019",
    ),
    (
        "person: {born: 20190530}",
        "p.yaml:1: person/born: the number 20190530 is not a date; write it as 2019-05-30, 2019-05 or 2019",
    ),
    (
        "person: {born: 0x7E3}",
        "p.yaml:1: person/born: the number 2019 is not a date; write it as 2019-05-30, 2019-05 or 2019",
    ),
    (
        "person: {born: [2019]}",
        "p.yaml:1: person/born: a list is not a date; write it as 2019-05-30, 2019-05 or 2019",
    ),
    (
        "credentials: [{id: x, expires: 9999-12-31}]",
        "p.yaml:1: credentials/0/expires: 9999-12-31 is out of range; write a year from 1900 to 2199",
    ),
    (
        "person: {born: 1899}",
        "p.yaml:1: person/born: 1899 is out of range; write a year from 1900 to 2199",
    ),
    (
        "work: [{hours_per_week: '36'}]",
        "p.yaml:1: work/0/hours_per_week: the text '36' is not a number; write one without quotes",
    ),
    (
        "work: [{hours_per_week: full}]",
        "p.yaml:1: work/0/hours_per_week: the text 'full' is not a number; write one",
    ),
    ("work: [{hours_per_week: true}]", "p.yaml:1: work/0/hours_per_week: true is not a number; write one"),
    (
        "work: [{hours_per_week: 200}]",
        "p.yaml:1: work/0/hours_per_week: 200 is out of range; write a number from 0 to 168 (hours)",
    ),
    (
        "procedures: {ekg: -1}",
        "p.yaml:1: procedures/ekg: -1 is out of range; write a number from 0 to 1000000 (procedures)",
    ),
    (
        "work: [{hours_per_week: 36.125}]",
        "p.yaml:1: work/0/hours_per_week: 36.125 has more than two decimals; round it",
    ),
    (
        "work: [{duties: clinical}]",
        "p.yaml:1: work/0/duties: the text 'clinical' stands where a list belongs; write it in [ ]",
    ),
    (
        "work: [{duties: [clinical, cooking]}]",
        "p.yaml:1: work/0/duties/1: the text 'cooking' is not allowed here; write one of clinical, administrative",
    ),
    (
        "programs: [{setting: army}]",
        "p.yaml:1: programs/0/setting: the text 'army' is not allowed here; write one of civilian, military, apprenticeship, employer",
    ),
    (
        "person: {lives_in: Texas}",
        f"p.yaml:1: person/lives_in: the text 'Texas' is not allowed here; write one of {', '.join(STATES)}",
    ),
    (
        "credentials: [{id: CMA (AAMA)}]",
        "p.yaml:1: credentials/0/id: the text 'CMA (AAMA)' is not a word of lower-case letters, digits and hyphens; write one such as cma-aama",
    ),
    (
        "cards: [{kind: 12}]",
        "p.yaml:1: cards/0/kind: the number 12 is not a word of lower-case letters, digits and hyphens; write one such as cma-aama",
    ),
    (
        "statements: {felony: no}",
        "p.yaml:1: statements/felony: the text 'no' is neither true nor false; write true or false",
    ),
    (
        "statements: {felony: 'false'}",
        "p.yaml:1: statements/felony: the text 'false' is neither true nor false; write true or false without quotes",
    ),
    ("person: {name: true}", "p.yaml:1: person/name: true is not a text; put it in quotes"),
    ("person: {name: [M]}", "p.yaml:1: person/name: a list is not a text; put it in quotes"),
    (
        "credentials: [{id: x, number: 12.50}]",
        "p.yaml:1: credentials/0/number: the number 12.5 is not a text; put it in quotes",
    ),
    (
        "credentials: [{id: x, number: +5}]",
        "p.yaml:1: credentials/0/number: the number 5 is not a text; put it in quotes",
    ),
    (
        "credentials: [{id: x, number: -5}]",
        "p.yaml:1: credentials/0/number: the number -5 is not a text; put it in quotes",
    ),
    (
        f"person: {{name: {'x' * 501}}}",
        "p.yaml:1: person/name: the text has 501 characters; 500 are the most, shorten it",
    ),
    (
        'person: {name: "a\\nb"}',
        "p.yaml:1: person/name: the text holds a line break or a control character; write it on one line without",
    ),
    (
        "education: [{science_hours: 12}]",
        "p.yaml:1: education/0/science_hours: the number 12 stands where a mapping belongs; write it as {word: number}",
    ),
    (
        "education: [{science_hours: {physics: 4}}]",
        "p.yaml:1: education/0/science_hours: the key 'physics' is not allowed here; write one of biology, microbiology, chemistry, organic-chemistry, biochemistry",
    ),
    (
        "education_credits: [{areas: {Free choice: 1}}]",
        "p.yaml:1: education_credits/0/areas: the key 'Free choice' is not a word of lower-case letters, digits and hyphens; write one such as cma-aama",
    ),
    (
        "education_credits: [{areas: {general: ~, safety: -1}}]",
        (
            "p.yaml:1: education_credits/0/areas/general: null is not allowed here; leave the key out when it is not known\n"
            "p.yaml:1: education_credits/0/areas/safety: -1 is out of range; write a number from 0 to 1000 (points)"
        ),
    ),
    (
        "programs: [{accreditation: CAAHEP}]",
        "p.yaml:1: programs/0/accreditation: the text 'CAAHEP' stands where a list belongs; begin each entry with '- '",
    ),
    (
        "programs: [{accreditation: [{from: 2012, until: 2013}]}]",
        (
            "p.yaml:1: programs/0/accreditation/0: the key 'by' is missing; write who accredited the program\n"
            "p.yaml:1: programs/0/accreditation/0: the key 'until' is not known here; known are by, from, to"
        ),
    ),
    (
        "programs:\n - accreditation:\n   - by: CAAHEP\n     from: 2012-03\n     to: 2011",
        "p.yaml:5: programs/0/accreditation/0/to: 2011 lies before from 2012-03; correct one of them",
    ),
    (
        "programs:\n  - accredited_by: [CAAHEP]\n    accreditation: [{by: ABHES}]",
        "p.yaml:3: programs/0/accreditation: ABHES here, but CAAHEP in accredited_by; name the same or leave one out",
    ),
    (
        "programs: [{accredited_by: [], accreditation: [{by: ABHES}]}]",
        "p.yaml:1: programs/0/accreditation: ABHES here, but nobody in accredited_by; name the same or leave one out",
    ),
    (
        "work:\n  - from: 2022-05-30\n    to: 2022-04",
        "p.yaml:3: work/0/to: 2022-04 lies before from 2022-05-30; correct one of them",
    ),
    (
        "programs: [{started: 2022, completed: 2021-12-31}]",
        "p.yaml:1: programs/0/completed: 2021-12-31 lies before started 2022; correct one of them",
    ),
    (
        "cards: [{issued: 2022-02-02, expires: 2022-02-01}]",
        "p.yaml:1: cards/0/expires: 2022-02-01 lies before issued 2022-02-02; correct one of them",
    ),
    (
        "education: [{science_hours: {biology: 4, microbiology: 4.5}}]",
        "p.yaml:1: education/0/science_hours: microbiology (4.5) is more than the biology that contains it (4); count it in biology too",
    ),
    (
        "education: [{science_hours: {chemistry: 10, organic-chemistry: 6, biochemistry: 6}}]",
        "p.yaml:1: education/0/science_hours: organic-chemistry + biochemistry (12) is more than the chemistry that contains it (10); count it in chemistry too",
    ),
    (
        "programs: [{academic_hours: 720, clinical_hours: 180, total_hours: 800}]",
        "p.yaml:1: programs/0/total_hours: 800 is less than academic_hours + clinical_hours (900); correct one of them",
    ),
    (
        "programs: [{academic_hours: 720, clinical_hours: 180, total_hours: 1000}]",
        "p.yaml:1: programs/0/total_hours: 1000 is more than academic_hours + clinical_hours (900); correct one of them",
    ),
    (
        "programs: [{academic_hours: 100, total_hours: 50}]",
        "p.yaml:1: programs/0/total_hours: 50 is less than academic_hours (100); correct one of them",
    ),
    (
        "education: [{semester_hours: 10, science_hours: {biology: 12}}]",
        "p.yaml:1: education/0/science_hours: 12 hours of biology are more than semester_hours (10); correct one of them",
    ),
    (
        "attempts: [{on: 2026-03-02}]",
        "p.yaml:1: attempts/0: the key 'exam' is missing; write the credential whose exam it was",
    ),
    (
        "work:\n  - id: clinic\n  - id: other\n  - id: clinic",
        "p.yaml:4: work/2/id: 'clinic' is also the id of the entry on line 2; give it another",
    ),
    (
        "preferences: {days_off: {from: 2027-01-01}}",
        "p.yaml:1: preferences/days_off: a mapping stands where a list belongs; begin each entry with '- '",
    ),
    (
        "preferences:\n  days_off:\n    - from: 2027-07\n      to: 2027-08-01",
        "p.yaml:3: preferences/days_off/0/from: 2027-07 is not one day; write the day itself, such as 2027-07-01",
    ),
    (
        "preferences: {days_off: [{from: 2027-07-02, to: 2027-07-01}, {from: 2027-07-02}]}",
        (
            "p.yaml:1: preferences/days_off/0/to: 2027-07-01 lies before from 2027-07-02; correct one of them\n"
            "p.yaml:1: preferences/days_off/1: the key 'to' is missing; write last day off"
        ),
    ),
    (
        "preferences: {intakes: [2027, ~, soon]}",
        (
            "p.yaml:1: preferences/intakes/0: 2027 is not one day; write the day itself, such as 2027-01-01\n"
            "p.yaml:1: preferences/intakes/1: null is not a date; write it as 2019-05-30\n"
            "p.yaml:1: preferences/intakes/2: the text 'soon' is not a date; write it as 2019-05-30, 2019-05 or 2019"
        ),
    ),
]


@pytest.mark.parametrize(("content", "message"), REFUSALS, ids=range(len(REFUSALS)))
def test_content_is_refused_with_place_and_remedy(content: str, message: str) -> None:
    assert refusal(content) == message


def test_all_problems_are_told_at_once_in_file_order() -> None:
    told = refusal("work:\n  - {role: cook}\nperson: {born: soon}\ncertway: 3\nwork_: []\n")
    assert [line.split(": ", 2)[:2] for line in told.splitlines()] == [
        ["p.yaml:2", "work/0/role"],
        ["p.yaml:3", "person/born"],
        ["p.yaml:4", "certway"],
        ["p.yaml:5", "the key 'work_' is not known here; did you mean 'work'?"],
    ]


def test_flood_of_problems_is_cut_off() -> None:
    lines = refusal("work:\n" + "  - {x: 1}\n" * 2000).splitlines()
    assert len(lines) == 501
    assert lines[0] == "p.yaml: only the first 500 problems are shown; correct them and try again"


def located(value: object) -> Located:
    """Return plain values as if they had been read from a file."""
    if isinstance(value, dict):
        return Located({key: located(inner) for key, inner in value.items()}, "p.yaml", 1)
    if isinstance(value, list):
        return Located([located(inner) for inner in value], "p.yaml", 1)
    assert value is None or isinstance(value, (str, int, float))
    return Located(value, "p.yaml", 1, isinstance(value, str))


MONTHS = st.builds("{:04}-{:02}".format, st.integers(FIRST_YEAR, LAST_YEAR), st.integers(1, 12))
YEARS = st.integers(FIRST_YEAR, LAST_YEAR).map(str)
EXACT_DAYS = st.builds("{}-{:02}".format, MONTHS, st.integers(1, 31)).filter(parse_day)
DAYS = EXACT_DAYS | MONTHS | YEARS
WORDS = st.from_regex("[a-z0-9]{1,6}([-_][a-z0-9]{1,3})?", fullmatch=True)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=30)


def numbers(field: Field) -> st.SearchStrategy[float]:
    hundredths = st.integers(int(field.least * 100), int(field.most * 100))
    return hundredths.map(lambda number: number // 100 if number % 100 == 0 else number / 100)


def words(field: Field) -> st.SearchStrategy[str]:
    return st.sampled_from(field.words) if field.words else WORDS


def values(field: Field) -> st.SearchStrategy[object]:
    free = EXACT_DAYS if field.name == "intakes" else st.fixed_dictionaries({"from": EXACT_DAYS, "to": EXACT_DAYS})
    strategies: dict[Kind, st.SearchStrategy[object]] = {
        Kind.DAY: DAYS,
        Kind.OPEN_DAY: st.none() | DAYS,
        Kind.NUMBER: numbers(field),
        Kind.WORD: words(field),
        Kind.WORDS: st.lists(words(field), max_size=3),
        Kind.FLAG: st.booleans(),
        Kind.TEXT: TEXTS,
        Kind.MAP: st.dictionaries(words(field), numbers(field), max_size=3),
        Kind.RANGES: st.lists(entries(ACCREDITATION), max_size=2) if field.kind is Kind.RANGES else st.nothing(),
        Kind.FREE: st.lists(free, max_size=2),
    }
    return strategies[field.kind]


def entries(table: SectionTable) -> st.SearchStrategy[dict[str, object]]:
    required = {field.name: values(field) for field in table.fields if field.required}
    optional = {field.name: values(field) for field in table.fields if not field.required}
    return st.fixed_dictionaries(required, optional=optional)


def sections() -> st.SearchStrategy[dict[str, object]]:
    optional: dict[str, st.SearchStrategy[object]] = {}
    for table in SECTIONS:
        single = entries(table)
        if table.name == "person":
            school = st.fixed_dictionaries({}, optional={"high_school": entries(HIGH_SCHOOL)})
            single = st.builds(lambda about, more: about | more, single, school)
        optional[table.name] = single if table.single else st.lists(single, max_size=2)
    return st.fixed_dictionaries({}, optional=optional)


def possible(document: dict[str, object]) -> Record | None:
    """Return the record of a document, or None when days or hours in it contradict each other."""
    try:
        return read_person(located(document))
    except InputError as error:
        contradictions = (
            "lies before",
            "is more than",
            "are more than",
            "is less than",
            "in accredited_by",
            "is also the id",
        )
        assert all(any(word in problem.text for word in contradictions) for problem in error.problems)  # noqa: PT017
        return None


@settings(deadline=None)
@given(sections().map(possible).filter(lambda record: record is not None))
def test_record_is_the_same_after_writing_and_reading(record: Record) -> None:
    written = write_person(record)
    again = read_person(located(written))
    assert again == record
    assert write_person(again) == written


@settings(deadline=None)
@given(sections())
def test_writing_keeps_all_that_was_read(document: dict[str, object]) -> None:
    record = possible(document)
    if record is not None:
        assert write_person(record) == {"certway": 1, **document}


PLAIN_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | DAYS | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "from", "to", "by", "x"]), inner)
    ),
    max_leaves=6,
)
NAMES = st.sampled_from([field.name for table in SECTIONS for field in table.fields])
ANYTHING = st.dictionaries(
    st.sampled_from(["certway", *(table.name for table in SECTIONS)]),
    PLAIN_VALUES | st.dictionaries(NAMES, PLAIN_VALUES) | st.lists(st.dictionaries(NAMES, PLAIN_VALUES), max_size=2),
)


@settings(deadline=None)
@given(ANYTHING)
def test_any_content_is_read_or_refused(document: Mapping[str, object]) -> None:
    try:
        read_person(located(document))
    except InputError as error:
        assert error.problems  # noqa: PT017
