"""The real server for the journeys: `certway serve` as a process of its own, on a free port."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from databases import ADDRESS, fresh_database

CERTWAY = Path(sys.executable).with_name("certway")
START_SECONDS = 60
STOP_SECONDS = 10


def environment(database: dict[str, str] | None, **settings: str) -> dict[str, str]:
    """Return the variables of a server: none of those that the tests have for themselves."""
    others = ("CERTWAY_", "DJANGO_", ADDRESS)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    return {**clean, **(fresh_database() if database is None else database), **settings}


@contextlib.contextmanager
def serving(data: Path, database: dict[str, str] | None = None, **settings: str) -> Iterator[str]:
    """Serve the pages and give their address, such as `http://127.0.0.1:40123`; `settings` are environment variables.

    `database` are those of its database; a new one, if left out. What it writes to its standard error stands in
    `<data>.log`.
    """
    command = [str(CERTWAY), "serve", "--port", "0", "--data", str(data)]
    with open(f"{data}.log", "wb") as log:
        server = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env=environment(database, **settings),
            start_new_session=True,
        )
        try:
            yield _address(server, Path(f"{data}.log"))
        finally:
            _stop(server)


def _address(server: subprocess.Popen[str], log: Path) -> str:
    """Return the address that the server prints when it answers there."""
    assert server.stdout is not None
    said = server.stdout.readline()
    found = re.search(r"http://\S+", said)
    if found is None:
        raise RuntimeError(f"certway serve said {said!r}, and: {log.read_text(encoding='utf-8')}")
    return found[0]


def _stop(server: subprocess.Popen[str]) -> None:
    with server:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)  # a session of its own: the server and its workers, nobody else
