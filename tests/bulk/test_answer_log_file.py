"""Files of answers over time: what is read of them, and where what is wrong stands."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from certway.bulk.answer_log_file import read_answer_log
from certway.bulk.model_evaluation import evaluate_file
from certway.core.units.errors import InputError

HEADER = "person_id,item_id,topic,correct,at\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "answers.csv"
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(InputError) as refused:
        read_answer_log(path)
    return [f"{problem.line}: {problem.text}" for problem in refused.value.problems]


def test_answers_are_read_in_the_order_of_time(tmp_path: Path) -> None:
    text = (
        f"note,{HEADER}x,ben,q2,blood,1,2026-11-23T12:00:00Z\n"
        "x, ana ,q1,blood,TRUE,2026-11-23\nx,ana,q2,urine,0,2026-11-22\n"
    )
    found = read_answer_log(written(tmp_path, text))

    assert found.person.tolist() == [0, 0, 1]
    assert found.item.tolist() == [1, 0, 1]
    assert found.topic.tolist() == [1, 0, 0]
    assert found.right.tolist() == [False, True, True]
    assert (found.at - found.at[0]).tolist() == [0, 86_400_000, 86_400_000 * 3 // 2]


def test_parquet_is_read_with_its_types(tmp_path: Path) -> None:
    path = tmp_path / "answers.parquet"
    pl.DataFrame(
        {"person_id": [7, 7], "item_id": [1, 2], "topic": ["a", "b"], "correct": [True, False], "at": [2.0, 1.0]}
    ).write_parquet(path)

    found = read_answer_log(path)

    assert (found.item.tolist(), found.right.tolist(), found.at.tolist()) == ([1, 0], [False, True], [1_000, 2_000])


def test_every_wrong_cell_is_told_with_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEADER}ana,q1,blood,1,2026-11-23\n,q1,blood,2,2026-11-23\nana,q1,,,soon\n")

    assert problems(path) == [
        "3: correct: '2' is no answer; write 1 (right) or 0 (wrong)",
        "3: person_id: nothing stands there; write its id",
        "4: at: 'soon' is no instant; write one such as 2026-11-23T14:05:00Z",
        "4: correct: '' is no answer; write 1 (right) or 0 (wrong)",
        "4: topic: nothing stands there; write its id",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADER, "0: there is no answer; add a row for each"),
        (
            "person_id,item_id,topic,correct\n",
            "1: the column 'at' is missing; the columns are person_id, item_id, topic, correct, at",
        ),
        (f"at,{HEADER}", "1: the column 'at' stands twice; remove one"),
    ],
)
def test_file_without_answers_or_columns_is_refused(tmp_path: Path, text: str, said: str) -> None:
    assert problems(written(tmp_path, text)) == [said]


def test_column_of_another_type_is_told(tmp_path: Path) -> None:
    path = tmp_path / "answers.parquet"
    pl.DataFrame({"person_id": ["a"], "item_id": [[1]], "topic": ["a"], "correct": [1], "at": [1]}).write_parquet(path)

    assert problems(path) == ["0: the column 'item_id' holds List(Int64) where names belong; write it anew"]


def test_other_endings_are_refused(tmp_path: Path) -> None:
    assert problems(tmp_path / "answers.xlsx") == ["0: the ending says no format; it must be .csv or .parquet"]


def test_one_answer_each_cannot_be_evaluated(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEADER}ana,q1,blood,1,2026-11-23\nben,q1,blood,0,2026-11-23\n")

    with pytest.raises(InputError, match="nobody has two answers"):
        evaluate_file(path)
