"""A process of its own for what strangers' files may make heavy: bounded memory and time, and no keys in its sight.

A module that is run so reads what it needs from its standard input and writes what it made to its standard output. It
calls `bind_process` first; then the system ends it when it takes too much.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from threading import Timer
from typing import IO, BinaryIO

LENGTH_BYTES = 8  # before each content in what such a process reads
MOST_MEMORY = 1536 * 1024 * 1024  # bytes of addresses; those that are used are far fewer
MOST_CPU_SECONDS = 60
MOST_FILE = 512 * 1024 * 1024  # bytes
_KEPT_VARIABLES = ("PATH", "PYTHONPATH", "SYSTEMROOT", "TMPDIR")  # the reader of what strangers send knows no keys


def run_bounded(module: str, feed: Callable[[IO[bytes]], None], out: BinaryIO, *, seconds: float) -> bool:
    """Run a module in a process of its own and tell whether it did its work within so many seconds on the wall.

    `feed` writes what it reads; what it writes goes to `out`, a file of the system.
    """
    clean = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    command = [sys.executable, "-P", "-B", "-m", module]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=subprocess.DEVNULL, env=clean) as process:
        watch = Timer(seconds, process.kill)
        watch.start()
        try:
            assert process.stdin is not None
            with process.stdin as tray:
                feed(tray)
        except BrokenPipeError:  # it ended before it had all
            return False
        except BaseException:
            process.kill()
            raise
        else:
            return process.wait() == 0
        finally:
            process.wait()
            watch.cancel()


def put(tray: IO[bytes], content: bytes) -> None:
    """Write a content with its length before it."""
    tray.write(len(content).to_bytes(LENGTH_BYTES, "big"))
    tray.write(content)


def take(tray: BinaryIO) -> bytes:
    """Return the next content with its length before it."""
    return tray.read(int.from_bytes(tray.read(LENGTH_BYTES), "big"))


def bind_process(*, cpu_seconds: int = MOST_CPU_SECONDS) -> None:
    """Let the system end this process when it takes too much."""
    if sys.platform != "win32":
        import resource

        bounds = {
            resource.RLIMIT_AS: MOST_MEMORY,
            resource.RLIMIT_CPU: cpu_seconds,
            resource.RLIMIT_FSIZE: MOST_FILE,
            resource.RLIMIT_CORE: 0,
        }
        for name, most in bounds.items():
            resource.setrlimit(name, (most, most))
