"""Files of answers: what is read of them, and where what is wrong stands."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from certway.bulk.responses import read_responses
from certway.core.units.errors import InputError


def written(folder: Path, text: str) -> Path:
    path = folder / "answers.csv"
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(InputError) as refused:
        read_responses(path)
    return [f"{problem.line}: {problem.text}" for problem in refused.value.problems]


def test_csv_is_read_with_gaps_and_without_ids(tmp_path: Path) -> None:
    found = read_responses(written(tmp_path, "person_id,q1,q2\nana,1,\nben, 0 ,1.0\n"))

    assert (found.items, found.responses.tolist()) == (("q1", "q2"), [[1, -1], [0, 1]])


@pytest.mark.parametrize(
    "columns",
    [
        {"q1": [1, 0], "q2": [None, 1]},
        {"q1": [1.0, 0.0], "q2": [float("nan"), 1.0]},
        {"q1": [True, False], "q2": [None, True]},
        {"q1": ["1", "0"], "q2": ["", "1"]},
    ],
    ids=("whole", "decimal", "flags", "texts"),
)
def test_parquet_is_read_in_every_type_that_holds_answers(tmp_path: Path, columns: dict[str, list[object]]) -> None:
    path = tmp_path / "answers.parquet"
    pl.DataFrame({**columns, "q3": [None, None]}).write_parquet(path)

    assert read_responses(path).responses.tolist() == [[1, -1, -1], [0, 1, -1]]


def test_every_cell_that_is_no_answer_is_told_with_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, "q1,q2\n1,0\n2,right\n0,\n,-1\n")

    assert problems(path) == [
        "3: q1: '2' is no answer; write 1 (right), 0 (wrong) or nothing",
        "3: q2: 'right' is no answer; write 1 (right), 0 (wrong) or nothing",
        "5: q2: '-1' is no answer; write 1 (right), 0 (wrong) or nothing",
    ]


def test_column_of_another_type_is_told(tmp_path: Path) -> None:
    path = tmp_path / "answers.parquet"
    pl.DataFrame({"q1": [[1]], "q2": [0.5]}).write_parquet(path)

    assert problems(path) == [
        "0: the column 'q1' holds List(Int64) where 1, 0 or nothing belong; write it anew",
        "1: q2: '0.5' is no answer; write 1 (right), 0 (wrong) or nothing",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("q1,q1\n1,0\n", "1: the column 'q1' stands twice; remove one"),
        ("q1,\n1,0\n", "1: a column has no name; name each item"),
        ("person_id\nana\n", "1: there is no item; add a column for each"),
        ("q1,q2\n", "0: there is nobody; add a row for each person"),
        ("", "0: the file is empty; write the names of the columns as its first line"),
    ],
)
def test_header_that_does_not_name_items_is_refused(tmp_path: Path, text: str, said: str) -> None:
    assert problems(written(tmp_path, text)) == [said]


def test_other_endings_and_missing_files_are_refused(tmp_path: Path) -> None:
    assert problems(tmp_path / "answers.xlsx") == ["0: the ending says no format; it must be .csv or .parquet"]
    assert "No such file" in problems(tmp_path / "answers.csv")[0]
