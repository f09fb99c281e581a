"""`work`: a worker; what `certway worker` runs, and `certway serve` beside the pages."""

from __future__ import annotations

import os
import random
import signal
import socket
from argparse import ArgumentParser
from secrets import token_hex
from types import FrameType

from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from certway.actions.schedule import JOBS
from certway.core.units.errors import CertwayError
from certway.records.work.worker import Pace, Worker
from certway.web.clock import moment


class OldDatabaseError(CertwayError):
    """Raised where the database is not yet at this version."""

    def __init__(self) -> None:
        super().__init__("the database is not at this version yet; start 'certway serve' first, which brings it there")


class Command(BaseCommand):
    """Runs a worker until it is told to stop."""

    help = "Do the work that is queued and due."
    requires_system_checks: list[str] = []  # noqa: RUF012 - as Django declares it; checks would load every page

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add what a worker may be told."""
        parser.add_argument("--once", action="store_true", help="Do what is due, then stop.")
        parser.add_argument("--parent", type=int, help="Stop when this process is not the parent any more.")
        parser.add_argument(
            "--lease", type=float, default=Pace().lease_seconds, help="Seconds until a silent worker counts as lost."
        )
        parser.add_argument(
            "--interval",
            type=float,
            default=Pace().interval_seconds,
            help="Seconds between two looks at an empty queue.",
        )

    def handle(self, *, once: bool, parent: int | None, lease: float, interval: float, **_options: object) -> None:
        """Work. Raises OldDatabaseError."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise OldDatabaseError
        worker = Worker(
            name=f"{socket.gethostname()[:32]}-{os.getpid()}-{token_hex(4)}",
            jobs=JOBS,
            clock=moment,
            dice=random.random,
            pace=Pace(lease_seconds=lease, interval_seconds=interval),
        )
        _stop_on_signal(worker, at_once_if_repeated=parent is None)
        if once:
            worker.drain()
        else:
            worker.run(is_wanted=lambda: parent is None or os.getppid() == parent)


def _stop_on_signal(worker: Worker, *, at_once_if_repeated: bool) -> None:
    """Finish the running task at the first signal. A second one ends it in its midst, unless a parent sees to that."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        worker.stop()
        if at_once_if_repeated:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
