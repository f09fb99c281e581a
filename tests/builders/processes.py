"""The command as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CERTWAY = Path(sys.executable).with_name("certway")
UNTOLD = ("NO_COLOR", "FORCE_COLOR", "COLUMNS")  # what of the tester's own terminal must not matter


def certway(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `certway` with these arguments and return what it printed."""
    clean = {name: value for name, value in os.environ.items() if name not in UNTOLD}
    command = [str(CERTWAY), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, env={**clean, **environment}, check=False
    )
