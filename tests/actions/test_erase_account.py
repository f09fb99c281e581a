"""Accounts are erased one by one: none keeps another from it, and nothing of one stays in the database's files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from builders.workers import Clock, worker
from certway.actions import chores
from certway.actions.erase_account import NotErasedError, erase_due_accounts
from certway.records.models import Person, User
from certway.records.traces import clear_traces
from databases import is_postgresql

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "zora.quillfeather"


def due(name: str) -> User:
    """Make somebody whose days of grace are over."""
    made = User.objects.create(email=f"{name}@example.org", erase_at=timezone.now() - timedelta(days=1))
    Person.objects.create(owner=made)
    return made


@contextmanager
def held(user: User) -> Iterator[None]:
    """Keep a row that refers to a user and that nothing of ours deletes."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE holding (id bigint NOT NULL REFERENCES records_user (id))")
        cursor.execute("INSERT INTO holding VALUES (%s)", [user.pk])
        try:
            yield
        finally:
            cursor.execute("DROP TABLE holding")


def left() -> list[str]:
    return list(User.objects.order_by("pk").values_list("email", flat=True))


def test_account_that_cannot_be_erased_keeps_no_other_from_it(caplog: pytest.LogCaptureFixture) -> None:
    _, second, _ = (due(name) for name in ("ann", NAME, "eve"))
    with held(second):
        with pytest.raises(NotErasedError, match="could not be erased, or not wholly: 1; the log names each"):
            erase_due_accounts(timezone.now())
        assert left() == [second.email]
        assert [one.getMessage() for one in caplog.records] == [f"account {second.pk} was not erased, or not all of it"]
    assert (erase_due_accounts(timezone.now()), left()) == (1, [])


def test_work_that_could_not_erase_everybody_is_tried_again() -> None:
    with held(due(NAME)):
        chores.erase_accounts.enqueue()
        worker(Clock()).run_next()
    task = DBTaskResult.objects.get()

    assert (task.status, NAME in task.traceback) == (TaskResultStatus.READY, False)


def kept_on_disk() -> dict[str, int]:
    """Return how often the name stands in each file of the database."""
    folder = Path(settings.DATA_FOLDER)
    return {path.name: path.read_bytes().count(NAME.encode()) for path in folder.glob("test.sqlite3*")}


def test_erased_name_is_in_no_file_of_the_database() -> None:
    for number in range(300):  # more than a page holds
        due(f"{NAME}{number}")
    assert (sum(kept_on_disk().values()) > 300) is not is_postgresql()  # its files are not ours to look at
    User.objects.filter(pk__gt=User.objects.order_by("pk")[250].pk).update(erase_at=None)
    erase_due_accounts(timezone.now())
    User.objects.update(erase_at=timezone.now())
    assert (erase_due_accounts(timezone.now()), sum(kept_on_disk().values())) == (49, 0)


def test_log_that_somebody_reads_is_left_and_the_usual_patience_comes_back() -> None:
    if is_postgresql():  # whose log is its own: nothing is asked of it
        with CaptureQueriesContext(connection) as asked:
            clear_traces()
        assert len(asked) == 0
        return
    reader = connection.copy()
    due(NAME).delete()
    with reader.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT count(*) FROM records_user").fetchall()
        due("eve")
        clear_traces()
        busy = kept_on_disk()["test.sqlite3-wal"] > 0
        cursor.execute("COMMIT")
    reader.close()
    clear_traces()
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,)
    assert (busy, set(kept_on_disk().values())) == (True, {0})
