"""Sittings: rows to core values and back. An event that was acknowledged is a row of a committed transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from certway.core.items.item import Item
from certway.core.sit.events import (
    Answered,
    Began,
    ClockStarted,
    ClockStopped,
    Event,
    Flagged,
    Given,
    Response,
    SegmentClosed,
    Submitted,
    TakenOver,
    Visited,
)
from certway.core.sit.form import Form, FormItem
from certway.core.sit.profile import Accommodations, CalculatorRule, Profile, Scale, Segment
from certway.core.sit.shapes import Shape, shape_of
from certway.core.sit.values import Values
from certway.exchange.bank.sheet import read_sheet
from certway.records.models import ExamForm, ItemVersion, Sitting, SittingEvent
from certway.records.models.sittings import SittingEventKind as Kind
from certway.records.remembered import Remembered

_STEERING: Mapping[Kind, type[Began | SegmentClosed | ClockStopped | ClockStarted | Submitted]] = {
    Kind.BEGAN: Began,
    Kind.SEGMENT_CLOSED: SegmentClosed,
    Kind.CLOCK_STOPPED: ClockStopped,
    Kind.CLOCK_STARTED: ClockStarted,
    Kind.SUBMITTED: Submitted,
}
_KINDS = {event: kind for kind, event in _STEERING.items()}
_READ: Remembered[tuple[str, str], Item] = Remembered(5_000)  # some 5 KiB each
STEERING = (*_STEERING, Kind.TAKEN_OVER)  # what the clocks and the devices go by


def sittings_of(user_id: int) -> QuerySet[Sitting]:
    """Return the sittings of a user's own record."""
    return Sitting.objects.filter(person__owner_id=user_id)


def own_sitting(user_id: int, key: UUID) -> Sitting | None:
    """Return a sitting of a user with its form; None where it is not hers, or there is none."""
    return sittings_of(user_id).select_related("form").filter(public_id=key).first()


def load_log(sitting: Sitting, kinds: Iterable[Kind] | None = None) -> list[Event]:
    """Return a sitting's log in its order, or what is of some kinds."""
    rows = SittingEvent.objects.filter(sitting=sitting).order_by("pk")
    return [event_of(row) for row in (rows if kinds is None else rows.filter(kind__in=list(kinds)))]


def event_of(row: SittingEvent) -> Event:
    """Return a row as the event that it keeps."""
    kind, content = Kind(row.kind), row.content or {}
    if kind in _STEERING:
        return _STEERING[kind](row.at)
    place = -1 if row.place is None else row.place
    match kind:
        case Kind.ANSWERED:
            spent, sure = int(content.get("spent", 0)), content.get("sure")
            return Answered(row.at, place, _response(content.get("response")), row.received, row.device, spent, sure)
        case Kind.VISITED:
            return Visited(row.at, place)
        case Kind.FLAGGED:
            return Flagged(row.at, place, on=bool(content.get("on")))
        case Kind.TAKEN_OVER:
            return TakenOver(row.at, row.device)
        case _:
            return Given(row.at, FormItem(*content["item"]))


def _response(told: object) -> Response:
    return tuple(told) if isinstance(told, list) else str(told or "")


def row_of(
    sitting: Sitting, event: Event, *, received: int, device: str = "", number: int | None = None
) -> SittingEvent:
    """Return an event as a row, not saved yet."""
    row = SittingEvent(sitting=sitting, at=event.at, received=received, device=device, number=number)
    match event:
        case Answered(place=place, response=response, spent=spent, sure=sure):
            told = list(response) if isinstance(response, tuple) else response
            row.kind, row.place = Kind.ANSWERED, place
            row.content = {"response": told, "spent": spent, **({} if sure is None else {"sure": sure})}
        case Visited(place=place):
            row.kind, row.place = Kind.VISITED, place
        case Flagged(place=place, on=on):
            row.kind, row.place, row.content = Kind.FLAGGED, place, {"on": on}
        case TakenOver(device=taken_by):
            row.kind, row.device = Kind.TAKEN_OVER, taken_by
        case Given(item=item):
            row.kind, row.content = Kind.GIVEN, {"item": _listed(item)}
        case _:
            row.kind = _KINDS[type(event)]
    return row


def _listed(item: FormItem) -> list[object]:
    return [item.item, item.version, item.seed, item.node, item.counts]


def new_form(
    form: Form,
    items: Sequence[Item],
    *,
    rules_edition: str,
    at: datetime,
    counts: Mapping[str, int] | None = None,
    values: Sequence[Values] = (),
) -> ExamForm:
    """Keep a form; `items` are its questions, in its order, or with `counts` those that an adaptive exam may ask.

    `values` are what is known of them now, none where what is expected counts. They stay as they are, so that what is
    picked and told of a sitting never changes.
    """
    return ExamForm.objects.create(
        exam=form.exam,
        edition=form.edition,
        rules_edition=rules_edition,
        items=[_listed(item) for item in form.items],
        shapes=[list(astuple(shape_of(item))) for item in items],
        counts=counts,
        values=_listed_values(values),
        made_at=at,
    )


def _listed_values(values: Sequence[Values]) -> list[list[float]] | None:
    return [[one.a, one.b, one.c] for one in values] or None


def values_of(row: ExamForm) -> dict[str, Values]:
    """Return what was known of a form's questions when it was made, by their ids; nothing where it was expected."""
    return {one[0]: Values(*values) for one, values in zip(row.items, row.values or (), strict=False)}


def shapes_of(row: ExamForm) -> tuple[Shape, ...]:
    """Return the shapes of a form's questions."""
    return tuple(Shape(*shape) for shape in row.shapes)


def form_of(row: ExamForm) -> Form:
    """Return a form as it was assembled."""
    return Form(row.exam, row.edition, tuple(FormItem(*item) for item in row.items))


def pool_form(
    form: Form, counts: Mapping[str, int], rules_edition: str, values: Sequence[Values] = ()
) -> ExamForm | None:
    """Return the newest form of an adaptive exam where it is this very one, so that it is kept once for many people."""
    newest = ExamForm.objects.filter(exam=form.exam, counts__isnull=False).order_by("pk").last()
    if newest is None or newest.rules_edition != rules_edition or newest.values != _listed_values(values):
        return None
    return newest if form_of(newest) == form and newest.counts == dict(counts) else None


def given_form(form: Form, log: Sequence[Event]) -> Form:
    """Return the questions that an adaptive exam has asked so far, in their order, as a form."""
    return Form(form.exam, form.edition, tuple(event.item for event in log if isinstance(event, Given)))


def profile_of_row(sitting: Sitting) -> Profile:
    """Return how the exam behaved when the sitting was made."""
    told: dict[str, Any] = dict(sitting.profile)
    told["segments"] = tuple(Segment(**segment) for segment in told["segments"])
    told["scale"] = Scale(**told["scale"]) if told["scale"] else None
    told["assumed"] = tuple(told["assumed"])
    told["calculator"] = _calculator(told)
    return Profile(**told)


def _calculator(told: Mapping[str, Any]) -> CalculatorRule:
    """Return an exam's rule about calculators. Older rows have yes or no instead, where no also meant not known."""
    rule: CalculatorRule | bool = told["calculator"]
    if not isinstance(rule, bool):
        return rule
    return "unknown" if rule or "calculator" in told["assumed"] else "not-allowed"


def accommodations_of_row(sitting: Sitting) -> Accommodations:
    """Return what the person was granted when the sitting was made."""
    return Accommodations(**sitting.accommodations)


def questions_of(form: Form) -> tuple[Item, ...]:
    """Return the questions of a form as they were shown, in its order. Raises LookupError where a version is gone."""
    read = read_versions(form.items)
    return tuple(read[one.item, one.version] for one in form.items)


def read_versions(wanted: Iterable[FormItem]) -> Mapping[tuple[str, str], Item]:
    """Return questions as they were shown, by id and version. Raises LookupError where one is gone."""
    names = {(one.item, one.version) for one in wanted}
    rows = ItemVersion.objects.filter(version__in={version for _, version in names})
    found = {(row.item, row.version): read_version(row) for row in rows if (row.item, row.version) in names}
    read = {name: item for name, item in found.items() if item is not None}
    lost = sorted(names - set(read))
    if lost:
        raise LookupError(lost[0][0])
    return read


def read_version(row: ItemVersion) -> Item | None:
    """Return a version as a question; what a version says never changes, so it is read once."""
    name = (row.item, row.version)
    item = _READ.get(name) or read_sheet(row.sheet).item
    if item is not None:
        _READ.keep(name, item)
    return item


def plain(value: Profile | Accommodations) -> dict[str, Any]:
    """Return a profile or accommodations as a row keeps them."""
    return asdict(value)
