"""Scripts on a server's own database, as a person with access to the machine runs them: all in one process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
LOOP = """
import json, sys
import django; django.setup()
from django.db import connection
for line in sys.stdin:
    names = {}
    exec(json.loads(line), names)
    connection.close()
    print(json.dumps(names.get("found"), default=str), flush=True)
"""


class Beside:
    """A process with the settings of a server, which the first script starts. Use it in a `with` statement."""

    def __init__(self, data: Path, env: dict[str, str]) -> None:
        path = os.pathsep.join(filter(None, (str(TESTS), env.get("PYTHONPATH"))))
        site = {"CERTWAY_DATA": str(data), "DJANGO_SETTINGS_MODULE": "certway.web.site.settings", "PYTHONPATH": path}
        self.env = {**env, **site}
        self._process: subprocess.Popen[str] | None = None

    def run(self, script: str) -> Any:
        """Run a script and return what it calls `found`, as JSON has it. Raises RuntimeError where it fails."""
        if self._process is None:
            command = [sys.executable, "-c", LOOP]
            self._process = subprocess.Popen(
                command, env=self.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(script) + "\n")
        self._process.stdin.flush()
        told = self._process.stdout.readline()
        if not told:
            self.__exit__()
            raise RuntimeError("the script failed; its process says why")
        return json.loads(told)

    def __enter__(self) -> Beside:
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        if self._process is not None:
            self._process.communicate()  # which closes what it reads
            self._process = None
