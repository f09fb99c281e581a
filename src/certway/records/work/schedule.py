"""Work that comes due by the clock: each slot of a job goes into the queue once, however many workers look."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import IntegrityError, transaction
from django_tasks.base import Task

from certway.records.models.work import Slot

LOG = logging.getLogger("certway.work")
MOST_AHEAD = timedelta(hours=1)  # of a slot: so far may the clocks of two workers differ before one is mistrusted
_DAY_MINUTES = 24 * 60


class Rhythm(Protocol):
    """When something is due."""

    def newest(self, now: datetime) -> datetime:
        """Return the last moment, up to `now`, at which it was due."""


@dataclass(frozen=True, slots=True)
class Every:
    """Due every so many minutes, counted from midnight UTC."""

    minutes: int  # a divisor of a day's

    def __post_init__(self) -> None:
        if self.minutes < 1 or _DAY_MINUTES % self.minutes:
            raise ValueError(f"{self.minutes} minutes don't divide a day")

    def newest(self, now: datetime) -> datetime:
        """Return the last moment, up to `now`, at which it was due."""
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + (now - midnight) // timedelta(minutes=self.minutes) * timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Daily:
    """Due once a day."""

    hour: int  # UTC, 0–23
    minute: int = 0

    def newest(self, now: datetime) -> datetime:
        """Return the last moment, up to `now`, at which it was due."""
        today = now.replace(hour=self.hour, minute=self.minute, second=0, microsecond=0)
        return today if today <= now else today - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Job:
    """A task without arguments, and when it is due."""

    name: str  # in the slots: a job that is renamed is a new one
    task: Task[Any, None]
    rhythm: Rhythm


def enqueue_due(jobs: Iterable[Job], *, now: datetime) -> list[str]:
    """Put each job whose newest slot nobody gave out yet into the queue; return their names.

    Slots that were missed before the newest are left out: a job catches up by running once.
    """
    _forget_slots_ahead(now)
    return [job.name for job in jobs if _give_out(job, job.rhythm.newest(now))]


def _forget_slots_ahead(now: datetime) -> None:
    """Delete the slots that a clock gave out which ran ahead: until then nothing else would be due."""
    ahead = Slot.objects.filter(due_at__gt=now + MOST_AHEAD)
    names = sorted(set(ahead.values_list("job", flat=True)))
    if names and ahead.delete()[0]:  # looked up first, since whoever writes makes others wait
        LOG.warning("a clock ran ahead, and slots that it gave out are deleted: %s; set the clocks", ", ".join(names))


def _give_out(job: Job, due_at: datetime) -> bool:
    slots = Slot.objects.filter(job=job.name)
    if slots.filter(due_at__gte=due_at).exists():
        return False
    try:
        with transaction.atomic():
            Slot.objects.create(job=job.name, due_at=due_at)
            slots.filter(due_at__lt=due_at).delete()
            job.task.enqueue()
    except IntegrityError:  # another worker was quicker
        return False
    return True
