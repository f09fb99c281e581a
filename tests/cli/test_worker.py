"""`certway worker` as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from builders.processes import certway
from builders.workers import same_database
from certway.actions.schedule import JOBS


@pytest.mark.django_db(transaction=True)
def test_worker_that_works_once_does_what_is_due_and_loads_no_pages_and_no_solver(tmp_path: Path) -> None:
    code = (
        "import sys; from certway.cli.commands import build\n"
        "build().main(['worker', '--once', '--data', sys.argv[1]], standalone_mode=False)\n"
        "print([name for name in ('ortools', 'granian', 'certway.web.site.urls') if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    environment = {**os.environ, **same_database(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")
    assert [task.status for task in DBTaskResult.objects.all()] == [TaskResultStatus.SUCCESSFUL] * len(JOBS)


def test_worker_on_a_database_of_another_version_says_what_to_do(tmp_path: Path) -> None:
    done = certway("worker", "--data", tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "certway: the database is not at this version yet; start 'certway serve' first, which brings it there\n"
    )
