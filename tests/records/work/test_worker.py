"""Tasks are run, tried again and given up; none is lost, and what was lost once is not written over."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from builders import errands
from builders.workers import NOON, Clock, worker
from certway.records.models import Lease
from certway.records.work.leases import claim_next, finish, give_back, reclaim_lost, renew_lease, try_again

pytestmark = pytest.mark.django_db

READY, RUNNING = TaskResultStatus.READY, TaskResultStatus.RUNNING
FAILED, SUCCESSFUL = TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL
MINUTE = timedelta(minutes=1)


def row() -> DBTaskResult[Any, Any]:
    return DBTaskResult.objects.get()


def claimed(name: str, now: datetime) -> DBTaskResult[Any, Any]:
    found = claim_next(name, now=now, until=now + MINUTE)
    assert found is not None
    return found


def test_task_is_run_once() -> None:
    errands.do_nothing.enqueue()
    own = worker(Clock())

    assert [own.run_next(), own.run_next()] == [True, False]
    assert (row().status, row().finished_at, row().worker_ids) == (SUCCESSFUL, NOON, ["here"])
    assert Lease.objects.count() == 0


def test_task_is_tried_six_times_with_growing_delays_then_stays_failed(caplog: pytest.LogCaptureFixture) -> None:
    errands.fail.enqueue()
    clock = Clock()
    own = worker(clock)
    ran_after: list[float] = []
    while own.run_next():
        ran_after.append((clock.now - NOON) / MINUTE)
        clock.now = row().run_after - timedelta(seconds=1)
        assert own.run_next() is False
        clock.pass_by(seconds=1)

    assert ran_after == [0, 1, 6, 36, 156, 876]
    assert (row().status, len(row().worker_ids), row().exception_class_path) == (FAILED, 6, "builtins.RuntimeError")
    assert "in fail" in row().traceback
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 5 + [logging.ERROR]
    assert "maria" not in row().traceback + caplog.text


@pytest.mark.parametrize(
    ("errand", "status"), [(errands.fail_for_good, FAILED), (errands.leave, READY)], ids=["permanent", "exit"]
)
def test_kind_of_fault_decides_whether_it_is_tried_again(errand: Any, status: str) -> None:
    errand.enqueue()
    worker(Clock()).run_next()

    assert row().status == status


def test_task_that_is_not_there_any_more_is_tried_again() -> None:
    errands.do_nothing.enqueue()
    DBTaskResult.objects.update(task_path="certway.nowhere.errand")
    worker(Clock()).run_next()

    assert (row().status, row().exception_class_path) == (READY, "builtins.ModuleNotFoundError")


def test_task_that_failed_for_good_can_be_put_back_by_hand() -> None:
    errands.fail_for_good.enqueue()
    own = worker(Clock())
    own.run_next()

    assert try_again([row()], now=NOON) == 1
    assert (row().status, row().worker_ids) == (READY, [])
    assert (own.run_next(), try_again([row()], now=NOON)) == (True, 1)


def test_task_of_a_lost_worker_is_run_by_another_one_after_the_lease() -> None:
    errands.do_nothing.enqueue()
    claimed("lost", NOON)
    clock = Clock()
    other = worker(clock, name="other")

    assert (other.run_next(), row().status) == (False, RUNNING)
    clock.pass_by(seconds=61)
    assert (other.run_next(), row().status, row().worker_ids) == (True, SUCCESSFUL, ["lost", "other"])


def test_renewed_lease_keeps_a_task() -> None:
    errands.do_nothing.enqueue()
    task = claimed("slow", NOON)

    assert renew_lease(task, "slow", until=NOON + 3 * MINUTE) is True
    assert (reclaim_lost(now=NOON + 2 * MINUTE), reclaim_lost(now=NOON + 4 * MINUTE)) == (0, 1)
    assert renew_lease(task, "slow", until=NOON + 9 * MINUTE) is False


def test_worker_that_froze_writes_nothing_over_its_successor() -> None:
    errands.do_nothing.enqueue()
    task = claimed("frozen", NOON)
    reclaim_lost(now=NOON + 2 * MINUTE)
    claimed("other", NOON + 2 * MINUTE)

    assert finish(task, "frozen", now=NOON) is False
    assert give_back(task, "frozen", RuntimeError(), now=NOON, dice=0) is False
    assert (row().status, Lease.objects.get().worker) == (RUNNING, "other")


def test_task_that_kills_every_worker_is_given_up() -> None:
    errands.do_nothing.enqueue()
    now = NOON
    for _ in range(6):
        claimed("doomed", now)
        now += 2 * MINUTE
        assert reclaim_lost(now=now) == 1

    assert (row().status, row().exception_class_path.rpartition(".")[2]) == (FAILED, "LostWorkerError")


def test_task_waits_for_its_time() -> None:
    errands.do_nothing.using(run_after=NOON + MINUTE).enqueue()

    assert claim_next("here", now=NOON, until=NOON) is None
    assert claimed("here", NOON + MINUTE).pk == row().pk
