"""Outcomes of many sittings: each is told from its log once and kept in this process until its log grows.

A log that is over grows only where a device sends late what was answered in time; then its last row is another one.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from uuid import UUID

from django.db.models import Max, OuterRef, Subquery

from certway.core.items.item import Item
from certway.core.sit.delivery import Answer, state_of
from certway.core.sit.events import Event
from certway.core.sit.form import Form
from certway.core.sit.outcome import Outcome, outcome_of
from certway.core.sit.report import report_of
from certway.core.sit.values import Values
from certway.records.models import ExamForm, Sitting, SittingEvent
from certway.records.models.sittings import SittingEventKind as Kind
from certway.records.sittings import (
    STEERING,
    accommodations_of_row,
    event_of,
    form_of,
    given_form,
    profile_of_row,
    read_versions,
    sittings_of,
    values_of,
)

MOST_KEPT = 1_000  # outcomes in this process, some 20 KiB each for a whole exam
LONGEST_KEPT = 3600 * 1000  # milliseconds since somebody asked for it
TOLD_BY = (*STEERING, Kind.ANSWERED, Kind.GIVEN)  # what an outcome is told from


@dataclass(frozen=True, slots=True)
class KeptOutcome:
    """The outcome of a sitting, and which it is."""

    key: UUID
    made_at: datetime
    outcome: Outcome


class _Outcomes:
    """The newest outcomes that were asked for, by the sitting and the last row of its log, with when that was."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[UUID, int], tuple[int, Outcome]] = OrderedDict()  # the one used last at the end
        self._lock = Lock()

    def find(self, key: tuple[UUID, int], now: int) -> Outcome | None:
        """Return an outcome; None where it is not kept."""
        with self._lock:
            if key not in self._kept:
                return None
            _, outcome = self._kept.pop(key)
            self._kept[key] = now, outcome
            return outcome

    def keep(self, found: Mapping[tuple[UUID, int], Outcome], now: int) -> None:
        """Keep outcomes, and drop those that nobody asked for lately, of whom some may have been erased."""
        with self._lock:
            kept = {key: one for key, one in self._kept.items() if one[0] >= now - LONGEST_KEPT}
            kept |= {key: (now, outcome) for key, outcome in found.items()}
            self._kept = OrderedDict(list(kept.items())[-MOST_KEPT:])


_OUTCOMES = _Outcomes()


def outcomes_of(user_id: int, exam: str, *, most: int, now: int) -> tuple[KeptOutcome, ...]:
    """Return the outcomes of a user's sittings of an exam that are over, the newest first, of the newest `most`.

    `now` is an instant in UTC milliseconds. It asks the database as often for many sittings as for one.
    """
    last = SittingEvent.objects.filter(sitting=OuterRef("pk")).order_by().values("sitting").annotate(last=Max("pk"))
    rows = sittings_of(user_id).filter(form__exam=exam).annotate(last=Subquery(last.values("last")))
    begun = list(rows.exclude(last=None).order_by("-made_at", "-pk")[:most])
    known = {row.pk: _OUTCOMES.find((row.public_id, row.last), now) for row in begun}
    told = _told([row for row in begun if known[row.pk] is None], now)
    _OUTCOMES.keep({(row.public_id, row.last): told[row.pk] for row in begun if row.pk in told}, now)
    found = [(row, known[row.pk] or told.get(row.pk)) for row in begun]
    return tuple(KeptOutcome(row.public_id, row.made_at, outcome) for row, outcome in found if outcome is not None)


def _told(rows: Sequence[Sitting], now: int) -> dict[int, Outcome]:
    """Return the outcomes of those sittings that are over, by their ids."""
    if not rows:
        return {}
    logs, forms = logs_of(rows), forms_of(rows)
    over: dict[int, tuple[Form, Mapping[str, Values], Mapping[int, Answer]]] = {}
    for row in rows:
        state = state_of(profile_of_row(row), accommodations_of_row(row), logs[row.pk], now)
        if state.phase == "over":
            form, values = forms[row.form_id]
            over[row.pk] = (form if row.seed is None else given_form(form, logs[row.pk]), values, state.answers)
    read = read_versions(one for form, _, _ in over.values() for one in form.items)
    return {row.pk: _outcome(row, *over[row.pk], read) for row in rows if row.pk in over}


def _outcome(
    row: Sitting,
    form: Form,
    values: Mapping[str, Values],
    answers: Mapping[int, Answer],
    read: Mapping[tuple[str, str], Item],
) -> Outcome:
    report = report_of(form, [read[one.item, one.version] for one in form.items], answers, values)
    return outcome_of(report, form, profile_of_row(row).scale, is_practice=row.is_practice)


def logs_of(rows: Iterable[Sitting]) -> Mapping[int, list[Event]]:
    """Return the logs of sittings by their ids, as much of them as outcomes are told from."""
    found: dict[int, list[Event]] = defaultdict(list)
    events = SittingEvent.objects.filter(sitting__in=[row.pk for row in rows], kind__in=TOLD_BY)
    for event in events.order_by("pk").iterator(chunk_size=2000):
        found[event.sitting_id].append(event_of(event))
    return found


def forms_of(rows: Iterable[Sitting]) -> Mapping[int, tuple[Form, Mapping[str, Values]]]:
    """Return the forms of sittings by the ids of their rows, with what was known of their questions."""
    forms = ExamForm.objects.filter(pk__in={row.form_id for row in rows}).defer("shapes", "counts")
    return {form.pk: (form_of(form), values_of(form)) for form in forms}
