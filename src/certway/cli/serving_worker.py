"""The worker that `certway serve` keeps beside the pages: started, started again when it ends, stopped with them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread

LONGEST_WAIT_SECONDS = 60  # before a worker that ended is started again
STEADY_SECONDS = 60  # one that ran for so long is started again at once


class KeptWorker:
    """A worker process and the thread that watches it."""

    def __init__(self) -> None:
        """Start the worker."""
        self._stopping = Event()
        self._starting = Lock()  # held while a worker is started, so that none starts unseen during the end
        self._process = _started()
        self._watcher = Thread(target=self._watch, name="worker", daemon=True)
        self._watcher.start()

    def stop(self, patience_seconds: float) -> None:
        """End the worker when its task is done; after the patience at once."""
        with self._starting:
            self._stopping.set()
        self._process.terminate()
        try:
            self._process.wait(patience_seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._watcher.join()

    def _watch(self) -> None:
        wait_seconds, born = 1, time.monotonic()
        while True:
            status = self._process.wait()
            if time.monotonic() - born > STEADY_SECONDS:
                wait_seconds = 1
            self._stopping.wait(wait_seconds)
            with self._starting:
                if self._stopping.is_set():
                    return
                print(
                    f"certway: the worker ended with status {status}; another is started", file=sys.stderr, flush=True
                )
                self._process, born = _started(), time.monotonic()
            wait_seconds = min(2 * wait_seconds, LONGEST_WAIT_SECONDS)


@contextmanager
def kept_worker(*, patience_seconds: float) -> Iterator[None]:
    """Keep a worker running as long as this lasts."""
    worker = KeptWorker()
    try:
        yield
    finally:
        worker.stop(patience_seconds)


def _started() -> subprocess.Popen[bytes]:
    # It looks for its parent itself, and so ends also when nobody can tell it to. -P: not for modules where it stands.
    command = [sys.executable, "-P", "-m", "django", "work", "--parent", str(os.getpid())]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)
