"""A roster says what the person files of its people say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.columns import plain
from builders.records import record
from builders.rosters import Rows, rows_of, write_csv, write_parquet
from certway.bulk.reading import read_roster
from certway.core.person.batch import batch_of
from certway.core.person.columns import People
from certway.core.person.fields import STATES
from certway.core.person.record import Record
from certway.core.units.errors import InputError
from certway.exchange.yaml_files import read_yaml
from strategies.effort import effort
from strategies.people import records

Write = Callable[[Mapping[str, Rows], Path], None]
by_format = pytest.mark.parametrize("write", [write_csv, write_parquet], ids=["csv", "parquet"])


def read_back(people: Mapping[str, Record], write: Write) -> People:
    with TemporaryDirectory() as folder:
        write(rows_of(people), Path(folder))
        read = read_roster(Path(folder), out=Path(folder) / "verdicts.csv")
    assert read.ids.to_list() == list(people)
    return read.people


@by_format
@effort(25)
@given(data=st.data())
def test_roster_reads_as_the_records_it_was_written_from(write: Write, data: st.DataObject) -> None:
    several = data.draw(st.lists(records(), min_size=1, max_size=4))
    people = {f"p{place}": record for place, record in enumerate(several)}

    read, expected = read_back(people, write), batch_of(several)

    assert {name: plain(table) for name, table in read.tables.items()} == {
        name: plain(table) for name, table in expected.tables.items()
    }


def test_people_alone_are_people_of_whom_nothing_else_was_told(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("person_id\na\nb\n", encoding="utf-8")

    read = read_roster(tmp_path, out=tmp_path / "out.csv")

    expected = batch_of([Record(), Record()])
    assert {name: plain(table) for name, table in read.people.tables.items()} == {
        name: plain(table) for name, table in expected.tables.items()
    }


def test_section_without_rows_is_told_but_of_whom_it_is_said_otherwise(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("person_id,told_work\na,\nb,false\nc,TRUE\n", encoding="utf-8")
    (tmp_path / "work.csv").write_text("person_id,from\n", encoding="utf-8")

    read = read_roster(tmp_path, out=tmp_path / "out.csv")

    assert read.people.tables["work"].told.tolist() == [True, False, True]
    assert read.people.tables["cards"].told.tolist() == [False, False, False]


def test_ids_are_the_same_as_text_and_as_number(tmp_path: Path) -> None:
    pl.DataFrame({"person_id": [7, 12]}).write_parquet(tmp_path / "people.parquet")
    (tmp_path / "cards.csv").write_text("person_id,kind\n 12 ,cpr\n,\n7,first-aid\n12,bls\n", encoding="utf-8-sig")

    read = read_roster(tmp_path, out=tmp_path / "out.csv")

    cards = read.people.tables["cards"]
    assert read.ids.to_list() == ["7", "12"]
    assert cards.offsets.tolist() == [0, 1, 3]
    assert plain(cards)["columns"]["kind"] == ["first-aid", "cpr", "bls"]  # type: ignore[index]


WRONG = read_yaml(Path(__file__).parent / "wrong_tables.yaml").plain()
assert isinstance(WRONG, list)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong["file"])
def test_wrong_tables_are_refused_with_file_row_and_remedy(tmp_path: Path, wrong: dict[str, object]) -> None:
    (tmp_path / "people.csv").write_text("person_id\na\n", encoding="utf-8")
    (tmp_path / str(wrong["file"])).write_text(str(wrong["text"]), encoding="utf-8")

    assert refusal(tmp_path).splitlines() == wrong["said"]


def refusal(folder: Path) -> str:
    """Return what is said against a folder, its files named by themselves."""
    with pytest.raises(InputError) as refused:
        read_roster(folder, out=folder / "out.csv")
    return str(refused.value).replace(f"{folder}/", "")


STRAYS = [
    ("procedures", "zoe,1\na,2\n,3\n", "venipuncture", [
        "procedures.csv:2: person_id 'zoe' is not in people.csv; add the person or correct the id",
        "procedures.csv:4: person_id is empty; write whose row it is, or remove the row",
    ]),
    ("procedures", "zoe,1\nb,2\nzoe,3\nb,4\n", "venipuncture", [
        ("procedures.csv:2: person_id 'zoe' is not in people.csv, here and in 1 more row;"
         " add the person or correct the id"),
        "procedures.csv:3: the person has another row of procedures; keep one",
        "procedures.csv:5: the person has another row of procedures; keep one",
    ]),
    ("work", "b,2019\nzoe,2019\nyan,2019\nzoe,2019\na,2019\nzoe,2019\n", "from", [
        "work.csv:3: person_id 'zoe' is not in people.csv, here and in 2 more rows; add the person or correct the id",
        "work.csv:4: person_id 'yan' is not in people.csv; add the person or correct the id",
    ]),
    ("programs", "zoe,mlt\n", "kind", [
        "programs.csv:2: person_id 'zoe' is not in people.csv; add the person or correct the id",
    ]),
    ("cards", "zoe,cpr\n", "kind", [
        "cards.csv:2: person_id 'zoe' is not in people.csv; add the person or correct the id",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("section", "rows", "column", "said"), STRAYS, ids=["one", "doubles", "work", "programs", "untold"]
)
def test_row_of_nobody_is_told_once_an_id_and_counts_for_nobody(
    tmp_path: Path, section: str, rows: str, column: str, said: list[str]
) -> None:
    (tmp_path / "people.csv").write_text("person_id,told_cards\na,false\nb,false\n", encoding="utf-8")
    (tmp_path / f"{section}.csv").write_text(f"person_id,{column}\n{rows}", encoding="utf-8")

    assert refusal(tmp_path).splitlines() == said


def test_all_files_are_read_before_a_roster_is_refused(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("person_id,born\na,x\n", encoding="utf-8")
    (tmp_path / "cards.csv").write_text("person_id,issued\na,y\n", encoding="utf-8")

    assert [line.split(":")[0] for line in refusal(tmp_path).splitlines()] == ["cards.csv", "people.csv"]


def test_many_problems_are_counted_and_the_first_hundred_shown(tmp_path: Path) -> None:
    rows = "".join(f"p{place},1/{place % 28 + 1}/2019\n" for place in range(1234))
    (tmp_path / "people.csv").write_text(f"person_id,born\n{rows}", encoding="utf-8")

    lines = refusal(tmp_path).splitlines()

    assert lines[0] == f"{tmp_path}: 1,234 problems in all; the first 100 are shown"
    assert [line.split(": ")[0] for line in lines[1:]] == [f"people.csv:{row}" for row in range(2, 102)]


def test_two_files_of_one_section_are_refused(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("person_id\na\n", encoding="utf-8")
    pl.DataFrame({"person_id": ["a"]}).write_parquet(tmp_path / "people.parquet")

    assert refusal(tmp_path) == "people.parquet: people.csv holds this section too; remove one of them"


def test_folder_without_people_is_refused(tmp_path: Path) -> None:
    said = f"{tmp_path}: there is no people.csv or people.parquet with a row for each person; add it"
    assert refusal(tmp_path) == said


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone") == f"{tmp_path}/gone: this is no folder; give the folder that holds people.csv"


def test_row_of_somebody_of_whom_the_section_is_said_to_be_untold_is_refused(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("person_id,told_work\na,false\n", encoding="utf-8")
    (tmp_path / "work.csv").write_text("person_id,from\na,2019\n", encoding="utf-8")

    assert refusal(tmp_path) == "work.csv:2: told_work is false for this person; remove the row or correct the flag"


def test_bytes_that_are_no_table_are_refused(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_bytes(b"person_id,name\na,Jos\xe9\n")
    (tmp_path / "work.parquet").write_bytes(b"person_id\n")

    encoding, parquet = refusal(tmp_path).splitlines()

    assert encoding == "people.csv: the file is not UTF-8; save it as CSV UTF-8"
    assert parquet.startswith("work.parquet: the file cannot be read (")
    assert parquet.endswith("); write it anew")


NATIVE = [
    ("born", pl.Series([date(1850, 1, 1)]), "born: 1850-01-01 is out of range; write a year from 1900 to 2199"),
    ("born", pl.Series([2.5]), "born: the column holds Float64 where dates belong; write them as texts"),
    ("lives_in", pl.Series([7]),
     f"lives_in: the text '7' is not allowed here; write one of {', '.join(STATES)}"),
    ("told_work", pl.Series([1]), "told_work: the text '1' is neither true nor false; write true or false"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "cells", "said"), NATIVE, ids=[f"{name}-{at}" for at, (name, _, _) in enumerate(NATIVE)]
)
def test_wrong_types_and_values_of_parquet_are_refused(tmp_path: Path, name: str, cells: pl.Series, said: str) -> None:
    pl.DataFrame({"person_id": ["a"], name: cells}).write_parquet(tmp_path / "people.parquet")

    assert refusal(tmp_path) == f"people.parquet:1: {said}"


NUMBERS = [
    (1.005, "1.005 has more than two decimals; round it"),
    (1e12, "1000000000000 is out of range; write a number from 0 to 168 (hours)"),
    (float("nan"), "nan is out of range; write a number from 0 to 168 (hours)"),
    (-3, "-3 is out of range; write a number from 0 to 168 (hours)"),
]


@pytest.mark.parametrize(("number", "said"), NUMBERS)
def test_wrong_numbers_of_parquet_are_refused(tmp_path: Path, number: float, said: str) -> None:
    pl.DataFrame({"person_id": ["a"]}).write_parquet(tmp_path / "people.parquet")
    work = pl.DataFrame({"person_id": ["a", "a"], "hours_per_week": [36, number]}, strict=False)
    work.write_parquet(tmp_path / "work.parquet")

    assert refusal(tmp_path) == f"work.parquet:2: hours_per_week: {said}"


def test_types_of_parquet_are_read_as_what_they_mean(tmp_path: Path) -> None:
    pl.DataFrame(
        {"person_id": ["a"], "born": [datetime(2001, 4, 12, tzinfo=UTC)], "high_school.completed": [2019]}
    ).write_parquet(tmp_path / "people.parquet")
    stretch = {"by": "CAAHEP", "from": date(2012, 3, 1), "to": date(9999, 12, 31)}
    pl.DataFrame(
        {"person_id": ["a"], "kind": pl.Series(["mlt"], dtype=pl.Categorical), "accreditation": [[stretch]]}
    ).write_parquet(tmp_path / "programs.parquet")

    read = read_roster(tmp_path, out=tmp_path / "out.csv")

    expected = batch_of(
        [
            record(
                person={"born": "2001-04-12", "high_school": {"completed": 2019}},
                programs=[{"kind": "mlt", "accreditation": [{"by": "CAAHEP", "from": "2012-03-01", "to": None}]}],
            )
        ]
    )
    for name in ("self", "programs"):
        assert plain(read.people.tables[name]) == plain(expected.tables[name])
