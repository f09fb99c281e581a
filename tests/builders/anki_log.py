"""Review logs as Anki keeps them, put into packages by SQLite, in every form in which Anki hands them out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

from builders.anki import packed, zstd

DAY = 86_400_000
START = 1_790_000_000_000  # in September 2026
LEARNING, REVIEW, RELEARNING, FILTERED, MANUAL, RESCHEDULED = range(6)


class Entry(NamedTuple):
    """One row of the log."""

    card: int
    at: int = START
    grade: int = 3
    kind: int = REVIEW
    factor: int = 2500
    spent: int = 8000


def logged(database: bytes, entries: Sequence[Entry], script: str = "") -> bytes:
    """Return a collection with entries in its log; `script` is run in it at last."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(database)
        made.create_collation("unicase", lambda one, other: (one > other) - (one < other))
        rows = [(one.at, one.card, one.grade, one.factor, one.spent, one.kind) for one in entries]
        made.executemany("INSERT INTO revlog VALUES (?, ?, -1, ?, 1, 1, ?, ?, ?)", rows)
        made.executescript(script)
        made.commit()
        return made.serialize()


def database_of(package: bytes) -> bytes:
    """Return the collection of a package for older versions."""
    return ZipFile(BytesIO(package)).read("collection.anki2")


def older_package(database: bytes) -> bytes:
    return packed({"collection.anki2": database, "media": b"{}"})


def package_of_2_1(database: bytes) -> bytes:
    return packed({"collection.anki2": b"Please update", "collection.anki21": database, "media": b"{}"})


def newest_package(database: bytes) -> bytes:
    """Return a package, or a backup (.colpkg), as Anki writes them by default: both are packed so."""
    files = {"meta": b"\x08\x03", "collection.anki2": b"Please update", "collection.anki21b": zstd(database)}
    return packed({**files, "media": zstd(b"")})


FORMS: Mapping[str, Callable[[bytes], bytes]] = {
    "history.apkg": newest_package,
    "older.apkg": older_package,
    "2.1.apkg": package_of_2_1,
    "collection.anki21b": zstd,
    "collection.anki2": bytes,
}
