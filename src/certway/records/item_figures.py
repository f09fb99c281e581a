"""Statistics of questions: core values to rows, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime

from django.db import transaction

from certway.answers.item_figures import FiguresOfExam, OptionFigures, VersionFigures
from certway.core.psychometrics.classical import DrawnStatistics, ScoreStatistics
from certway.core.psychometrics.item_flags import ITEM_FLAGS, ItemFlag
from certway.records.models import ExamFigures, ItemFigures

_AT_ONCE = 100  # rows
_PLAIN = [field.name for field in fields(VersionFigures) if field.name not in ("flags", "options")]


def keep_figures(exam: str, found: FiguresOfExam, *, is_adaptive: bool, at: datetime) -> None:
    """Keep the figures of an exam in place of those that were kept before; `at` is when they were reckoned."""
    rows = [_row(exam, one, at) for one in found.versions]
    told = {
        "is_adaptive": is_adaptive,
        "attempts": found.attempts,
        "passed_over": found.passed_over,
        "answers": found.answers,
        "most_alike": found.most_alike,
        "forms": [asdict(one) for one in found.forms],
        "drawn": None if found.drawn is None else asdict(found.drawn),
        "reckoned_at": at,
    }
    with transaction.atomic():
        ExamFigures.objects.update_or_create(exam=exam, defaults=told)
        ItemFigures.objects.filter(exam=exam).delete()
        ItemFigures.objects.bulk_create(rows, batch_size=_AT_ONCE)


def forget_figures(exams: Sequence[str]) -> None:
    """Delete the figures of all exams but these."""
    ExamFigures.objects.exclude(exam__in=exams).delete()
    ItemFigures.objects.exclude(exam__in=exams).delete()


def _row(exam: str, one: VersionFigures, at: datetime) -> ItemFigures:
    told = {**asdict(one), "flags": flags_text(one.flags)}
    return ItemFigures(exam=exam, reckoned_at=at, **told)


def flags_text(flags: Sequence[ItemFlag]) -> str:
    """Return flags as a row keeps them: each between spaces, so that one is found in any of them."""
    return f" {' '.join(flags)} " if flags else ""


def figures_of_row(row: ItemFigures) -> VersionFigures:
    """Return the figures that a row keeps."""
    told = {name: getattr(row, name) for name in _PLAIN}
    flags = tuple(flag for flag in ITEM_FLAGS if f" {flag} " in row.flags)
    return VersionFigures(**told, flags=flags, options=tuple(OptionFigures(**one) for one in row.options))


def forms_of_row(row: ExamFigures) -> tuple[tuple[ScoreStatistics, ...], DrawnStatistics | None]:
    """Return how exactly the forms of an exam measure: sets of questions that enough people had, and all together."""
    drawn = None if row.drawn is None else DrawnStatistics(**row.drawn)
    return tuple(ScoreStatistics(**one) for one in row.forms), drawn
