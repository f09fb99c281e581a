"""What is wrong with a roster: the first problems with their rows, and how many there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from certway.core.person.columns import Index
from certway.core.units.errors import InputError, Problem

MOST_SHOWN = 100  # of one roster


class Problems:
    """Collects the problems of a folder's files, and counts those beyond the ones that are shown."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._count = 0
        self._kept: list[Problem] = []

    def add(self, file: Path, row: int, text: str) -> None:
        """Add a problem in a row of a file; 0 = the file as a whole."""
        self._count += 1
        self._kept.append(Problem(str(file), row, text))

    def add_rows(self, file: Path, rows: Index, text: Callable[[int], str]) -> None:
        """Add a problem for each of the rows; `text` gives the words of the one at a place among `rows`."""
        order = np.argsort(rows, kind="stable")[:MOST_SHOWN]
        self._count += len(rows)
        self._kept += [Problem(str(file), int(rows[place]), text(int(place))) for place in order]

    def raise_any(self) -> None:
        """Raise InputError with the first problems, if there are any."""
        if not self._count:
            return
        shown = sorted(self._kept)[:MOST_SHOWN]
        if self._count > len(shown):
            text = f"{self._count:,} problems in all; the first {len(shown)} are shown"
            shown.append(Problem(str(self.folder), 0, text))
        raise InputError(shown)
