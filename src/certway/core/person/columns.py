"""People as columns: one table a section, one array a bound.

Everything that may be unknown is a pair of bounds: a day or number that was not told spans its whole range, "May
2019" its first and last day. Words are codes into a lookup table, sets of words two bit masks.
A single person is a batch of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from certway.core.units.days import Days

Ints: TypeAlias = NDArray[np.int64]
Index: TypeAlias = NDArray[np.intp]
Bools: TypeAlias = NDArray[np.bool_]

UNKNOWN_WORD = -1
SELF = "self"


@dataclass(frozen=True, slots=True)
class DaySpans:
    """Days as ordinals, each between `lo` and `hi`, both possible."""

    lo: Days
    hi: Days


@dataclass(frozen=True, slots=True)
class NumberSpans:
    """Numbers in hundredths, each between `lo` and `hi`, both possible."""

    lo: Ints
    hi: Ints


@dataclass(frozen=True, slots=True)
class Words:
    """One word an entry, as an index into `words`; `UNKNOWN_WORD` where it was not told."""

    code: NDArray[np.int32]
    words: tuple[str, ...]

    def lookup(self, wanted: frozenset[str]) -> Bools:
        """Return a table by code that tells whether the word is wanted; its last place (code -1) is False."""
        return np.array([word in wanted for word in self.words] + [False])


@dataclass(frozen=True, slots=True)
class WordSets:
    """A set of words an entry, as bit masks over `words`: the sure ones and the possible ones."""

    sure: NDArray[np.uint32]
    possible: NDArray[np.uint32]
    words: tuple[str, ...]

    def mask(self, wanted: frozenset[str]) -> int:
        """Return the bits of the wanted words."""
        return sum(1 << place for place, word in enumerate(self.words) if word in wanted)


@dataclass(frozen=True, slots=True)
class Flags:
    """True, false or not told, as 1, -1 and 0."""

    flag: NDArray[np.int8]


Column: TypeAlias = "DaySpans | NumberSpans | Words | WordSets | Flags"


@dataclass(frozen=True)
class Table:
    """The entries of one section, all people's one after the other.

    Entries of owner `i` stand at `offsets[i]` to `offsets[i + 1]`; an owner is a person, or an entry in a nested table.
    """

    name: str
    offsets: Index  # owners + 1
    told: Bools  # owners: whether anything was said about this section
    columns: Mapping[str, Column]
    nested: Mapping[str, Table]

    @cached_property
    def owner(self) -> Index:
        """The owner of each entry."""
        return np.repeat(np.arange(len(self.told), dtype=np.intp), np.diff(self.offsets))

    @cached_property
    def places(self) -> Index:
        """The place of each entry: 0, 1, 2 …"""
        return np.arange(self.size, dtype=np.intp)

    @property
    def size(self) -> int:
        """How many entries there are."""
        return int(self.offsets[-1])


@dataclass(frozen=True)
class People:
    """A batch of people. `tables[SELF]` has one entry a person: her own fields, under dotted names."""

    size: int
    tables: Mapping[str, Table]
