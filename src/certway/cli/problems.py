"""Problems of checked files, as commands show them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from certway.core.units.errors import Problem


def problem_json(problem: Problem) -> dict[str, object]:
    """Return a problem as JSON has it."""
    return {"file": shortened(problem).file, "line": problem.line or None, "text": problem.text}


def shortened(problem: Problem) -> Problem:
    """Return a problem whose file is named from the folder one is in, where it lies below it."""
    path = Path(problem.file)
    here = Path(os.getcwd())
    return replace(problem, file=str(path.relative_to(here))) if path.is_relative_to(here) else problem


def place_of(problem: Problem) -> str:
    """Return the file and line of a problem as one text."""
    return f"{problem.file}:{problem.line}" if problem.line else problem.file


def counted(count: int, noun: str) -> str:
    """Return a count with its noun, of one or of several."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
