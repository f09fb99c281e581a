"""Reckon what answers say about questions, from the exams that are over: in the background, as it takes a while."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django_tasks import task

from certway.answers.attempt_columns import Version
from certway.answers.item_figures import Choices, figures_of
from certway.core.sit.attempt import choices_of
from certway.records.attempts import adapts, attempts_at, exams_answered, find_versions, gather_attempts
from certway.records.item_figures import forget_figures, keep_figures

AFTER_OTHER_WORK = -10  # of the queue: nobody waits for it
MOST_ATTEMPTS = 20_000  # of an exam at once, some 300 MiB; of more a sample is taken


@task(priority=AFTER_OTHER_WORK)
def reckon_statistics() -> None:
    """Reckon the statistics of all exams."""
    reckon_all(timezone.now())


def ask_to_reckon() -> None:
    """Have the statistics reckoned soon, beside the days on which they are anyway."""
    reckon_statistics.enqueue()


def reckon_all(now: datetime) -> None:
    """Keep what exams answered that are over, and the statistics of all of it; `now` is an instant in UTC."""
    gather_attempts(now)
    exams = exams_answered()
    for exam in exams:
        is_adaptive = adapts(exam)
        found = figures_of(attempts_at(exam, most=MOST_ATTEMPTS), _choices_of, is_adaptive=is_adaptive)
        keep_figures(exam, found, is_adaptive=is_adaptive, at=now)
    forget_figures(exams)


def _choices_of(versions: Iterable[Version]) -> Choices:
    read = find_versions(versions)
    return {version: choices_of(item) for version, item in read.items() if item is not None}
