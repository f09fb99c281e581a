"""Whether a database keeps what it has acknowledged, also through a power cut."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import NotSupportedError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import Error

from certway.core.units.errors import CertwayError

# What each does when it is off, and how it is switched on again. Source: PostgreSQL's manual, "Write Ahead Log".
OFF_LOSES = {
    "fsync": "a power cut can destroy the whole database",
    "full_page_writes": "a power cut can leave pages half-written",
    "synchronous_commit": "a power cut loses answers that people were told are kept",
}
OFF = "off"


class DatabaseAwayError(CertwayError):
    """Raised for a database that can't be used at all."""

    def __init__(self, reason: str) -> None:
        what = " ".join(reason.split())
        super().__init__(f"the database can't be used: {what}; see that it runs and that DATABASE_URL names it rightly")


class UnsafeDatabaseError(CertwayError):
    """Raised for a PostgreSQL that does not keep what it says it keeps."""

    def __init__(self, settings: Sequence[str]) -> None:
        faults = "; ".join(f"{name} is off, so {OFF_LOSES[name]}" for name in settings)
        remedies = " ".join(f"ALTER SYSTEM SET {name} = on;" for name in settings)
        super().__init__(
            f"PostgreSQL is not safe to use: {faults}. As its administrator run: {remedies} SELECT pg_reload_conf(); "
            "then look whether the role, the database or the `options` of DATABASE_URL switch it off again "
            "(in psql: \\drds)"
        )


def check_database(connection: BaseDatabaseWrapper) -> None:
    """Refuse a database that is away, too old, or does not keep what it acknowledges.

    Raises DatabaseAwayError, UnsafeDatabaseError.
    """
    try:
        _connect_plainly(connection)
        connection.check_database_version_supported()
        off = _switched_off(connection)
    except (Error, NotSupportedError) as error:
        raise DatabaseAwayError(str(error)) from error
    if off:
        raise UnsafeDatabaseError(off)


def _connect_plainly(connection: BaseDatabaseWrapper) -> None:
    """Connect once without the pool, which would try again for seconds and then say nothing about the reason."""
    if connection.vendor == "postgresql":
        with connection.wrap_database_errors:
            connection.Database.connect(**connection.get_connection_params()).close()  # type: ignore[attr-defined]


def _switched_off(connection: BaseDatabaseWrapper) -> list[str]:
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("SELECT 1")  # SQLite's own settings come with every connection
            return []
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s) ORDER BY name", [list(OFF_LOSES)])
        return [name for name, value in cursor.fetchall() if value == OFF]
