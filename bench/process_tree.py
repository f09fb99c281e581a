"""A command as a process with all its children: how long it takes, and the most memory they hold together."""

from __future__ import annotations

import resource
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

BETWEEN_LOOKS = 0.05  # seconds


@dataclass(frozen=True)
class Run:
    """What a command took."""

    seconds: float
    cpu_seconds: float
    peak_mib: float  # of proportional set size: what processes share counts once
    output: str


def run(command: list[str]) -> Run:
    """Run a command to its end and measure it; raises CalledProcessError when it fails."""
    began, used = time.perf_counter(), _used_seconds()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, sum(_held_kib(one) for one in _tree(process.pid)))
            time.sleep(BETWEEN_LOOKS)
        seconds = time.perf_counter() - began
        assert process.stdout is not None
        output = process.stdout.read()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(seconds, _used_seconds() - used, peak / 1024, output)


def _used_seconds() -> float:
    """Return the seconds of processors that ended children, and theirs, have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _tree(root: int) -> list[int]:
    found = [root]
    for pid in found:  # grows while it is walked
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
        except OSError:
            continue
        found += [int(child) for child in children.split()]
    return found


def _held_kib(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:  # it has ended meanwhile
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
