"""The tables of an Anki collection, read from a SQLite database that anybody may have made.

The database is opened read-only from a copy, with its schema untrusted, every limit low and a clock running; only plain
tables that Anki has are read. Source: the schemas 11 and 18 of Anki's collections.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
from numpy.typing import NDArray

from certway.exchange.safe.errors import ForeignFileError

MOST_DATABASE_BYTES: Final = 64 * 1024 * 1024
MOST_SCHEMA_ENTRIES: Final = 100  # Anki's newest has 32
READ_SECONDS: Final = 1.0  # for everything that SQLite does with one database
NOTES: Final = frozenset(("notes", "cards", "col", "notetypes", "fields", "decks"))  # tables that hold what is asked
HEADER: Final = b"SQLite format 3\x00"

_PORTION = 10_000  # rows that are held as SQLite gives them
_STEPS = 2_000  # of SQLite's machine between two looks at the clock
_LIMITS: Mapping[int, int] = {
    sqlite3.SQLITE_LIMIT_LENGTH: 16 * 1024 * 1024,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 20_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 60,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 20,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 2,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 25_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 8,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 50,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 4,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_PRAGMAS = (
    "trusted_schema=OFF",
    "query_only=ON",
    "cell_size_check=ON",
    "ignore_check_constraints=ON",  # they are a stranger's expressions, and quick_check would evaluate them
    "mmap_size=0",
)
_ASKED = frozenset((*(pragma.partition("=")[0] for pragma in _PRAGMAS), "quick_check", "table_xinfo"))

Row = tuple[int | str | bytes, ...]


class Tables:
    """The plain tables of a database, opened for reading."""

    def __init__(self, connection: sqlite3.Connection, file: str, trusted: frozenset[str]) -> None:
        self.file = file
        self._trusted = trusted
        self.names = frozenset[str]()
        self._connection = connection

    def check(self) -> None:
        """Look at the database and its schema. Raises ForeignFileError."""
        entries = self._connection.execute(
            "SELECT type, name, rootpage FROM sqlite_master LIMIT ?", (MOST_SCHEMA_ENTRIES + 1,)
        ).fetchall()
        if len(entries) > MOST_SCHEMA_ENTRIES:
            raise self.wrong(f"the database has more than {MOST_SCHEMA_ENTRIES} tables and indexes")
        kinds = [(_text(kind), _text(name), page) for kind, name, page in entries]
        for kind, name, page in kinds:
            if kind not in ("table", "index") or (kind == "table" and not page):
                what = "virtual table" if kind == "table" else kind
                raise self.wrong(f"the database has a {what} '{name[:40]}', which no collection of Anki has")
        self.names = frozenset(name for kind, name, _ in kinds if kind == "table" and name in self._trusted)
        for name in self.names:
            self._check_columns(name)
        if self._connection.execute("PRAGMA quick_check(1)").fetchone() != (b"ok",):
            raise self.wrong("the database is damaged")

    def _check_columns(self, name: str) -> None:
        """Refuse a column that is computed from an expression when it is read."""
        if any(hidden for *_, hidden in self._connection.execute(f"PRAGMA table_xinfo({name})")):
            raise self.wrong(f"the table '{name}' has a computed column, which no collection of Anki has")

    def rows(self, table: str, columns: str, *, most: int, texts: Sequence[int] = ()) -> Iterator[Row]:
        """Yield the rows of a table; the columns at the places `texts` as texts. Raises ForeignFileError."""
        if table not in self.names:
            raise self.wrong(f"the database has no table '{table}'")
        asked = self._connection.execute(f"SELECT {columns} FROM {table} LIMIT {most + 1}")
        for at, row in enumerate(asked):
            if at == most:
                raise self.wrong(f"the table '{table}' has more than {most} rows; export fewer decks at once")
            yield tuple(self._typed(value, table, as_text=place in texts) for place, value in enumerate(row))

    def numbers(self, table: str, columns: str, *, most: int) -> NDArray[np.int64]:
        """Return rows of a table that hold numbers alone, shape (rows, columns). Raises ForeignFileError."""
        if table not in self.names:
            raise self.wrong(f"the database has no table '{table}'")
        asked = self._connection.execute(f"SELECT {columns} FROM {table} LIMIT {most + 1}")
        parts = [np.empty((0, len(asked.description)), dtype=np.int64)]
        while rows := asked.fetchmany(_PORTION):
            if not {kind for row in rows for kind in map(type, row)} <= {int}:
                raise self.wrong(f"the table '{table}' holds what is no number")
            parts.append(np.array(rows, dtype=np.int64))
        found = np.concatenate(parts)
        if len(found) > most:
            raise self.wrong(f"the table '{table}' has more than {most} rows; export fewer decks at once")
        return found

    def _typed(self, value: object, table: str, *, as_text: bool) -> int | str | bytes:
        if as_text and isinstance(value, int | bytes):
            try:
                return str(value) if isinstance(value, int) else value.decode("utf-8")
            except UnicodeDecodeError:
                raise self.wrong(f"the table '{table}' holds a text that is no UTF-8") from None
        if not as_text and isinstance(value, int | bytes):
            return value
        raise self.wrong(f"the table '{table}' holds a value of a wrong type")

    def wrong(self, why: str) -> ForeignFileError:
        """Return the error that says what is wrong with this database."""
        return ForeignFileError(f"{self.file}: {why}; export the deck from Anki again")


@contextmanager
def opened_tables(
    content: bytes, file: str, *, trusted: frozenset[str] = NOTES, seconds: float = READ_SECONDS
) -> Iterator[Tables]:
    """Open the trusted tables of a database for as long as the block runs, and for so many seconds at most.

    Raises ForeignFileError, also for what SQLite finds in it.
    """
    if not content.startswith(HEADER):
        raise ForeignFileError(f"{file}: this is no SQLite database; export the deck from Anki again")
    if len(content) > MOST_DATABASE_BYTES:
        most = MOST_DATABASE_BYTES // 1024**2
        raise ForeignFileError(f"{file}: the database is larger than {most} MiB; export fewer decks at once")
    with TemporaryDirectory(prefix="certway-anki-") as folder:
        path = Path(folder, "collection.sqlite")
        path.write_bytes(content)
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
                _bound(connection, trusted, seconds)
                tables = Tables(connection, file, trusted)
                tables.check()
                yield tables
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            raise ForeignFileError(f"{file}: {_said(error, seconds)}; export the deck from Anki again") from None


def _bound(connection: sqlite3.Connection, trusted: frozenset[str], seconds: float) -> None:
    connection.text_factory = bytes
    for limit, most in _LIMITS.items():
        connection.setlimit(limit, most)
    if hasattr(connection, "enable_load_extension"):
        connection.enable_load_extension(False)
    ends_at = time.monotonic() + seconds
    connection.set_progress_handler(lambda: int(time.monotonic() > ends_at), _STEPS)
    connection.create_collation("unicase", _compare)  # Anki's own, which the check of its indexes asks for
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.set_authorizer(_allowing(trusted))


def _allowing(trusted: frozenset[str]) -> Callable[[int, str | None, str | None, str | None, str | None], int]:
    """Allow to read the tables that are trusted and nothing else: no function, no view, no attached file."""

    def allow(action: int, first: str | None, second: str | None, _schema: str | None, _inner: str | None) -> int:
        if action == sqlite3.SQLITE_SELECT:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ and first in (*trusted, "sqlite_master"):
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_PRAGMA and first in _ASKED:
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY

    return allow


def _compare(one: str, other: str) -> int:
    left, right = one.casefold(), other.casefold()
    return (left > right) - (left < right)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _said(error: Exception, seconds: float) -> str:
    if "interrupted" in str(error):
        return f"reading the database took longer than {seconds:g} s"
    return f"the database can't be read ({error})"
