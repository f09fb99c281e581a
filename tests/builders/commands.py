"""`certway` called in the process of the tests: everything of a command but the start of a process of its own."""

from __future__ import annotations

import gc
import io
import subprocess
import sys
from pathlib import Path

import pytest

from builders.processes import UNTOLD
from certway.cli.entry import main


def call(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call `certway` with these arguments and return what it printed, as `builders.processes.certway` does."""
    command = ["certway", *map(str, arguments)]
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    threshold = gc.get_threshold()  # which the command changes for its short life
    with pytest.MonkeyPatch.context() as patch:
        for name in UNTOLD:
            patch.delenv(name, raising=False)
        for name, value in environment.items():
            patch.setenv(name, value)
        if cwd is not None:
            patch.chdir(cwd)
        patch.setattr(sys, "argv", command)
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        with pytest.raises(SystemExit) as ended:
            main()
    gc.set_threshold(*threshold)
    return subprocess.CompletedProcess(command, int(ended.value.code or 0), _said(out), _said(err))


def _said(stream: io.TextIOWrapper) -> str:
    stream.flush()
    written = stream.buffer
    assert isinstance(written, io.BytesIO)
    return written.getvalue().decode()
