"""Real workers on one database: one is killed in the midst of a task; all is done, and once."""

from __future__ import annotations

import signal
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from builders import errands
from builders.workers import START_SECONDS, until, working
from certway.actions.schedule import JOBS
from certway.records.models import Effect, Lease, Person

pytestmark = pytest.mark.django_db(transaction=True)

LEASE_SECONDS = 1.2


def test_killed_workers_task_is_run_by_the_other_and_its_effect_happens_once(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    errand = errands.do_once_then_wait.enqueue("errand", str(gate))

    def row() -> DBTaskResult[Any, Any]:
        return DBTaskResult.objects.get(pk=errand.id)

    with working(tmp_path, number=2, lease=LEASE_SECONDS) as workers:
        until(Effect.objects.exists)
        first = Lease.objects.get(task_id=errand.id)
        # The first keeps it for longer than a lease, while the other one looks for work.
        until(lambda: (Lease.objects.get(task_id=errand.id).until - first.until).total_seconds() > LEASE_SECONDS)
        kept_by = row().worker_ids
        killed, other = sorted(workers, key=lambda process: str(process.pid) not in first.worker.split("-"))
        killed.kill()
        until(lambda: len(row().worker_ids) == 2)
        other.send_signal(signal.SIGTERM)  # it finishes its task
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(0.3)
        gate.touch()
        ended = [(process.wait(START_SECONDS), process.communicate()[1]) for process in (killed, other)]

    assert kept_by == [first.worker]
    assert (row().status, Person.objects.count()) == (TaskResultStatus.SUCCESSFUL, 1)
    assert Counter(DBTaskResult.objects.values_list("task_path", flat=True)) == Counter(
        [errands.do_once_then_wait.module_path, *(job.task.module_path for job in JOBS)]
    )
    assert [status for status, _ in ended] == [-signal.SIGKILL, 0]
    assert [said.count("LostWorkerError") for _, said in ended] == [0, 1]
