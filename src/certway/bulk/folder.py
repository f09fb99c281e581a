"""The folder of a roster: which file holds which section, and whether its columns are known."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from certway.bulk.headers import FILES, PEOPLE, PERSON_ID, headers_of
from certway.bulk.problems import Problems
from certway.bulk.sheets import ENDINGS, Sheet, open_sheet
from certway.core.person.fields import Field, Kind
from certway.core.person.scalars import is_word
from certway.core.rulebook.forms import nearest
from certway.core.units.errors import InputError, Problem


def open_folder(folder: Path, *, out: Path, problems: Problems) -> Mapping[str, Sheet]:
    """Return the sheets of a folder by section; raises InputError for what is wrong with its files and headers.

    A file that will be written over, `out`, is not read.
    """
    if not folder.is_dir():
        raise InputError([Problem(str(folder), 0, "this is no folder; give the folder that holds people.csv")])
    sheets: dict[str, Sheet] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix not in ENDINGS or path.name.startswith(".") or path.resolve() == out.resolve():
            continue
        section = path.stem
        if section not in FILES:
            text = f"'{section}' is no section of a roster{nearest(section, FILES)}; the files are {', '.join(FILES)}"
            problems.add(path, 0, f"{text}: rename the file or move it elsewhere")
        elif section in sheets:
            problems.add(path, 0, f"{sheets[section].path.name} holds this section too; remove one of them")
        else:
            _open(path, section, sheets, problems)
    if not any((folder / f"{PEOPLE}{ending}").exists() for ending in ENDINGS):
        problems.add(folder, 0, f"there is no {PEOPLE}.csv or {PEOPLE}.parquet with a row for each person; add it")
    problems.raise_any()  # without headers no cell can be read
    return sheets


def _open(path: Path, section: str, sheets: dict[str, Sheet], problems: Problems) -> None:
    try:
        sheet = open_sheet(path)
    except InputError as error:
        for problem in error.problems:
            problems.add(path, problem.line, problem.text)
    else:
        _check_header(sheet, section, problems)
        sheets[section] = sheet


def _check_header(sheet: Sheet, section: str, problems: Problems) -> None:
    known = headers_of(section)
    for name in dict.fromkeys(sheet.names):
        if sheet.names.count(name) > 1:
            problems.add(sheet.path, 1, f"the column '{name}' stands twice; remove one")
        if name in known and not name.endswith("."):
            continue
        free = next((start for start in known if start.endswith(".") and name.startswith(start)), None)
        if free is None:
            text = f"the column '{name}' is not known here{nearest(name, known)}"
            problems.add(sheet.path, 1, f"{text}; the columns are {', '.join(known)}")
        elif not is_word(name.removeprefix(free), Field(free, Kind.WORD, "")):
            problems.add(sheet.path, 1, f"the column '{name}' needs a word after '{free}', such as {free}clinical")
    if PERSON_ID not in sheet.names:
        problems.add(sheet.path, 1, f"the column '{PERSON_ID}' is missing; add it, it says whose row it is")
