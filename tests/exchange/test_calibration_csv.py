"""The file of a calibration is read with every problem at its line; answers are written as the command takes them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from certway.bulk.responses import read_responses
from certway.core.units.errors import InputError
from certway.exchange.calibration_csv import CalibratedRow, model_of, read_calibration, write_responses

HEADER = "item,a,b,c,se_a,se_b,se_c,n\n"
FIRST, SECOND = "ecg/leads@0123456789abcdef", "ecg/leads@fedcba9876543210"


def problems(text: str) -> list[str]:
    with pytest.raises(InputError) as refused:
        read_calibration(text.encode(), "items.csv")
    return [str(one) for one in refused.value.problems]


def test_rows_are_read_whatever_else_stands_beside_them() -> None:
    text = (
        f"\ufeffn,item,a,b,c,se_a,se_b,se_c,s_x2\n412,{FIRST},1.25,-0.5,0.2,0.1,0.08,0.02,9\n\n7,{SECOND},1,0,0,,,0,\n"
    )
    first, second = read_calibration(text.encode(), "items.csv")
    assert first == CalibratedRow(2, "ecg/leads", "0123456789abcdef", 1.25, -0.5, 0.2, 0.1, 0.08, 0.02, 412)
    assert (second.line, second.is_settled, first.is_settled, model_of([first, second])) == (4, False, True, "3pl")


@pytest.mark.parametrize(("slopes", "model"), [("1,1", "1pl"), ("1,2", "2pl")])
def test_model_shows(slopes: str, model: str) -> None:
    one, two = slopes.split(",")
    rows = read_calibration(f"{HEADER}{FIRST},{one},0,0,1,1,0,9\n{SECOND},{two},0,0,1,1,0,9\n".encode(), "items.csv")
    assert model_of(rows) == model


def test_every_problem_is_told_with_its_line() -> None:
    rows = [
        f"{FIRST},0,0,0,1,1,0,9",
        "ecg/leads,1,0,0,1,1,0,9",
        f"{SECOND},1,nan,1,-1,1,0,2.5",
        f"{SECOND},1,51,0,1,1,0,",
        f"{FIRST},x",
    ]
    assert problems(HEADER + "\n".join(rows)) == [
        "items.csv:2: a is '0'; it must be above 0",
        "items.csv:3: 'ecg/leads' names no version of a question; write topic/name@version",
        "items.csv:4: b is 'nan'; it must be between -50 and 50",
        "items.csv:4: c is '1'; it must be from 0 to below 1",
        "items.csv:4: n is '2.5'; it must be a whole number from 1",
        "items.csv:4: se_a is '-1'; it must be 0 or above, or empty",
        "items.csv:5: b is '51'; it must be between -50 and 50",
        f"items.csv:5: {SECOND} stands in line 4 already; remove one of them",
        "items.csv:5: n is ''; it must be a whole number from 1",
        "items.csv:6: a is 'x'; it must be above 0",
        "items.csv:6: b is ''; it must be between -50 and 50",
        "items.csv:6: c is ''; it must be from 0 to below 1",
        f"items.csv:6: {FIRST} stands in line 2 already; remove one of them",
        "items.csv:6: n is ''; it must be a whole number from 1",
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "items.csv:1: the header lacks item, a, b, c, se_a, se_b, se_c, n"),
        (HEADER.replace(",", ";").encode(), "items.csv:1: the header lacks item, a"),
        (HEADER.encode(), "items.csv: it has 0 rows"),
        ((HEADER + "x\n" * 20_001).encode(), "items.csv: it has 20,001 rows"),
        (b"\xff\xfe\x00", "items.csv: this is no CSV in UTF-8"),
        (b"item,a\n" + b'"' + b"x" * 200_000, "items.csv: this is no CSV in UTF-8"),
    ],
    ids=["empty", "semicolons", "no rows", "too many", "no text", "broken"],
)
def test_file_that_is_none_is_refused(content: bytes, problem: str) -> None:
    with pytest.raises(InputError) as refused:
        read_calibration(content, "items.csv")
    assert str(refused.value).startswith(problem)


def test_answers_are_written_as_the_command_reads_them(tmp_path: Path) -> None:
    responses = np.array([[1, 0, -1], [-1, 1, 1]], dtype=np.int8)
    file = tmp_path / "answers.csv"
    file.write_text("".join(write_responses(["a", "b", "c"], responses, [7, 8])), encoding="utf-8")
    table = read_responses(file)
    assert (table.items, table.responses.tolist()) == (("a", "b", "c"), responses.tolist())
