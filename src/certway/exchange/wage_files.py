"""The wage survey's figures from CSV: every problem of a file named with its line, and an empty field kept empty."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from certway.core.rulebook.wages import FIGURES, PERCENTILES, Occupations, Projection, Wage, WageBook
from certway.core.units.errors import MOST_PROBLEMS, InputError, Problem

_Row = TypeVar("_Row")

_WAGE_COLUMNS = ("year", "area_code", "area", "soc", "title", *FIGURES)
_PROJECTION_COLUMNS = (
    "soc", "title", "period", "employment_2024_thousands", "employment_2034_thousands", "change_thousands",
    "change_percent", "annual_openings_thousands", "median_wage_2024", "entry_education", "work_experience",
    "on_the_job_training",
)  # fmt: skip


def load_wages(folder: Path, occupations: Occupations) -> WageBook:
    """Return the figures of a folder's `wages.csv` and `projections.csv`.

    Raises InputError, once, with every problem of both files.
    """
    problems: list[Problem] = []
    wages = _read(folder / "wages.csv", _WAGE_COLUMNS, lambda line: _wage(line, occupations), problems)
    projections = _read(folder / "projections.csv", _PROJECTION_COLUMNS, _projection, problems)
    if problems:
        raise InputError(problems)
    return WageBook(tuple(wages), {projection.soc: projection for projection in projections}, occupations)


@dataclass
class _Line:
    """A row of a file: takes its fields as numbers, and collects what is wrong with them."""

    fields: dict[str, str]
    file: str
    number: int
    problems: list[Problem]

    def refuse(self, text: str) -> None:
        self.problems.append(Problem(self.file, self.number, text))

    def text(self, name: str) -> str:
        """Return a text, which must not be empty."""
        if not self.fields[name]:
            self.refuse(f"'{name}' is empty; write it")
        return self.fields[name]

    def whole(self, name: str) -> int | None:
        """Return a whole number, or None for an empty field."""
        text = self.fields[name]
        if text and not (text.isascii() and text.isdecimal()):
            self.refuse(f"'{name}' is '{text}'; write a whole number without signs, or leave the field empty")
            return None
        return int(text) if text else None

    def decimal(self, name: str) -> float:
        """Return a number, which must be there."""
        try:
            return float(self.text(name) or 0)
        except ValueError:
            self.refuse(f"'{name}' is '{self.fields[name]}'; write a number such as 12.5")
            return 0.0


def _read(path: Path, columns: tuple[str, ...], row: Callable[[_Line], _Row], problems: list[Problem]) -> list[_Row]:
    """Return the rows of a file; stops at what makes the rest unreadable, or at too many problems."""
    found, keys = [], dict[str, int]()
    for line in _lines(path, columns, problems):
        found.append(row(line))
        key = " ".join(line.fields[name] for name in ("year", "area_code", "soc") if name in line.fields)
        if key in keys:
            line.refuse(f"the row '{key}' stands twice, on lines {keys[key]} and {line.number}; keep one of them")
        keys.setdefault(key, line.number)
        if len(problems) >= MOST_PROBLEMS:
            break
    return found


def _lines(path: Path, columns: tuple[str, ...], problems: list[Problem]) -> Iterator[_Line]:
    file = str(path)
    try:
        content = path.read_text(encoding="utf-8")
    except OSError as error:
        problems.append(Problem(file, 0, f"the file cannot be read ({error.strerror}); check its name and folder"))
        return
    except UnicodeDecodeError:
        problems.append(Problem(file, 0, "the file is not UTF-8; save it as that"))
        return
    reader = csv.reader(content.splitlines(), strict=True)
    try:
        header = next(reader, [])
        if tuple(header) != columns:
            problems.append(Problem(file, 1, f"the columns must be {','.join(columns)}; this is {','.join(header)}"))
            return
        for fields in reader:
            if len(fields) != len(columns):
                wrong = (
                    f"the row has {len(fields)} fields instead of {len(columns)}; a comma inside a field needs quotes"
                )
                problems.append(Problem(file, reader.line_num, wrong))
                continue
            yield _Line(dict(zip(columns, fields, strict=True)), file, reader.line_num, problems)
    except csv.Error as error:
        problems.append(Problem(file, reader.line_num, f"this is no row of CSV ({error}); check its quotes"))


def _wage(line: _Line, occupations: Occupations) -> Wage:
    code, soc = line.text("area_code"), line.text("soc")
    if code not in occupations.areas:
        line.refuse(f"the area '{code}' is none of those in occupations.yaml; add it there, or remove the row")
    jobs = [job for job in occupations.jobs.values() if job.soc == soc]
    figures = {name: line.whole(name) for name in FIGURES}
    wage = Wage(
        year=line.whole("year") or 0,
        area=occupations.areas.get(code, code),
        area_name=line.text("area"),
        soc=soc,
        title=line.text("title"),
        **figures,
        combined=any(job.combined for job in jobs),
        nearest=any(job.nearest for job in jobs),
    )
    _check(wage, line, occupations)
    return wage


def _check(wage: Wage, line: _Line, occupations: Occupations) -> None:
    """Refuse percentiles that don't ascend, and figures that no copy accounts for."""
    known = [figure for name in PERCENTILES if (figure := wage.figure(name)) is not None]
    if known != sorted(known):
        line.refuse(f"the percentiles {', '.join(map(str, known))} do not ascend; compare them with the survey")
    had = {
        name
        for copy in occupations.copies
        if (copy.year, copy.national) == (wage.year, wage.is_national) and wage.soc in copy.socs
        for name in copy.figures
    }
    strange = [name for name in FIGURES if wage.figure(name) is not None and name not in had]
    if strange:
        line.refuse(f"no copy in occupations.yaml has {', '.join(strange)} of this row; name where it was read")


def _projection(line: _Line) -> Projection:
    return Projection(
        soc=line.text("soc"),
        title=line.text("title"),
        period=line.text("period"),
        employment=line.decimal("employment_2024_thousands"),
        projected=line.decimal("employment_2034_thousands"),
        change=line.decimal("change_thousands"),
        change_percent=line.decimal("change_percent"),
        annual_openings=line.decimal("annual_openings_thousands"),
        median=line.whole("median_wage_2024") or 0,
        education=line.text("entry_education"),
        experience=line.text("work_experience"),
        training=line.text("on_the_job_training"),
    )
