"""The worker: takes tasks one by one from the queue, and looks after the schedule and after lost workers."""

from __future__ import annotations

import logging
import select
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any, cast

from django.db import DatabaseError, close_old_connections, connection
from django_tasks import TaskContext, TaskResult

from certway.records.work.leases import Work, claim_next, finish, give_back, reclaim_lost, renew_lease
from certway.records.work.schedule import Job, enqueue_due

LOG = logging.getLogger("certway.work")
BEATS = 4  # how often a lease is renewed in its own time


@dataclass(frozen=True, slots=True)
class Pace:
    """How quick a worker is."""

    lease_seconds: float = 60  # after which a worker that shows no sign of life counts as lost
    interval_seconds: float = 1  # between two looks at an empty queue


class Worker:
    """Runs tasks until it is stopped, one at a time."""

    def __init__(
        self,
        *,
        name: str,
        jobs: Sequence[Job],
        clock: Callable[[], datetime],
        dice: Callable[[], float],
        pace: Pace,
    ) -> None:
        """Make a worker. Its name is its own alone; `clock` tells this moment in UTC, `dice` gives 0 to 1."""
        self.name, self.jobs, self.clock, self.dice, self.pace = name, jobs, clock, dice, pace
        self._stopped = False
        self._bell: socket.socket | None = None  # rung to end the wait between two looks at the queue

    def stop(self) -> None:
        """Let the task that runs be the last one; safe to call from a signal's handler."""
        self._stopped = True
        if self._bell is not None:
            self._bell.send(b".")

    def run(self, *, is_wanted: Callable[[], bool] = lambda: True) -> None:
        """Work until stopped, or until nobody wants it any more, which is asked between two tasks."""
        ear, self._bell = socket.socketpair()
        while not self._stopped and is_wanted():
            idle = not self.run_next()
            close_old_connections()  # as Django does after a request
            if idle and not self._stopped:
                select.select([ear], [], [], self.pace.interval_seconds)

    def drain(self) -> None:
        """Work until nothing is due."""
        while not self._stopped and self.run_next():
            pass

    def run_next(self) -> bool:
        """Look after what is lost and due, then run one task; return whether there was one."""
        now = self.clock()
        reclaim_lost(now=now)
        enqueue_due(self.jobs, now=now)
        task = claim_next(self.name, now=now, until=self._lease_end(now))
        if task is not None:
            self._run(task)
        return task is not None

    def _run(self, task: Work) -> None:
        with self._kept(task):
            error = _error_of(task)
        now = self.clock()
        if error is None:
            kept = finish(task, self.name, now=now)
        else:
            kept = give_back(task, self.name, error, now=now, dice=self.dice())
        if not kept:
            LOG.warning("task %s (%s) took longer than its lease, and another worker has it", task.pk, task.task_path)

    @contextmanager
    def _kept(self, task: Work) -> Iterator[None]:
        """Renew the lease of a task, from a thread of its own, as long as this lasts."""
        over = Event()
        heart = Thread(target=self._beat, args=(task, over), name="lease", daemon=True)
        heart.start()
        try:
            yield
        finally:
            over.set()
            heart.join()

    def _beat(self, task: Work, over: Event) -> None:
        while not over.wait(self.pace.lease_seconds / BEATS):
            try:
                renew_lease(task, self.name, until=self._lease_end(self.clock()))
            except DatabaseError as error:  # the next beat may have more luck
                LOG.warning("the lease of task %s was not renewed: %s", task.pk, type(error).__name__)
        connection.close()

    def _lease_end(self, now: datetime) -> datetime:
        return now + timedelta(seconds=self.pace.lease_seconds)


def _error_of(row: Work) -> BaseException | None:
    """Run a task; return what it raised, None when it went well."""
    try:
        task, result = row.task, row.task_result
        context = (TaskContext(task_result=cast(TaskResult[Any], result)),) if task.takes_context else ()
        task.call(*context, *result.args, **result.kwargs)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a task raises is recorded with it
        return error
    return None
