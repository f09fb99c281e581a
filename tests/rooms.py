"""A database without room: the one of the tests, which takes nothing more for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# PostgreSQL's own error of a full disk, said by the server itself: filling a real disk would stop every other test.
_FULL = """
CREATE FUNCTION disk_is_full() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END
$$ LANGUAGE plpgsql;
CREATE TRIGGER disk_is_full BEFORE INSERT ON records_person EXECUTE FUNCTION disk_is_full();
CREATE TRIGGER disk_is_full BEFORE INSERT ON records_skillrun EXECUTE FUNCTION disk_is_full();
CREATE TRIGGER disk_is_full BEFORE INSERT ON records_sittingevent EXECUTE FUNCTION disk_is_full();
CREATE TRIGGER disk_is_full BEFORE INSERT ON records_studyevent EXECUTE FUNCTION disk_is_full();
"""
_ROOM = "DROP FUNCTION disk_is_full CASCADE"
_BOUNDLESS = 2**31 - 2  # pages


@contextmanager
def no_room() -> Iterator[None]:
    """Let the database take nothing more: SQLite no page beyond those that it has, which may still have space left."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FULL)
        else:
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        try:
            yield
        finally:
            cursor.execute(_ROOM if connection.vendor == "postgresql" else f"PRAGMA max_page_count = {_BOUNDLESS}")
