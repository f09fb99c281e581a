"""Tables of credits: read as people write them, every problem named, and the same again when they come back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.person.fields import EDUCATION_CREDITS
from certway.core.person.record import Entry
from certway.core.units.days import DaySpan, parse_day
from certway.core.units.errors import InputError
from certway.exchange.credit_table import MOST_BYTES, MOST_ROWS, CreditTable, read_credits, same_credit, write_credits


def read(text: str | bytes) -> CreditTable:
    return read_credits(text if isinstance(text, bytes) else text.encode(), "credits.csv")


def entries(text: str | bytes) -> list[Entry]:
    return [dict(row.entry) for row in read(text).rows]


def problems(text: str | bytes) -> list[str]:
    with pytest.raises(InputError) as raised:
        read(text)
    return [str(problem) for problem in raised.value.problems]


def day(text: str) -> DaySpan:
    span = parse_day(text)
    assert span is not None
    return span


FIRST = {
    "on": day("2026-03-04"),
    "title": "Infection control",
    "provider": "AAMA",
    "points": 150,
    "areas": {"clinical": 100, "general": 50},
    "approved_by": ("aama", "pace"),
    "kind": "course",
}


@pytest.mark.parametrize(
    "text",
    [
        ("date,title,provider,points,areas,approved by,kind\n"
        "2026-03-04,Infection control,AAMA,1.5,clinical 1; general 0.5,aama; pace,course\n"),
        ('Completed;Course;Sponsor;CEUs;Areas;Accredited by;Type\n'
        '3/4/2026;Infection control;AAMA;1.50;"Clinical: 1, General: .5";"AAMA, P.A.C.E.";Webinar\n'),
        ("Date Completed\tActivity\tProvider\tContact Hours\tClinical\tGeneral\tSafety\tApproved By\tKind\n"
        "March 4, 2026\tInfection control\tAAMA\t1.5 hours\t1\t0.5\t0\tAmerican Association of Medical Assistants/PACE"
        "\tonline course\n"),
        ("sep=;\r\nKind;Title;On;Approver;Hours;Area: clinical;General hours;Organization\r\n"
        'Class;"Infection\ncontrol";2026-03-04 00:00:00;AAMA and PACE;1.5;1;0.5;AAMA\r\n'),
    ],
    ids=["as it goes out", "semicolons", "tabs, a column an area", "Excel"],
)  # fmt: skip
def test_table_is_read_as_people_write_it(text: str) -> None:
    for content in (text.encode(), b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16"), text.encode("cp1252")):
        assert entries(content) == [FIRST]


def test_windows_letters_are_read() -> None:
    assert entries("date,title\n2026,Caf\xe9 \x96 r\xe9sum\xe9".encode("latin-1"))[0]["title"] == "Café – résumé"


def test_what_is_not_told_stays_unknown() -> None:
    assert entries("title,date,hours,approved by,area\nSafe draws,,,,\nOne more,2025-03,2,none,Clinical\n") == [
        {"title": "Safe draws"},
        {"on": day("2025-03"), "title": "One more", "points": 200, "areas": {"clinical": 200}, "approved_by": ()},
    ]


def test_sum_and_unknown_columns_are_told_and_not_taken() -> None:
    table = read(
        "Date,Title,Points,Notes,Cost\n2026-01-02,A day,1,good,\n\n"
        ",Total joint care,2,,\nTotal,,3,,\nGrand total:,,3,,\n"
    )

    assert [(row.line, row.entry.get("title")) for row in table.rows] == [(2, "A day"), (4, "Total joint care")]
    assert (table.unknown_columns, table.sums) == (("Notes",), (5, 6))


def test_every_problem_is_named_with_its_row_and_column() -> None:
    assert problems(
        "Date,Title,Hours,Kind,Approved by,Areas\n"
        "2026-02-30,One,two,party,!!,clinical\n"
        "2026-01-01,Two,1.234,course,,clinical 1 general 2; x\n"
        ",,3,,,\n"
        "2026-01-01,Three,4000,course,aama,clinical 1,too,many\n"
    ) == [
        "credits.csv:2: column 'Approved by': '!!' names no body; write bodies as aama; pace, or none for nobody",
        "credits.csv:2: column 'Areas': 'clinical' has no points; write them behind it, as clinical 2",
        "credits.csv:2: column 'Date': '2026-02-30' is not in the calendar; correct the day or the month",
        "credits.csv:2: column 'Hours': 'two' is not a number; write one such as 1.5",
        (
            "credits.csv:2: column 'Kind': 'party' is no kind of activity; write one of course, college, in-service, "
            "teaching, authorship, employment, other"
        ),
        "credits.csv:3: column 'Areas': 'x' has no points; write them behind it, as x 2",
        "credits.csv:3: column 'Hours': '1.234' has more than two decimals; round it",
        "credits.csv:4: the row has neither a date nor a title; write one of them, or Total before a sum",
        "credits.csv:5: 'many' has no header; put a cell with commas into quotation marks",
        "credits.csv:5: 'too' has no header; put a cell with commas into quotation marks",
        "credits.csv:5: column 'Hours': '4000' is out of range; write a number up to 1000",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the table is empty"),
        (b"\n \n", "the table is empty"),
        (b"date,title\n", "there is no credit in the table"),
        (b"a,b\n1,2\n", "no column is a date or a title"),
        (b"date,points,hours\n2026,1,2\n", "the columns 'points' and 'hours' say the same"),
        (b"date,title\n2026,\"open\n", "look for a quotation mark that is not closed"),
        (b"date,title\n2026,\x00\n", "the file is no text"),
        (b"PK\x03\x04\x00\x00", "the file is no text"),
        (b"date\n" + b"2026\n" * (MOST_ROWS + 1), f"{MOST_ROWS} are the most at once"),
        (b"x" * (MOST_BYTES + 1), "larger than"),
        (b"date,title\n2026," + b"x" * 501, "the text has 501 characters"),
    ],
)  # fmt: skip
def test_table_that_can_not_be_read_says_why(content: bytes, words: str) -> None:
    assert words in "\n".join(problems(content))


def test_formula_of_a_spreadsheet_goes_out_as_text() -> None:
    kept = [{"title": text} for text in ("=1+1", "+1", "-x", "@me", "'=1", "'quoted", "a=b")]
    written = write_credits(kept)

    assert [line.split(",")[1] for line in written.splitlines()[1:]] == [
        "'=1+1", "'+1", "'-x", "'@me", "''=1", "'quoted", "a=b",
    ]  # fmt: skip
    assert entries(written) == kept


def test_credits_that_look_alike_are_known() -> None:
    one: Entry = {"on": day("2026-03-04"), "title": "Infection Control: an update", "points": 200}

    assert same_credit(one, {**one, "title": "INFECTION CONTROL – AN UPDATE", "provider": "x"})
    assert not same_credit(one, {**one, "points": 100})
    assert not same_credit({"points": 100}, {"points": 100})


WORDS = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,5})?", fullmatch=True).filter(
    lambda word: word not in ("none", "na", "and", "nobody")
)
AREA_WORDS = WORDS.filter(lambda word: not word[-1].isdigit() and "and" not in word.split("-"))
TEXTS = (
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=60)
    .map(str.strip)
    .filter(lambda text: bool(text) and "total" not in text.casefold() and "sum" not in text.casefold())
)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))
SPANS = st.builds(lambda at, form: day(at.strftime(form)), DAYS, st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]))
POINTS = st.integers(0, 100_000)
KINDS = EDUCATION_CREDITS.field("kind").words  # type: ignore[union-attr]
OTHERS = {
    "provider": TEXTS,
    "points": POINTS,
    "areas": st.dictionaries(AREA_WORDS, POINTS, max_size=4),
    "approved_by": st.lists(WORDS, max_size=3, unique=True).map(tuple),
    "kind": st.sampled_from(KINDS),
    "id": TEXTS,
}
CREDITS = st.fixed_dictionaries({"title": TEXTS}, optional={"on": SPANS, **OTHERS}) | st.fixed_dictionaries(
    {"on": SPANS}, optional=OTHERS
)


@given(st.lists(CREDITS, min_size=1, max_size=5))
def test_what_goes_out_comes_in_the_same(kept: list[Entry]) -> None:
    table = read_credits(write_credits(kept), "credits.csv")

    assert ([dict(row.entry) for row in table.rows], table.unknown_columns, table.sums) == (kept, (), ())
    assert read("\ufeff" + write_credits(kept)) == table
