"""Calibrated values of questions from the CSV that `certway sit calibrate` writes, and answers as the one it takes.

The columns of the answers, and the rows of the values, are named `topic/name@version`, as a value belongs to a version.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, nan

from certway.core.psychometrics.models import Model
from certway.core.psychometrics.responses import Responses
from certway.core.units.errors import MOST_PROBLEMS, InputError, Problem

COLUMNS = ("item", "a", "b", "c", "se_a", "se_b", "se_c", "n")
PERSON_ID = "person_id"
MOST_ROWS = 20_000
MOST_LOGITS = 50.0  # of a difficulty; none lies further out
_NAME = re.compile(r"([a-z0-9-]+/[a-z0-9-]+)@([0-9a-f]{16})")
_ANSWERS = ("0", "1", "")  # the last one stands for -1, missing


@dataclass(frozen=True, slots=True)
class CalibratedRow:
    """The values of one version of a question, with its line in the file."""

    line: int
    item: str
    version: str
    a: float
    b: float
    c: float
    se_a: float | None  # None = the answers don't settle it
    se_b: float | None
    se_c: float | None
    answered: int

    @property
    def is_settled(self) -> bool:
        """Whether the answers say what the values are."""
        return self.se_a is not None and self.se_b is not None


def read_calibration(content: bytes, name: str) -> tuple[CalibratedRow, ...]:
    """Return the rows of a file. Raises InputError, once, with every problem and its line."""
    header, rows = _cells(content, name)
    lacking = [column for column in COLUMNS if column not in header]
    if lacking:
        text = f"the header lacks {', '.join(lacking)}; take the file as `sit calibrate` wrote it, with commas"
        raise InputError([Problem(name, 1, text)])
    if not rows or len(rows) > MOST_ROWS:
        text = f"it has {len(rows):,} rows; there must be some, and at most {MOST_ROWS:,}"
        raise InputError([Problem(name, 0, text)])
    reader = _Reader(name)
    found = [reader.read(line, dict(zip(header, row, strict=False))) for line, row in rows]
    if reader.problems:
        raise InputError(reader.problems[:MOST_PROBLEMS])
    return tuple(row for row in found if row is not None)


def _cells(content: bytes, name: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the header, and the rows that are not empty with their lines."""
    try:
        lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        header = [cell.strip() for cell in next(lines, [])]
        return header, [(lines.line_num, row) for row in lines if any(cell.strip() for cell in row)]
    except (UnicodeDecodeError, csv.Error):
        text = "this is no CSV in UTF-8; take the file as `sit calibrate` wrote it"
        raise InputError([Problem(name, 0, text)]) from None


@dataclass(frozen=True, slots=True)
class _Limit:
    """What a number must be."""

    fits: Callable[[float], bool]
    wanted: str


_LIMITS: Mapping[str, _Limit] = {
    "a": _Limit(lambda value: value > 0, "above 0"),
    "b": _Limit(lambda value: abs(value) <= MOST_LOGITS, f"between -{MOST_LOGITS:g} and {MOST_LOGITS:g}"),
    "c": _Limit(lambda value: 0 <= value < 1, "from 0 to below 1"),
    "n": _Limit(lambda value: value >= 1 and value == int(value), "a whole number from 1"),
    **{f"se_{name}": _Limit(lambda value: value >= 0, "0 or above, or empty") for name in "abc"},
}


class _Reader:
    """Reads rows, and gathers what is wrong with them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self._lines: dict[str, int] = {}

    def read(self, line: int, cells: Mapping[str, str]) -> CalibratedRow | None:
        """Return a row; None where something is wrong with it."""
        before, named = len(self.problems), cells["item"].strip()
        match = _NAME.fullmatch(named)
        if match is None:
            self._add(line, f"'{named}' names no version of a question; write topic/name@version")
            return None
        first = self._lines.setdefault(named, line)
        if first != line:
            self._add(line, f"{named} stands in line {first} already; remove one of them")
        told = {column: self._number(line, cells, column) for column in _LIMITS}
        if len(self.problems) > before:
            return None
        a, b, c, answered = (told[column] or 0.0 for column in ("a", "b", "c", "n"))
        errors = told["se_a"], told["se_b"], told["se_c"]
        return CalibratedRow(line, match[1], match[2], a, b, c, *errors, answered=int(answered))

    def _number(self, line: int, cells: Mapping[str, str], column: str) -> float | None:
        """Return a number; None for an empty standard error, and with a problem noted for what is none."""
        text, limit = (cells.get(column) or "").strip(), _LIMITS[column]
        if not text and column.startswith("se_"):
            return None
        try:
            value = float(text)
        except ValueError:
            value = nan
        if isfinite(value) and limit.fits(value):
            return value
        self._add(line, f"{column} is '{text}'; it must be {limit.wanted}")
        return None

    def _add(self, line: int, text: str) -> None:
        self.problems.append(Problem(self.name, line, text))


def model_of(rows: Sequence[CalibratedRow]) -> Model:
    """Return the model of which values are: the file does not name it, and it shows."""
    if any(row.c for row in rows):
        return "3pl"
    return "1pl" if len({row.a for row in rows}) == 1 else "2pl"


def column_name(item: str, version: str) -> str:
    """Return what names a version of a question in a file."""
    return f"{item}@{version}"


def write_responses(names: Sequence[str], responses: Responses, people: Sequence[int]) -> Iterator[str]:
    """Yield the lines of a table of answers; `people` are numbers that tell the rows apart."""
    yield ",".join((PERSON_ID, *names)) + "\n"
    for person, row in zip(people, responses.tolist(), strict=True):
        yield f"{person}," + ",".join(_ANSWERS[cell] for cell in row) + "\n"
