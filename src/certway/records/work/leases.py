"""Tasks are claimed, kept while they run, and given back: each step one transaction, so that no task is ever lost.

Moments are UTC by the workers' own clocks, which may differ by less than a lease.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.db import transaction
from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from certway.records.models.work import Lease
from certway.records.work.failures import MOST_TRIES, LostWorkerError, class_path, delay_after, told_without_values

Work: TypeAlias = "DBTaskResult[Any, Any]"  # a task in the queue, with all that it needs to be run
LOG = logging.getLogger("certway.work")


def claim_next(worker: str, *, now: datetime, until: datetime) -> Work | None:
    """Return the task to run next, leased to `worker`; None when nothing is due."""
    at_any_time, due = Q(run_after=get_date_max()), Q(run_after__lte=now)
    waiting = DBTaskResult.objects.filter(at_any_time | due, status=TaskResultStatus.READY)
    if not waiting.exists():  # looked up first, since a transaction makes the other writers of SQLite wait
        return None
    with transaction.atomic():
        task: Work | None = waiting.get_locked()
        if task is not None:
            task.claim(worker)
            Lease.objects.update_or_create(task=task, defaults={"worker": worker, "until": until})
    return task


def renew_lease(task: Work, worker: str, *, until: datetime) -> bool:
    """Keep a task for longer; return False when it is another's by now."""
    return Lease.objects.filter(task=task, worker=worker).update(until=until) == 1


def finish(task: Work, worker: str, *, now: datetime) -> bool:
    """Record that a task is done; return False when it is another's by now, and record nothing."""
    with transaction.atomic():
        return _end_lease(task, worker) and _record(task, TaskResultStatus.SUCCESSFUL, finished_at=now)


def give_back(task: Work, worker: str, error: BaseException, *, now: datetime, dice: float) -> bool:
    """Record that a task failed, to be tried again or for good; return False when it is another's by now."""
    with transaction.atomic():
        return _end_lease(task, worker) and _record_failure(task, error, now=now, dice=dice)


def reclaim_lost(*, now: datetime) -> int:
    """Put the tasks of lost workers back into the queue; return how many."""
    lost = Lease.objects.filter(until__lt=now)
    if not lost.exists():
        return 0
    with transaction.atomic():
        tasks = [lease.task for lease in lost.select_for_update(skip_locked=True)]
        Lease.objects.filter(task__in=tasks).delete()
        for task in tasks:
            _record_failure(task, LostWorkerError(), now=now, dice=0)
    return len(tasks)


def try_again(tasks: list[Work], *, now: datetime) -> int:
    """Put tasks that failed for good back into the queue, with all their tries; return how many."""
    failed = DBTaskResult.objects.filter(pk__in=[task.pk for task in tasks], status=TaskResultStatus.FAILED)
    return failed.update(status=TaskResultStatus.READY, run_after=now, worker_ids=[], finished_at=None)


def _end_lease(task: Work, worker: str) -> bool:
    return Lease.objects.filter(task=task, worker=worker).delete()[0] == 1


def _record_failure(task: Work, error: BaseException, *, now: datetime, dice: float) -> bool:
    tries = len(task.worker_ids)
    fault = {"exception_class_path": class_path(error), "traceback": told_without_values(error)}
    wait = delay_after(error, tries=tries, dice=dice)
    if wait is None:
        LOG.error("task %s (%s) failed for good: %s", task.pk, task.task_path, class_path(error))
        return _record(task, TaskResultStatus.FAILED, finished_at=now, **fault)
    which = f"try {tries} of {MOST_TRIES}"
    LOG.warning(
        "task %s (%s) failed, %s, next in %s: %s", task.pk, task.task_path, which, _short(wait), class_path(error)
    )
    return _record(task, TaskResultStatus.READY, run_after=now + wait, **fault)


def _record(task: Work, status: TaskResultStatus, **fields: object) -> bool:
    running = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING)
    return running.update(status=status, **fields) == 1


def _short(wait: timedelta) -> str:
    return f"{wait.total_seconds():.0f} s"
