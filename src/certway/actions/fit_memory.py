"""Fit how people remember to their own reviews: in the background, once there are enough new ones."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

import numpy as np
from django.db.models import Count, Q
from django.utils import timezone
from django_tasks import task

from certway.actions.reckon_statistics import AFTER_OTHER_WORK
from certway.core.study.fitting import telling_reviews
from certway.core.study.memory import DEFAULT, Floats, Integers
from certway.core.study.refitting import wanted_reviews
from certway.exchange.memory_fit import FitFailedError, can_fit, fit_bounded
from certway.records.memory_fits import fit_of, keep_fit, parameters_in
from certway.records.models import MemoryFit, Person, StudyEvent
from certway.records.models.study import StudyEventKind
from certway.records.people import person_of
from certway.records.reviews import Row, reviews_in
from certway.records.study_log import events_of

DAY = 86_400_000  # milliseconds
FAILED, FORGOTTEN = "failed", "forgotten"  # why nothing was fitted, beside the reasons of `fitting.Because`
LOG = logging.getLogger("certway.study")


@task(priority=AFTER_OTHER_WORK)
def fit_memory() -> None:
    """Have everybody fitted who may have enough new reviews."""
    if can_fit_here():
        for person in with_new_reviews():
            fit_person.enqueue(person)


@task(priority=AFTER_OTHER_WORK)
def fit_person(person: int) -> None:
    """Fit how one person remembers, if she has enough new reviews."""
    if can_fit_here():
        fit_one(person, timezone.now())


def can_fit_here() -> bool:
    """Whether parameters can be fitted here; where they can't, the log says so once."""
    return can_fit() or _say_that_none_are_fitted()


@lru_cache(maxsize=1)
def _say_that_none_are_fitted() -> bool:
    LOG.warning("fsrs-rs-python is not installed, so all people are taken to remember as most do: certway[study]")
    return False


def with_new_reviews() -> list[int]:
    """Return the people who may have enough new reviews; not all of them need to tell something."""
    counted = Count("study_events", filter=~Q(study_events__kind=StudyEventKind.UNDONE))
    rows = Person.objects.annotate(count=counted).filter(count__gte=wanted_reviews(None)).order_by("pk")
    told = rows.values_list("pk", "count", "memory_fit__reviews")
    return [person for person, count, before in told if count >= wanted_reviews(before)]


def fit_one(person: int, now: datetime) -> bool:
    """Fit how one person remembers and tell whether it was looked at: only with enough new reviews that tell something.

    `now` is an instant in UTC. A fit that fails leaves her parameters as they are, and waits for new reviews too.
    """
    row = MemoryFit.objects.filter(person=person).first()
    events = StudyEvent.objects.filter(person=person)
    cards, days, grades = columns_of(reviews_in(events))
    telling = len(telling_reviews(cards, days))
    if telling < wanted_reviews(None if row is None else row.reviews):
        return False
    current = DEFAULT if row is None else parameters_in(row)
    try:
        made = fit_bounded(cards, days, grades, current=current)
        parameters, told = made.parameters, made.told
    except FitFailedError as error:
        LOG.warning("person %s: %s", person, error)
        parameters, told = current, {"because": FAILED}
    if events.count() >= len(cards):  # else she took reviews back meanwhile
        keep_fit(person, parameters, told=told, reviews=telling, at=now)
    return True


def columns_of(reviews: Iterable[Row]) -> tuple[Integers, Floats, Integers]:
    """Return reviews as columns: cards by number, days, grades."""
    rows = [(item, at, grade) for item, at, grade, _ in reviews]
    items, moments, grades = (zip(*rows, strict=True)) if rows else ((), (), ())
    _, cards = np.unique(np.array(items, dtype=np.str_), return_inverse=True)
    return cards.astype(np.int64), np.array(moments, dtype=np.int64) / DAY, np.array(grades, dtype=np.int64)


def forget_fit(user_id: int, *, at: datetime) -> None:
    """Have a user remember as most people do until there are as many new reviews as another fit takes."""
    if fit_of(user_id) is None:
        return
    cards, days, _ = columns_of(reviews_in(events_of(user_id)))
    telling = len(telling_reviews(cards, days))
    keep_fit(person_of(user_id).pk, DEFAULT, told={"because": FORGOTTEN}, reviews=telling, at=at)
