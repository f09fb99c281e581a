"""A database without room: the one of the tests, which takes nothing more for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper

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
_PAGES_AT_ONCE = (256, 16, 1)  # by which pages that were freed are filled
_PAGE = 4000  # bytes of a row that needs a page for itself


@contextmanager
def no_room() -> Iterator[None]:
    """Let the database take nothing more: SQLite no page beyond those that it has, of which the free ones are filled.

    What has begun a page there may still be added to.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FULL)
        else:
            _fill_pages(cursor)
        try:
            yield
        finally:
            if connection.vendor == "postgresql":
                cursor.execute(_ROOM)
            else:
                cursor.execute(f"PRAGMA max_page_count = {_BOUNDLESS}")
                cursor.execute("DROP TABLE filler")


def _fill_pages(cursor: CursorWrapper) -> None:
    cursor.execute("CREATE TABLE filler (content BLOB)")
    cursor.execute("PRAGMA page_count")
    cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    for pages in _PAGES_AT_ONCE:
        with suppress(OperationalError):  # it is full
            while True:
                cursor.execute("INSERT INTO filler VALUES (zeroblob(%s))", [pages * _PAGE])
