"""How the database is used: what a live connection says of itself, whichever of the two it is."""

from __future__ import annotations

from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from certway.records.models import Entry, Person
from databases import is_postgresql

OF_SQLITE = {
    "journal_mode": "wal",  # a reader never waits for a writer
    "synchronous": 2,  # FULL: what was acknowledged outlives a power cut
    "foreign_keys": 1,
    "secure_delete": 1,  # what was deleted is in no free page either
    "busy_timeout": 20_000,  # milliseconds
}
OF_POSTGRESQL = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "application_name": "certway",
    "client_encoding": "UTF8",
    "TimeZone": "UTC",
}


def asked(question: str) -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        found = cursor.fetchone()
    assert isinstance(found, tuple)
    return found


@pytest.mark.django_db
def test_connection_is_as_it_must_be() -> None:
    if is_postgresql():
        assert {name: asked(f"SHOW {name}")[0] for name in OF_POSTGRESQL} == OF_POSTGRESQL
    else:
        assert {name: asked(f"PRAGMA {name}")[0] for name in OF_SQLITE} == OF_SQLITE


@pytest.mark.django_db
def test_database_is_the_one_of_the_tests() -> None:
    if is_postgresql():
        assert str(asked("SELECT current_database()")[0]).startswith("test_postgres")
    else:
        assert asked("PRAGMA database_list")[1:] == ("main", str(Path(settings.DATA_FOLDER, "test.sqlite3").resolve()))


@pytest.mark.django_db
def test_row_of_nobody_is_refused() -> None:
    Entry.objects.create(person_id=123_456, section="work")
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.check_constraints()  # what the end of a transaction does
    Entry.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_threads_share_connections_and_give_them_back() -> None:
    """More threads than there are connections: each gets one in its turn."""
    crowd, seen = 16, []
    start = Barrier(crowd)

    def write() -> None:
        start.wait()
        try:
            Person.objects.create()
            seen.append(1)
        finally:
            connection.close()

    threads = [Thread(target=write) for _ in range(crowd)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert (len(seen), Person.objects.count()) == (crowd, crowd)


@pytest.mark.django_db(transaction=True)
def test_writer_takes_its_turn_when_its_transaction_begins() -> None:
    """Two that read before they write never fail because the other one wrote first."""
    person, faults = Person.objects.create(), []
    start = Barrier(2)

    def aim(goal: str) -> None:
        start.wait()
        try:
            for _ in range(20):
                with transaction.atomic():
                    found = Person.objects.select_for_update().get(pk=person.pk)
                    found.goal = goal
                    found.save()
        except Exception as error:  # noqa: BLE001 - told below, in the test's own thread
            faults.append(error)
        finally:
            connection.close()

    threads = [Thread(target=aim, args=[goal]) for goal in ("cma-aama", "rma-amt")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert faults == []
