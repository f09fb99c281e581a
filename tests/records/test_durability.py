"""What a database that is to be used must keep: looked at on real servers that were set up to lose answers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from certway.records.durability import DatabaseAwayError, UnsafeDatabaseError, check_database
from certway.web.site.databases import postgresql
from databases import ADDRESS, ask, new_database, start_postgresql

CERTWAY = Path(sys.executable).with_name("certway")
TABLES = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"


@pytest.fixture(scope="module")
def own_server() -> Iterator[str]:
    """The address of a server of our own, whose settings nobody else minds."""
    own = start_postgresql()
    yield own.url
    own.stop()


@pytest.fixture(autouse=True)
def _unblocked(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():  # for servers that are not the one of the tests
        yield


def connection_to(url: str) -> BaseDatabaseWrapper:
    return ConnectionHandler({"default": postgresql(url)})["default"]


def check(url: str) -> None:
    """Check the database of an address, by a connection of its own."""
    found = connection_to(url)
    try:
        check_database(found)
    finally:
        found.close()
        found.close_pool()  # type: ignore[attr-defined]


def refusal(url: str) -> str:
    with pytest.raises(UnsafeDatabaseError) as told:
        check(url)
    return str(told.value)


def test_database_that_keeps_everything_is_taken(own_server: str) -> None:
    check(own_server)


def test_server_that_does_not_wait_for_the_disk_is_refused(own_server: str) -> None:
    ask(
        own_server, "ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET full_page_writes = off", "SELECT pg_reload_conf()"
    )
    try:
        said, served = refusal(new_database(own_server)), serve_at(own_server)
    finally:
        ask(own_server, "ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()")

    assert said == (
        "PostgreSQL is not safe to use: fsync is off, so a power cut can destroy the whole database; "
        "full_page_writes is off, so a power cut can leave pages half-written. As its administrator run: "
        "ALTER SYSTEM SET fsync = on; ALTER SYSTEM SET full_page_writes = on; SELECT pg_reload_conf(); "
        "then look whether the role, the database or the `options` of DATABASE_URL switch it off again "
        "(in psql: \\drds)"
    )
    assert (served.returncode, served.stdout, served.stderr) == (2, "", f"certway: {said}\n")
    assert ask(own_server, TABLES) == [(0,)]  # nothing was written into it


def serve_at(url: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    return subprocess.run(
        [str(CERTWAY), "serve", "--port", "0"],
        env={**environment, ADDRESS: url},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "off", ["ALTER ROLE hasty SET synchronous_commit = off", 'ALTER DATABASE "{name}" SET synchronous_commit = off', ""]
)
def test_role_database_or_address_that_acknowledges_too_early_is_refused(own_server: str, off: str) -> None:
    url = new_database(own_server)
    name = url.partition("?")[0].rpartition("/")[2]
    ask(own_server, "DROP ROLE IF EXISTS hasty", "CREATE ROLE hasty LOGIN", off.format(name=name) or "SELECT 1")
    as_role = url.replace("postgres:@", "hasty@")

    assert refusal(as_role if off else f"{as_role}&options=-csynchronous_commit%3Doff").startswith(
        "PostgreSQL is not safe to use: synchronous_commit is off, so a power cut loses answers that people were told"
    )


@pytest.mark.parametrize("commit", ["local", "remote_write", "on"])
def test_commit_that_waits_for_this_machines_disk_will_do(own_server: str, commit: str) -> None:
    check(f"{own_server}&options=-csynchronous_commit%3D{commit}")


def test_database_that_is_away_is_told_with_the_reason_and_at_once(own_server: str, tmp_path: Path) -> None:
    for url, reason in (
        (f"postgresql://zora:sesame@/certway?host={tmp_path}", "No such file or directory"),
        (own_server.replace("/postgres?", "/nobodys?"), 'database "nobodys" does not exist'),
        (own_server.replace("postgres:@", "nobody:sesame@"), 'role "nobody" does not exist'),
    ):
        with pytest.raises(DatabaseAwayError) as told:
            check(url)

        assert reason in str(told.value)
        assert str(told.value).endswith("; see that it runs and that DATABASE_URL names it rightly")
        assert "sesame" not in str(told.value)


@pytest.mark.django_db
def test_database_of_the_tests_is_taken() -> None:
    check_database(connection)
