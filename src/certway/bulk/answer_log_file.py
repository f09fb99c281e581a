"""Answers of people over time from CSV or Parquet: a row an answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

from certway.bulk.headers import PERSON_ID
from certway.bulk.instants import milliseconds_of
from certway.bulk.problems import Problems
from certway.bulk.sheets import ENDINGS, Sheet, open_sheet
from certway.core.study.answer_log import AnswerLog, Ints, log_of
from certway.core.units.errors import InputError, Problem

ITEM_ID, TOPIC, CORRECT, AT = "item_id", "topic", "correct", "at"
COLUMNS = (PERSON_ID, ITEM_ID, TOPIC, CORRECT, AT)

_TEXTS = {"1": 1, "0": 0, "1.0": 1, "0.0": 0, "true": 1, "false": 0}
_OTHER = 2  # what is no answer


def read_answer_log(path: Path) -> AnswerLog:
    """Return the answers of a file; other columns than the five are left out. Raises InputError with row and column."""
    if path.suffix not in ENDINGS:
        raise InputError([Problem(str(path), 0, "the ending says no format; it must be .csv or .parquet")])
    sheet, problems = open_sheet(path), Problems(path)
    _check_names(sheet, problems)
    person, item, topic = (_numbers(sheet, name, problems) for name in (PERSON_ID, ITEM_ID, TOPIC))
    right, at = _rights(sheet, problems), _instants(sheet, problems)
    if not len(sheet.rows):
        problems.add(path, 0, "there is no answer; add a row for each")
    problems.raise_any()
    return log_of(person, item, topic, right == 1, at)


def _check_names(sheet: Sheet, problems: Problems) -> None:
    """Raise InputError where a column is missing, or stands twice."""
    for name in COLUMNS:
        if name not in sheet.names:
            problems.add(sheet.path, 1, f"the column '{name}' is missing; the columns are {', '.join(COLUMNS)}")
        elif sheet.names.count(name) > 1:
            problems.add(sheet.path, 1, f"the column '{name}' stands twice; remove one")
    problems.raise_any()


def _numbers(sheet: Sheet, name: str, problems: Problems) -> Ints:
    """Return a number from 0 for each different text of a column."""
    cells = sheet.cells(name)
    if not (cells.dtype == pl.String or cells.dtype.is_integer() or cells.dtype in (pl.Null, pl.Categorical, pl.Enum)):
        problems.add(sheet.path, 0, f"the column '{name}' holds {cells.dtype} where names belong; write it anew")
        return np.zeros(len(cells), dtype=np.int64)
    texts = cells.cast(pl.String).str.strip_chars().fill_null("")
    _add(problems, sheet, (texts == "").to_numpy(), lambda _text: f"{name}: nothing stands there; write its id", texts)
    return texts.rank("dense").to_numpy().astype(np.int64) - 1


def _rights(sheet: Sheet, problems: Problems) -> Ints:
    """Return 1 for what is right and 0 for what is wrong."""
    cells = sheet.cells(CORRECT)
    if cells.dtype == pl.Boolean or cells.dtype.is_numeric():
        numbers = cells.cast(pl.Float64).fill_null(float(_OTHER)).to_numpy()
        coded = np.where(np.isin(numbers, (0, 1)), numbers, _OTHER).astype(np.int64)
    else:
        texts = cells.cast(pl.String).str.strip_chars().str.to_lowercase().fill_null("")
        coded = texts.replace_strict(_TEXTS, default=_OTHER, return_dtype=pl.Int64).to_numpy()
    _add(
        problems,
        sheet,
        coded == _OTHER,
        lambda text: f"{CORRECT}: '{text}' is no answer; write 1 (right) or 0 (wrong)",
        cells,
    )
    return np.asarray(coded, dtype=np.int64)


def _instants(sheet: Sheet, problems: Problems) -> Ints:
    """Return instants in milliseconds of UTC."""
    cells = sheet.cells(AT)
    found = milliseconds_of(cells)
    _add(
        problems,
        sheet,
        found.is_null().to_numpy(),
        lambda text: f"{AT}: '{text}' is no instant; write one such as 2026-11-23T14:05:00Z",
        cells,
    )
    return found.fill_null(0).to_numpy().astype(np.int64)


def _add(
    problems: Problems, sheet: Sheet, is_wrong: np.ndarray, text: Callable[[object], str], cells: pl.Series
) -> None:
    """Add a problem for each wrong cell; `text` gives its words by what stands there."""
    wrong = np.flatnonzero(is_wrong)

    def words(place: int) -> str:
        cell = cells[int(wrong[place])]
        return text("" if cell is None else cell)

    problems.add_rows(sheet.path, sheet.rows[wrong], words)
