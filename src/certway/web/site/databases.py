"""Which database is used, and how: SQLite in the data folder, or the PostgreSQL that DATABASE_URL names."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from certway.web.site.variables import UnfitValueError

Database: TypeAlias = "dict[str, object]"  # as Django's DATABASES holds it

WAIT_SECONDS = 20  # of SQLite's writers for each other
POOL = {
    "min_size": 1,  # connections that a process keeps open
    "max_size": 10,  # and may open: each of its threads needs one while it answers
    "timeout": 5,  # seconds to wait for one, then the request fails
}
CONNECT_SECONDS = 5  # to wait for a server that does not answer
_SCHEMES = ("postgres://", "postgresql://")
_FORMS = "postgresql://user:password@host:5432/name, or postgresql://user@/name?host=/folder/of/the/socket"


def sqlite(folder: Path) -> Database:
    """Return SQLite in a file of the data folder, where an answer that was acknowledged outlives a power cut."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "certway.sqlite3",
        "OPTIONS": {
            # A transaction that will write takes its turn at once, instead of failing when another one wrote first.
            "transaction_mode": "IMMEDIATE",
            "timeout": WAIT_SECONDS,
            # What is deleted is overwritten with zeros. Django itself turns foreign keys on.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }


def postgresql(url: str) -> Database:
    """Return the PostgreSQL of an address, which is read as `psql` reads it. Raises UnfitValueError."""
    if not url.startswith(_SCHEMES):
        raise UnfitValueError(
            f"it begins with neither of {' and '.join(_SCHEMES)}; write {_FORMS}, or leave it out for SQLite"
        )
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        told = dict(conninfo_to_dict(url))
    except ProgrammingError:  # its words may hold the password
        raise UnfitValueError(
            f"it can't be read; write {_FORMS}, with %-codes for signs such as @ and / in the password"
        ) from None
    name = told.pop("dbname", None)
    if not name:
        raise UnfitValueError(f"it names no database; write {_FORMS}")
    if any(port and not port.isdecimal() for port in str(told.get("port", "")).split(",")):
        raise UnfitValueError(f"its port is no number; write {_FORMS}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        **{field.upper(): told.pop(field, None) or "" for field in ("user", "password", "host", "port")},
        "OPTIONS": {"connect_timeout": CONNECT_SECONDS, "application_name": "certway", **told, "pool": {**POOL}},
        "CONN_HEALTH_CHECKS": True,  # a connection that broke meanwhile is made anew before it is used
    }
