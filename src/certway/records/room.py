"""Room to write: a database that can't keep anything just now is told apart from what is wrong with us."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError

# Source: sqlite.org/rescode.html; the primary code is the last byte of an extended one.
_SQLITE = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY})
_PRIMARY = 0xFF
# Source: PostgreSQL's manual, "PostgreSQL Error Codes": disk full, input or output error, read-only transaction.
_POSTGRESQL = frozenset({"53100", "58030", "25006"})


class NoRoomError(Exception):
    """Raised where nothing can be kept: the disk is full or fails, or the database is read-only. Nothing was kept."""


@contextmanager
def telling_no_room() -> Iterator[None]:
    """Let what a database says when it can't write be a NoRoomError; whatever else it says stays as it is."""
    try:
        yield
    except DatabaseError as error:
        if lacks_room(error):
            raise NoRoomError from error
        raise


def lacks_room(error: DatabaseError) -> bool:
    """Tell whether a database said that it can't write."""
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return (getattr(cause, "sqlite_errorcode", 0) & _PRIMARY) in _SQLITE
    return getattr(cause, "sqlstate", None) in _POSTGRESQL
