"""A roster's folder as columns, exactly as the person files of its people would give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl

from certway.bulk.cells import Coded, Wrong, as_texts, read_coded, read_column, unknown_column
from certway.bulk.contradictions import SectionColumns, contradictions
from certway.bulk.folder import open_folder
from certway.bulk.headers import PEOPLE, PERSON_ID, TOLD
from certway.bulk.problems import Problems
from certway.bulk.sheets import Sheet
from certway.core.person.batch import accreditation_table, column_of, columns_of, narrowed
from certway.core.person.columns import SELF, Bools, Column, Flags, Index, People, Table
from certway.core.person.fields import HIGH_SCHOOL, LISTS, PERSON, PROCEDURES, STATEMENTS, Field, Kind, SectionTable
from certway.core.person.parts import owners_taken, taken
from certway.core.person.record import FieldValue
from certway.core.units.errors import InputError

_ACCREDITATION = ("accredited_by", "accreditation")  # two ways to say one thing, in a table of its own


@dataclass(frozen=True)
class Roster:
    """Everybody of a folder, in the order of its file of people."""

    ids: pl.Series  # of texts
    people: People


def read_roster(folder: Path, *, out: Path) -> Roster:
    """Return the people of a folder; raises InputError, once, with the first problems of all files and their number.

    `out` is where the answer will go; it is no part of the roster.
    """
    problems = Problems(folder)
    sheets = open_folder(folder, out=out, problems=problems)
    try:
        reading = _Reading(sheets, problems)
        roster = Roster(reading.ids, reading.people())
    except InputError as error:  # a file that cannot be read further
        for problem in error.problems:
            problems.add(Path(problem.file), problem.line, problem.text)
    problems.raise_any()
    return roster


class _Reading:
    """The sheets of one folder while they are read, one after the other."""

    def __init__(self, sheets: Mapping[str, Sheet], problems: Problems) -> None:
        self._people = sheets[PEOPLE]
        self._sheets = {name: sheet for name, sheet in sheets.items() if name != PEOPLE}  # those not read yet
        self._problems = problems
        self.ids = self._read_ids(self._people)
        self._count = len(self.ids)
        places = pl.Series("place", np.arange(self._count, dtype=np.int64))
        self._places = pl.DataFrame([self.ids, places]).drop_nulls().unique(PERSON_ID, keep="first")

    def people(self) -> People:
        tables = {SELF: self._self_table()}
        for section in LISTS:
            tables[section.name] = self._section_table(section)
        return People(size=self._count, tables=tables)

    def _read_ids(self, sheet: Sheet) -> pl.Series:
        ids = self._texts_of_ids(sheet)
        again = np.flatnonzero((~ids.is_first_distinct() & ids.is_not_null()).to_numpy())

        def text(place: int) -> str:
            name = ids[int(again[place])]
            first = sheet.rows[(ids == name).arg_max() or 0]
            return f"{PERSON_ID} '{name}' stands in row {first} too; give each person one row"

        self._problems.add_rows(sheet.path, sheet.rows[again], text)
        return ids

    def _texts_of_ids(self, sheet: Sheet) -> pl.Series:
        texts = as_texts(sheet.cells(PERSON_ID))
        if texts is None:
            self._problems.add(sheet.path, 0, f"the column '{PERSON_ID}' must hold texts or whole numbers; change it")
            return pl.Series(PERSON_ID, [None] * len(sheet.rows), dtype=pl.String)
        ids = texts.str.strip_chars().replace("", None).rename(PERSON_ID)
        empty = np.flatnonzero(ids.is_null().to_numpy())
        self._problems.add_rows(
            sheet.path, sheet.rows[empty], lambda _: f"{PERSON_ID} is empty; write whose row it is, or remove the row"
        )
        return ids

    def _owners(self, sheet: Sheet) -> Index:
        """Return the place of the person of each row; -1 = not one of the people, which is told once an id."""
        ids = self._texts_of_ids(sheet)
        found = ids.to_frame().join(self._places, on=PERSON_ID, how="left", maintain_order="left")["place"]
        lost = np.flatnonzero((found.is_null() & ids.is_not_null() & ids.is_first_distinct()).to_numpy())

        def text(place: int) -> str:
            name = ids[int(lost[place])]
            more = int((ids == name).sum()) - 1
            also = f", here and in {more:,} more row{'s' if more > 1 else ''}" if more else ""
            return f"{PERSON_ID} '{name}' is not in {self._people.path.name}{also}; add the person or correct the id"

        self._problems.add_rows(sheet.path, sheet.rows[lost], text)
        return found.fill_null(-1).to_numpy().astype(np.intp)

    def _self_table(self) -> Table:
        columns: dict[str, Column] = {}
        people = self._people
        for section, prefix in ((PERSON, ""), (HIGH_SCHOOL, f"{HIGH_SCHOOL.name}.")):
            read = {name: self._column(people, f"{prefix}{name}", field) for name, field in columns_of(section).items()}
            columns |= {f"{section.name}.{name}": column for name, column in read.items()}
        for section in (PROCEDURES, STATEMENTS):
            columns |= {f"{section.name}.{name}": column for name, column in self._single(section).items()}
        offsets = np.arange(self._count + 1, dtype=np.intp)
        return Table(SELF, offsets, np.ones(self._count, dtype=np.bool_), columns, {})

    def _column(self, sheet: Sheet, name: str, field: Field) -> Column:
        """Return a column of a sheet, one value a row; without one nothing was told."""
        if name not in sheet.names:
            return unknown_column(field, len(sheet.rows))
        cells = sheet.cells(name)
        column, wrong = read_column(cells, field)
        self._report(sheet, wrong)
        return column

    def _report(self, sheet: Sheet, wrong: list[Wrong]) -> None:
        for one in wrong:
            self._problems.add_rows(sheet.path, sheet.rows[one.rows], one.text)

    def _single(self, section: SectionTable) -> dict[str, Column]:
        """Return the columns of a section with at most one row a person, one value a person."""
        fields = columns_of(section)
        sheet = self._sheets.pop(section.name, None)
        if sheet is None:
            return {name: unknown_column(field, self._count) for name, field in fields.items()}
        owner = self._owners(sheet)
        if not self._count:
            return {name: unknown_column(field, 0) for name, field in fields.items()}
        own = np.flatnonzero(owner >= 0)
        counts = np.bincount(owner[own], minlength=self._count)
        again = own[counts[owner[own]] > 1]
        self._problems.add_rows(
            sheet.path, sheet.rows[again], lambda _: f"the person has another row of {section.name}; keep one"
        )
        row = np.full(self._count, -1, dtype=np.intp)
        row[owner[own]] = own
        return {name: self._of_people(sheet, name, field, row) for name, field in fields.items()}

    def _of_people(self, sheet: Sheet, name: str, field: Field, row: Index) -> Column:
        """Return a column of a sheet by person; `row` is each person's row, -1 = none."""
        written = self._column(sheet, name, field)
        if not len(sheet.rows):
            return unknown_column(field, self._count)
        column = taken(written, row)  # the last row for those without one, which is put right below
        unknown = column_of(field, [None])
        for part in column.__slots__:
            if part != "words":
                values = getattr(column, part)
                values[row < 0] = getattr(unknown, part)[0]
        return column

    def _section_table(self, section: SectionTable) -> Table:
        sheet = self._sheets.pop(section.name, None)
        told = self._told(section, sheet)
        owner = np.zeros(0, dtype=np.intp) if sheet is None else self._owners(sheet)
        if sheet is None or not self._count:
            return _without_entries(section, told)
        self._check_told(section, sheet, told[owner] | (owner < 0))
        written = self._written(section, sheet)
        self._report(sheet, contradictions(written))
        return _by_person(section, written, owner, told)

    def _told(self, section: SectionTable, sheet: Sheet | None) -> Bools:
        """Return of whom the section was told: of all where it has a file, but of those said otherwise."""
        name, people = f"{TOLD}{section.name}", self._people
        said = self._column(people, name, Field(name, Kind.FLAG, ""))
        assert isinstance(said, Flags)
        if sheet is not None:
            return said.flag >= 0
        rows = np.flatnonzero(said.flag > 0)
        text = (
            f"{name} is true, but there is no {section.name}.csv or {section.name}.parquet; add it, a header is enough"
        )
        self._problems.add_rows(people.path, people.rows[rows], lambda _: text)
        return np.zeros(self._count, dtype=np.bool_)

    def _check_told(self, section: SectionTable, sheet: Sheet, told: Bools) -> None:
        rows = np.flatnonzero(~told)
        text = f"{TOLD}{section.name} is false for this person; remove the row or correct the flag"
        self._problems.add_rows(sheet.path, sheet.rows[rows], lambda _: text)

    def _written(self, section: SectionTable, sheet: Sheet) -> SectionColumns:
        columns = {name: self._column(sheet, name, field) for name, field in columns_of(section).items()}
        coded: dict[str, Coded] = {}
        for field in section.fields:
            if field.name in _ACCREDITATION:
                coded[field.name] = self._coded(sheet, field)
            elif field.name not in columns and field.kind is Kind.WORDS and field.name in sheet.names:
                self._coded(sheet, field)  # decides nothing; what is wrong with it is told all the same
            elif field.kind is Kind.MAP and not field.words:
                for name in (name for name in sheet.names if name.startswith(f"{field.name}.")):
                    self._column(sheet, name, replace(field, kind=Kind.NUMBER))
            if field.required:
                self._check_required(field, sheet)
        return SectionColumns(section, columns, coded)

    def _coded(self, sheet: Sheet, field: Field) -> Coded:
        if field.name not in sheet.names:
            return Coded([None], np.zeros(len(sheet.rows), dtype=np.intp))
        coded, wrong = read_coded(sheet.cells(field.name), field)
        self._report(sheet, wrong)
        return coded

    def _check_required(self, field: Field, sheet: Sheet) -> None:
        if field.name not in sheet.names:
            self._problems.add(sheet.path, 1, f"the column '{field.name}' is missing; write {field.meaning}")
            return
        coded, wrong = read_coded(sheet.cells(field.name), field)
        empty = np.setdiff1d(np.flatnonzero(~coded.told), [row for one in wrong for row in one.rows])
        self._problems.add_rows(
            sheet.path, sheet.rows[empty], lambda _: f"{field.name}: the cell is empty; write {field.meaning}"
        )


def _without_entries(section: SectionTable, told: Bools) -> Table:
    columns = {name: unknown_column(field, 0) for name, field in columns_of(section).items()}
    nested = {"accreditation": accreditation_table([])} if section.name == "programs" else {}
    return Table(section.name, np.zeros(len(told) + 1, dtype=np.intp), told, columns, nested)


def _by_person(section: SectionTable, written: SectionColumns, owner: Index, told: Bools) -> Table:
    """Return the table of a section whose rows may stand in any order; those of a person keep theirs.

    Rows without a person are left out.
    """
    columns = narrowed(section.name, dict(written.columns))
    nested = {"accreditation": _accreditation(written.coded)} if section.name == "programs" else {}
    lost = np.count_nonzero(owner < 0)
    if lost or (owner[1:] < owner[:-1]).any():
        order = np.argsort(owner, kind="stable")[lost:]
        columns = {name: taken(column, order) for name, column in columns.items()}
        nested = {name: owners_taken(table, order) for name, table in nested.items()}
    counts = np.bincount(owner[owner >= 0], minlength=len(told))
    offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.intp)
    return Table(section.name, offsets, told, columns, nested)


def _accreditation(coded: Mapping[str, Coded]) -> Table:
    """Return who accredited the program of each row: by the long form where it was told, else by the short one."""
    long, short = coded["accreditation"], coded["accredited_by"]
    distinct = [*_entries("accreditation", long), *_entries("accredited_by", short)]
    places = np.where(long.told, long.places, len(long.values) + short.places)
    return owners_taken(accreditation_table(distinct), places)


def _entries(name: str, coded: Coded) -> list[dict[str, FieldValue]]:
    return [{} if value is None else {name: value} for value in coded.values]
