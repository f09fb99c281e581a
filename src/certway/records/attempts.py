"""What attempts tell about questions: kept beside the sittings, and without the person once she is gone.

An exam that is over gets one row, made anew where answers came late. When a person is erased, what her exams answered
goes into rows that nothing connects with her, with each other or with a time; her own rows go with her.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Min, Q, QuerySet

from certway.core.items.item import Item
from certway.core.sit.attempt import OUTCOMES, AskedItem, asked_items
from certway.core.sit.delivery import state_of
from certway.core.sit.form import Form
from certway.records.models import AttemptAnswers, ItemVersion, Person, Sitting, SittingEvent
from certway.records.models.sittings import SittingEventKind as Kind
from certway.records.sittings import (
    accommodations_of_row,
    form_of,
    given_form,
    load_log,
    profile_of_row,
    read_version,
)

LOG = logging.getLogger("certway.statistics")
LATE_DAYS = 60  # after a sitting was made its log may still grow, by answers that waited on a device
_AT_ONCE = 200  # rows


@dataclass
class _Versions:
    """Versions of questions, each read once."""

    read: dict[tuple[str, str], Item | None] = field(default_factory=dict)

    def of(self, form: Form) -> list[Item] | None:
        """Return the questions of a form; None where one is gone."""
        wanted = {(one.item, one.version) for one in form.items} - set(self.read)
        if wanted:
            self.read |= find_versions(wanted)
        found = [self.read.get((one.item, one.version)) for one in form.items]
        whole = [item for item in found if item is not None]
        return whole if len(whole) == len(found) else None


def find_versions(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Item | None]:
    """Return versions of questions by their ids and versions; None for one that is not kept."""
    keys = set(wanted)
    found: dict[tuple[str, str], Item | None] = dict.fromkeys(keys)
    versions = sorted({version for _, version in keys})
    for start in range(0, len(versions), _AT_ONCE):
        rows = ItemVersion.objects.filter(version__in=versions[start : start + _AT_ONCE])
        found |= {(row.item, row.version): read_version(row) for row in rows if (row.item, row.version) in keys}
    return found


def gather_attempts(now: datetime) -> int:
    """Keep what exams answered that are over by now, where that was not done; return how many. `now` is in UTC."""
    grown = ~Q(answers__entries=F("logged")) & Q(made_at__gt=now - timedelta(days=LATE_DAYS))
    waiting = _begun(Sitting.objects.filter(Q(answers=None) | Q(made_at__gt=now - timedelta(days=LATE_DAYS))))
    keys = list(waiting.filter(Q(answers=None) | grown).order_by("pk").values_list("pk", flat=True))
    versions = _Versions()
    return sum(_gather(key, versions, now) for key in keys)


def _gather(key: int, versions: _Versions, now: datetime) -> bool:
    """Keep what a sitting answered; tell whether it is over, and still there."""
    with transaction.atomic():
        sitting = Sitting.objects.select_for_update(of=("self",)).select_related("form").filter(pk=key).first()
        row = None if sitting is None else _row_of(sitting, versions, now)
        if row is None:
            return False
        told = {name: getattr(row, name) for name in ("exam", "is_adaptive", "answers", "spent", "entries")}
        AttemptAnswers.objects.update_or_create(sitting=sitting, defaults=told)
    return True


def _begun(sittings: QuerySet[Sitting]) -> QuerySet[Sitting]:
    """Return the exams among sittings that were begun, with the instant of it and the length of their logs."""
    began = Min("events__at", filter=Q(events__kind=Kind.BEGAN))
    found = sittings.filter(is_practice=False).annotate(began=began, logged=Count("events"))
    return found.filter(began__isnull=False)


def _row_of(sitting: Sitting, versions: _Versions, now: datetime) -> AttemptAnswers | None:
    """Return what a sitting that is over tells, not saved; None while it runs, or where a question is gone."""
    log = load_log(sitting)
    profile = profile_of_row(sitting)
    state = state_of(profile, accommodations_of_row(sitting), log, int(now.timestamp() * 1000))
    if state.phase != "over":
        return None
    form = form_of(sitting.form)
    asked_form = form if sitting.seed is None else given_form(form, log)
    items = versions.of(asked_form)
    if items is None:
        return None
    asked = asked_items(profile, asked_form, items, state.answers, _met_before(sitting))
    return AttemptAnswers(
        exam=form.exam,
        is_adaptive=sitting.seed is not None,
        answers=[_listed(one) for one in asked],
        sitting=sitting,
        spent=[one.spent for one in asked],
        entries=len(log),
    )


def _met_before(sitting: Sitting) -> set[str]:
    """Return the questions that the person had met when she began a sitting: those of the ones begun before."""
    began = SittingEvent.objects.filter(sitting=sitting, kind=Kind.BEGAN).aggregate(Min("at"))["at__min"]
    earlier = Sitting.objects.filter(person=sitting.person_id).exclude(pk=sitting.pk)
    earlier = earlier.annotate(began=Min("events__at", filter=Q(events__kind=Kind.BEGAN))).filter(began__lt=began)
    whole = earlier.filter(seed=None).values_list("form__items", flat=True)
    picked = SittingEvent.objects.filter(sitting__in=earlier.filter(seed__isnull=False).values("pk"), kind=Kind.GIVEN)
    met = {str(one[0]) for items in whole for one in items}
    return met | {str((content or {})["item"][0]) for content in picked.values_list("content", flat=True)}


def _listed(one: AskedItem) -> list[object]:
    outcome = OUTCOMES.index(one.outcome)
    return [one.item, one.version, int(one.counts), int(one.is_new), outcome, list(one.chosen)]


def release_attempts(people: QuerySet[Person], now: datetime) -> int:
    """Keep what the exams of people answered without them, who are about to be deleted; return how many.

    What is kept has a new key, no time, and no tie to a sitting, a person or another attempt. Nothing is kept of an
    exam that runs, or that nobody answered anything in.
    """
    versions, freed = _Versions(), []
    for sitting in _begun(Sitting.objects.filter(person__in=people)).select_related("form").order_by("pk"):
        try:
            row = _row_of(sitting, versions, now)
        except (LookupError, TypeError, ValueError):  # nothing keeps anybody from being erased
            LOG.exception("what a sitting answered could not be kept")
            continue
        if row is not None and any(OUTCOMES[one[4]] in ("right", "wrong") for one in row.answers):
            freed.append(AttemptAnswers(exam=row.exam, is_adaptive=row.is_adaptive, answers=row.answers))
    AttemptAnswers.objects.bulk_create(sorted(freed, key=_by_key), batch_size=_AT_ONCE)
    return len(freed)


def _by_key(row: AttemptAnswers) -> int:
    return row.pk


def exams_answered() -> list[str]:
    """Return the exams of which there are attempts."""
    return list(AttemptAnswers.objects.order_by("exam").values_list("exam", flat=True).distinct())


def adapts(exam: str) -> bool:
    """Tell whether any attempt at an exam was adaptive."""
    return AttemptAnswers.objects.filter(exam=exam, is_adaptive=True).exists()


def attempts_at(exam: str, *, most: int) -> Iterator[tuple[AskedItem, ...]]:
    """Yield the attempts at an exam; beyond `most` of them a sample, since keys are random and the order is theirs."""
    rows = AttemptAnswers.objects.filter(exam=exam).order_by("pk").values_list("answers", "spent")
    for answers, spent in rows[:most].iterator(chunk_size=_AT_ONCE):
        yield tuple(_asked(answers, spent))


def _asked(answers: Sequence[Sequence[Any]], spent: Sequence[int | None] | None) -> Iterator[AskedItem]:
    times = [None] * len(answers) if spent is None else spent
    for (item, version, counts, is_new, outcome, chosen), time in zip(answers, times, strict=True):
        yield AskedItem(item, version, bool(counts), bool(is_new), OUTCOMES[outcome], tuple(chosen), time)
