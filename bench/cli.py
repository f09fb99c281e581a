"""How long the command takes as a whole process: median of ten runs each."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

RUNS = 10
CERTWAY = Path(sys.executable).parent / "certway"
MARIA = Path(__file__).parent.parent / "examples" / "maria.yaml"
COMMANDS = {
    "help_s": ("--help",),
    "check_s": ("check", str(MARIA), "--json"),
    "check_one_s": ("check", str(MARIA), "--credential", "cma-aama", "--json"),
    "plan_s": ("plan", str(MARIA), "--goal", "cma-aama", "--json"),
}


def median_seconds(arguments: tuple[str, ...]) -> float:
    """Return the median time of a whole process, after one run to warm the file cache."""
    seconds = []
    for _ in range(RUNS + 1):
        began = time.perf_counter()
        subprocess.run([str(CERTWAY), *arguments], check=True, capture_output=True)
        seconds.append(time.perf_counter() - began)
    return round(statistics.median(seconds[1:]), 4)


def main() -> None:
    figures = {name: median_seconds(arguments) for name, arguments in COMMANDS.items()}
    table = Table("command", "median s", title=f"Whole processes, median of {RUNS}")
    for name, arguments in COMMANDS.items():
        shown = " ".join(("certway", *(Path(word).name if word == str(MARIA) else word for word in arguments)))
        table.add_row(shown, f"{figures[name]:.3f}")
    Console().print(table)
    print(json.dumps({"subject": "cli", **figures}))


if __name__ == "__main__":
    main()
