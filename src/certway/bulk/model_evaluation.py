"""Models of learning held against each other on the answers of a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from certway.bulk.answer_log_file import read_answer_log
from certway.core.study.evaluation import Evaluation, NothingToTestError, evaluate
from certway.core.units.errors import InputError, Problem


def evaluate_file(path: Path, *, progress: Callable[[float], None] = lambda _share: None) -> Evaluation:
    """Return how good each model is on a file's answers. Raises InputError."""
    log = read_answer_log(path)
    try:
        return evaluate(log, progress=progress)
    except NothingToTestError:
        text = "nobody has two answers, so that nothing can be tested; add later answers of the same people"
        raise InputError([Problem(str(path), 0, text)]) from None
