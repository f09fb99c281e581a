"""Workers for tests: in this process, or as processes of their own on the same database."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from certway.records.work.schedule import Job
from certway.records.work.worker import Pace, Worker

NOON = datetime(2100, 5, 6, 12, tzinfo=UTC)  # later than anything that is queued meanwhile
START_SECONDS = 60


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **times: float) -> None:
        self.now += timedelta(**times)


def worker(clock: Callable[[], datetime], *, name: str = "here", jobs: Sequence[Job] = ()) -> Worker:
    """Return a worker in this process."""
    return Worker(name=name, jobs=jobs, clock=clock, dice=lambda: 0.0, pace=Pace())


def same_database(folder: Path) -> dict[str, str]:
    """Return the variables by which a process has the database of this test; `folder` is its data folder."""
    here = {"CERTWAY_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "certway.web.site.settings"}
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        (folder / "certway.sqlite3").symlink_to(name)
        return here
    return {**here, "DATABASE_URL": urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))}


@contextmanager
def working(folder: Path, *, number: int, lease: float) -> Iterator[list[subprocess.Popen[str]]]:
    """Start worker processes on the database of this test, and end them."""
    tests = str(Path(__file__).parents[1])  # where they find their errands
    path = os.pathsep.join(filter(None, (tests, os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-m", "django", "work", "--lease", str(lease), "--interval", "0.05"]
    environment = {**os.environ, **same_database(folder), "PYTHONPATH": path}
    started = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(number)]
    try:
        yield started
    finally:
        for process in started:
            if process.poll() is None:
                process.kill()
                process.communicate()


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that other processes bring about."""
    end = time.monotonic() + START_SECONDS
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)
