"""All that is kept about somebody's sittings, a few at a time, so that many take no more memory than few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from certway.core.items.item import Item
from certway.core.sit.delivery import State, state_of
from certway.core.sit.events import Event
from certway.core.sit.form import Form
from certway.core.sit.report import report_of
from certway.exchange.exams_file import TakenEvent, TakenSitting
from certway.records.models import MistakeNote, Sitting, SittingEvent
from certway.records.sittings import (
    accommodations_of_row,
    event_of,
    form_of,
    given_form,
    profile_of_row,
    read_versions,
    sittings_of,
    values_of,
)

AT_ONCE = 10  # sittings that are in memory together


def taken_sittings(user_id: int, *, now: int) -> Iterator[TakenSitting]:
    """Yield a user's sittings with all that is kept about them, the oldest first; `now` in UTC milliseconds."""
    keys = list(sittings_of(user_id).order_by("made_at", "pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        # Asked for as hers once more: meanwhile she may have deleted her account.
        rows = list(sittings_of(user_id).filter(pk__in=some).select_related("form").order_by("made_at", "pk"))
        yield from _taken(rows, now)


def _taken(rows: Sequence[Sitting], now: int) -> Iterator[TakenSitting]:
    events, mistakes = _events(rows), _mistakes(rows)
    logs = {row.pk: [event_of(event) for event in events[row.pk]] for row in rows}
    forms = {row.pk: _form(row, logs[row.pk]) for row in rows}
    states = {row.pk: state_of(profile_of_row(row), accommodations_of_row(row), logs[row.pk], now) for row in rows}
    over = [row.pk for row in rows if states[row.pk].phase == "over"]
    read = read_versions(one for key in over for one in forms[key].items)
    for row in rows:
        yield _sitting(row, forms[row.pk], states[row.pk], events[row.pk], mistakes[row.pk], read)


def _form(row: Sitting, log: Sequence[Event]) -> Form:
    form = form_of(row.form)
    return form if row.seed is None else given_form(form, log)


def _sitting(
    row: Sitting,
    form: Form,
    state: State,
    events: Sequence[SittingEvent],
    mistakes: Mapping[int, str],
    read: Mapping[tuple[str, str], Item],
) -> TakenSitting:
    items = [read[one.item, one.version] for one in form.items] if state.phase == "over" else []
    return TakenSitting(
        key=row.public_id,
        is_practice=row.is_practice,
        seed=row.seed,
        made_at=row.made_at,
        profile=profile_of_row(row),
        accommodations=accommodations_of_row(row),
        form_key=row.form.public_id,
        form=form,
        rules_edition=row.form.rules_edition,
        form_made_at=row.form.made_at,
        log=tuple(map(_event, events)),
        state=state,
        report=report_of(form, items, state.answers, values_of(row.form)) if state.phase == "over" else None,
        mistakes=mistakes,
    )


def _event(row: SittingEvent) -> TakenEvent:
    return TakenEvent(row.kind, row.at, row.received, row.place, row.device, row.number, row.content)


def _events(rows: Sequence[Sitting]) -> Mapping[int, list[SittingEvent]]:
    found: dict[int, list[SittingEvent]] = defaultdict(list)
    for event in SittingEvent.objects.filter(sitting__in=[row.pk for row in rows]).order_by("pk"):
        found[event.sitting_id].append(event)
    return found


def _mistakes(rows: Sequence[Sitting]) -> Mapping[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for note in MistakeNote.objects.filter(sitting__in=[row.pk for row in rows]):
        found[note.sitting_id][note.place] = note.kind
    return found
