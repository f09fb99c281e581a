"""Options that people chose, with the keys of a file of their own; and the groups that people belong to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase

import numpy as np
import polars as pl
from numpy.typing import NDArray

from certway.answers.response_statistics import Chosen
from certway.bulk.headers import PERSON_ID
from certway.bulk.problems import Problems
from certway.bulk.responses import ResponseTable, items_of, sheet_of
from certway.bulk.sheets import Sheet
from certway.core.psychometrics.distractors import Choices
from certway.core.psychometrics.responses import MISSING, RIGHT, WRONG

Places = NDArray[np.intp]

ITEM, KEY, OPTIONS = "item", "key", "options"  # columns of a file of keys, the last one if need be
GROUP = "group"  # and of one of groups, beside `person_id`
_OTHER = len(ascii_uppercase)  # what is no option
_PLACES = {
    **{letter: place for place, letter in enumerate(ascii_uppercase)},
    **{letter.lower(): place for place, letter in enumerate(ascii_uppercase)},
    "": MISSING,
}
_WANTED = "write the letter of an option"


@dataclass(frozen=True)
class ChoiceTable:
    """Options that were chosen, and the answers that this makes of them."""

    table: ResponseTable
    chosen: Chosen


def read_choices(path: Path, keys: Path, *, beside: Collection[str] = ()) -> ChoiceTable:
    """Return the options of a file, letters from A on, with the keys of another: columns `item`, `key` and `options`.

    How many options an item has is told by `options`; where that is left out, by the last one that anybody chose.
    Raises InputError with row and column.
    """
    sheet, problems = sheet_of(path), Problems(path)
    items = items_of(sheet, problems, beside)
    known, told = _read_keys(keys, items)
    choices = np.full((len(sheet.rows), len(items)), MISSING, dtype=np.int8)
    for place, item in enumerate(items):
        choices[:, place] = _options(sheet, item, problems)
    if not len(sheet.rows):
        problems.add(path, 0, "there is nobody; add a row for each person")
    problems.raise_any()
    right = np.where(choices == MISSING, MISSING, np.where(choices == known, RIGHT, WRONG)).astype(np.int8)
    widths = np.maximum(np.maximum(choices.max(axis=0), known) + 1, told).astype(np.intp)
    return ChoiceTable(ResponseTable(path, items, right), Chosen(choices, known, widths))


def _read_keys(path: Path, items: tuple[str, ...]) -> tuple[Places, Places]:
    """Return the places of the keys, and the numbers of options, 0 where that is not told; shapes (items,)."""
    sheet, problems = sheet_of(path), Problems(path)
    for name in (ITEM, KEY):
        if name not in sheet.names:
            problems.add(path, 1, f"there is no column '{name}'; write the columns item and key")
    problems.raise_any()
    rows = {name: row for row, name in enumerate(_texts(sheet.cells(ITEM)))}
    keys = _texts(sheet.cells(KEY))
    widths = _texts(sheet.cells(OPTIONS)) if OPTIONS in sheet.names else [""] * len(keys)
    found, told = (np.zeros(len(items), dtype=np.intp) for _ in range(2))
    for place, item in enumerate(items):
        row = rows.get(item)
        if row is None:
            problems.add(path, 0, f"the item '{item}' has no key; add a row for it")
            continue
        key, width = _PLACES.get(keys[row], _OTHER), _width(widths[row])
        if not 0 <= key < _OTHER:
            problems.add(path, int(sheet.rows[row]), f"the key of '{item}' is '{keys[row]}'; {_WANTED}")
        if width is None:
            text = f"'{item}' has '{widths[row]}' options; write a whole number from 2 to {_OTHER}, or nothing"
            problems.add(path, int(sheet.rows[row]), text)
        found[place], told[place] = key, width or 0
    problems.raise_any()
    return found, told


def _width(text: str) -> int | None:
    """Return a number of options, 0 where it is not told; None for what is none."""
    if not text:
        return 0
    return int(text) if text.isascii() and text.isdecimal() and 2 <= int(text) <= _OTHER else None


def _options(sheet: Sheet, item: str, problems: Problems) -> Choices:
    texts = _texts(sheet.cells(item))
    coded = np.array([_PLACES.get(text, _OTHER) for text in texts], dtype=np.int8)
    wrong = np.flatnonzero(coded == _OTHER)
    problems.add_rows(
        sheet.path,
        sheet.rows[wrong],
        lambda place: f"{item}: '{texts[int(wrong[place])]}' is no option; {_WANTED}, or nothing",
    )
    return coded


def _texts(cells: pl.Series) -> list[str]:
    return [str(one).strip() for one in cells.cast(pl.String).fill_null("").to_list()]


def read_groups(path: Path, named: str) -> tuple[list[str], tuple[str, ...]]:
    """Return the group of each person of a file, and the columns of it that say so.

    `named` is a column of the file, or another file with the columns `person_id` and `group`. Raises InputError.
    """
    sheet, problems = sheet_of(path), Problems(path)
    if named in sheet.names:
        return _texts(sheet.cells(named)), (named,)
    other = Path(named)
    if not other.is_file():
        problems.add(path, 1, f"there is no column '{named}', and no file of that name; name one of them with --group")
        problems.raise_any()
    if PERSON_ID not in sheet.names:
        problems.add(path, 1, f"there is no column '{PERSON_ID}' to find people by in {named}; add it")
    groups = sheet_of(other)
    for name in (PERSON_ID, GROUP):
        if name not in groups.names:
            problems.add(other, 1, f"there is no column '{name}'; write the columns {PERSON_ID} and {GROUP}")
    problems.raise_any()
    known = dict(zip(_texts(groups.cells(PERSON_ID)), _texts(groups.cells(GROUP)), strict=True))
    return [known.get(person, "") for person in _texts(sheet.cells(PERSON_ID))], ()
