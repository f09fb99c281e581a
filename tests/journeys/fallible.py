"""A server that is killed without warning, and comes back at the same address with the same folder."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from journeys.beside import Beside
from journeys.serving import CERTWAY, START_SECONDS, environment


class FallibleServer:
    """`certway serve` on a port of its own. Use it in a `with` statement."""

    def __init__(self, data: Path, database: dict[str, str] | None = None, **settings: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.data = data
        self.address = f"http://127.0.0.1:{self.port}"
        self.env = environment(database, **settings)
        self.beside = Beside(data, self.env)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> FallibleServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.beside.__exit__()
        self.kill()

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [str(CERTWAY), "serve", "--port", str(self.port), "--data", str(self.data)]
        with open(f"{self.data}.log", "ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, env=self.env, start_new_session=True)
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=START_SECONDS):
                    return
            except (urllib.error.URLError, ConnectionError):
                if self._process.poll() is not None or time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def fill_disk(self) -> None:
        """Let it and its workers write nothing to any file, as on a full disk."""
        self._limit_files(0)

    def make_room(self) -> None:
        """Let them write again."""
        self._limit_files(resource.RLIM_INFINITY)

    def _limit_files(self, most_bytes: int) -> None:
        assert self._process is not None
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(ProcessLookupError):
                if os.getpgid(int(process.name)) == self._process.pid:
                    limits = (most_bytes, resource.RLIM_INFINITY)
                    resource.prlimit(int(process.name), resource.RLIMIT_FSIZE, limits)

    def kill(self) -> None:
        """Kill it and its workers, as a power cut does."""
        if self._process is not None:
            with self._process:
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process = None
