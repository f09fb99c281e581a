"""Tasks for tests, which a worker in a process of its own can import too."""

from __future__ import annotations

import time
from pathlib import Path

from django_tasks import task

from certway.records.models import Person
from certway.records.work.effects import once
from certway.records.work.failures import PermanentError

SOMEBODY = "maria@example.org"


@task()
def do_nothing() -> None:
    """Go well."""


@task()
def fail() -> None:
    """Fail with words that must not be kept."""
    raise RuntimeError(f"{SOMEBODY} has no mailbox")


@task()
def fail_for_good() -> None:
    """Fail in a way that no repeat mends."""
    raise PermanentError("errand 7 can't be run")


@task()
def leave() -> None:
    """Fail as some commands do."""
    raise SystemExit(3)


@task()
def do_once_then_wait(key: str, gate: str) -> None:
    """Make a row once, then stay until a file is there."""
    once(key=key, do=Person.objects.create)
    while not Path(gate).exists():
        time.sleep(0.02)
