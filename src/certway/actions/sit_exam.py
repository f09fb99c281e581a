"""Sit an exam: each wish becomes an event of the log, once, or is refused; what is acknowledged is durable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from certway.core.sit.adapting import Adapting
from certway.core.sit.delivery import Reason, RefusedError, State, decide, state_of
from certway.core.sit.events import Answered, Event, Flagged, Given, TakenOver, Visited
from certway.core.sit.profile import Accommodations, Profile
from certway.core.sit.shapes import Shape, fitted, shape_of
from certway.records.models import ExamForm, Sitting, SittingEvent
from certway.records.models.sittings import SittingEventKind as Kind
from certway.records.remembered import Remembered
from certway.records.sitting_log import add_lines, add_steering, take_to_steer
from certway.records.sittings import (
    STEERING,
    accommodations_of_row,
    form_of,
    load_log,
    profile_of_row,
    questions_of,
    row_of,
    shapes_of,
    sittings_of,
    values_of,
)

MOST_WISHES = 500  # that are sent together: a whole exam, answered while the network was gone
MOST_KNOWN = 4096  # sittings of which a process remembers what answers are decided by; each is some KiB
MOST_AGE = 30 * 24 * 3600 * 1000  # milliseconds for which an answer may have waited to be sent


@dataclass(frozen=True, slots=True)
class Wish:
    """What a device sent: with its own number, and how long ago it happened there."""

    number: int  # of the device's own counting
    event: Answered | Visited | Flagged
    age: int  # milliseconds from when it happened to when it was sent, by one clock of the device


@dataclass(frozen=True, slots=True)
class Known:
    """What this process knows of a sitting whose answers stand alone, as long as nothing steers it anew."""

    sitting: Sitting  # with how often it was steered
    profile: Profile
    accommodations: Accommodations
    steering: tuple[Event, ...]
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of what was sent."""

    kept: tuple[int, ...]  # numbers that are durable now, or were before
    refused: tuple[tuple[int, Reason], ...]
    state: State
    now: int  # UTC milliseconds of the server


_KNOWN: Remembered[tuple[int, UUID], Known] = Remembered(MOST_KNOWN)


def send_wishes(user_id: int, key: UUID, device: str, wishes: Sequence[Wish], *, now: int) -> Sent:
    """Keep what may be kept, in the order in which it was sent; what was kept before is acknowledged again.

    When it happened is told by the server's clock and the age that the device says, at most `now`: so a wrong clock of
    the device changes nothing. Raises LookupError for no sitting of this user.
    """
    known = _KNOWN.get((user_id, key))
    sent = None if known is None else _send_at_once(known, device, wishes, now)
    return _send_under_lock(user_id, key, device, wishes, now=now) if sent is None else sent


def _send_at_once(known: Known, device: str, wishes: Sequence[Wish], now: int) -> Sent | None:
    """Keep wishes by one statement, which fails where what is known of the sitting is no longer so; None then.

    None also where something is to be refused: what was kept before is not, and only the log can tell.
    """
    log, rows = [*known.steering], []
    for wish in wishes:
        try:
            event = _fitted(_dated(wish, device, now), known.shapes)
            log.append(decide(known.profile, known.accommodations, log, event, now))
        except RefusedError:
            return None
        rows.append(row_of(known.sitting, event, received=now, device=device, number=wish.number))
    if not rows or not add_lines(rows, steered=known.sitting.steered):
        return None
    state = state_of(known.profile, known.accommodations, log, now)
    return Sent(tuple(sorted({wish.number for wish in wishes})), (), state, now)


def _send_under_lock(user_id: int, key: UUID, device: str, wishes: Sequence[Wish], *, now: int) -> Sent:
    with transaction.atomic():
        sitting = _locked(user_id, key)
        profile, accommodations = profile_of_row(sitting), accommodations_of_row(sitting)
        log, shapes = _log_for(sitting, profile), _shapes(sitting)
        if sitting.seed is None and profile.may_return and not profile.tells:
            _KNOWN.keep((user_id, key), Known(sitting, profile, accommodations, tuple(log), tuple(shapes(log))))
        before = _kept_before(sitting, device, wishes)
        rows: list[SittingEvent] = []
        refused: list[tuple[int, Reason]] = []
        for wish in wishes:
            if wish.number in before:
                continue
            try:
                event = _fitted(_dated(wish, device, now), shapes(log))
                log.append(decide(profile, accommodations, log, event, now))
            except RefusedError as error:
                refused.append((wish.number, error.reason))
                continue
            rows.append(row_of(sitting, event, received=now, device=device, number=wish.number))
            before.add(wish.number)
            rows += [row_of(sitting, given, received=now) for given in _given_next(sitting, profile, log, now)]
        SittingEvent.objects.bulk_create(rows)
    return Sent(tuple(sorted(before)), tuple(refused), state_of(profile, accommodations, log, now), now)


def _locked(user_id: int, key: UUID) -> Sitting:
    """Return a sitting of a user; whoever else writes to it waits. Raises LookupError."""
    rows = sittings_of(user_id).select_related("form").defer("form__items", "form__shapes", "form__values")
    sitting = rows.select_for_update(of=("self",)).filter(public_id=key).first()
    if sitting is None:
        raise LookupError(key)
    return sitting


def _log_for(sitting: Sitting, profile: Profile) -> list[Event]:
    """Return as much of the log as it takes to decide: where one may return, and is not told, answers stand alone."""
    if profile.may_return and not profile.tells:
        return load_log(sitting, STEERING)
    return load_log(sitting, (*STEERING, Kind.ANSWERED, Kind.GIVEN))


def _kept_before(sitting: Sitting, device: str, wishes: Sequence[Wish]) -> set[int]:
    numbers = [wish.number for wish in wishes]
    rows = SittingEvent.objects.filter(sitting=sitting, device=device, number__in=numbers)
    return {number for number in rows.values_list("number", flat=True) if number is not None}


def _shapes(sitting: Sitting) -> Callable[[Sequence[Event]], Sequence[Shape]]:
    """Return what tells the shapes of the questions by their places; an adaptive exam's grow with its log."""
    if sitting.seed is None:
        shapes = _shapes_of_form(sitting.form.public_id)
        return lambda _log: shapes
    asks = adapting(sitting.form.public_id)
    return lambda log: [shape_of(asks.item(event.item)) for event in log if isinstance(event, Given)]


@lru_cache(maxsize=1024)  # forms never change; each is a few KiB
def _shapes_of_form(form: UUID) -> tuple[Shape, ...]:
    return shapes_of(ExamForm.objects.get(public_id=form))


def _given_next(sitting: Sitting, profile: Profile, log: list[Event], now: int) -> list[Given]:
    """Return the question that an adaptive exam asks next, noted in the log; none while one waits for its answer."""
    if sitting.seed is None:
        return []
    state = state_of(profile, accommodations_of_row(sitting), log, now)
    given = [event.item for event in log if isinstance(event, Given)]
    if state.phase != "running" or len(state.answers) < len(given):
        return []
    following = adapting(sitting.form.public_id).next_item(sitting.seed, given, state.answers)
    if following is None:
        return []
    log.append(Given(now, following))
    return [Given(now, following)]


@lru_cache(maxsize=16)  # forms never change
def adapting(form: UUID) -> Adapting:
    """Return an adaptive exam's questions prepared for picking."""
    row = ExamForm.objects.get(public_id=form)
    asked = form_of(row)
    return Adapting(asked, questions_of(asked), row.counts or {}, values_of(row))


def _fitted(event: Answered | Visited | Flagged, shapes: Sequence[Shape]) -> Answered | Visited | Flagged:
    """Return an event as it is kept. Raises RefusedError for an answer that its question can't have.

    A place that there is not is judged elsewhere.
    """
    if not isinstance(event, Answered) or not 0 <= event.place < len(shapes):
        return event
    response = fitted(shapes[event.place], event.response)
    if response is None:
        raise RefusedError("no-such-answer")
    return replace(event, response=response)


def _dated(wish: Wish, device: str, now: int) -> Answered | Visited | Flagged:
    at = now - min(max(wish.age, 0), MOST_AGE)
    if isinstance(wish.event, Answered):
        return replace(wish.event, at=at, received=now, device=device)
    return replace(wish.event, at=now)


def steer(user_id: int, key: UUID, event: Event, *, now: int) -> State:
    """Begin, close, stop, go on, submit: keep it and return what the sitting comes to.

    Raises LookupError for no sitting of this user, and RefusedError.
    """
    with transaction.atomic():
        sitting = take_to_steer(user_id, key)
        if sitting is None:
            raise LookupError(key)
        profile, accommodations = profile_of_row(sitting), accommodations_of_row(sitting)
        log = load_log(sitting) if sitting.steered > 1 else []  # what steers it first is the first of its log
        log.append(decide(profile, accommodations, log, event, now))
        row_of(sitting, event, received=now).save()
        for given in _given_next(sitting, profile, log, now):
            row_of(sitting, given, received=now).save()
        return state_of(profile, accommodations, log, now)


def take_over(user_id: int, key: UUID, device: str, *, now: int, age: int = 0) -> None:
    """Let a window or device go on with a sitting, where another one had it. Raises LookupError.

    It has had it for `age` milliseconds, as long as the network kept that from being told: what it answered meanwhile
    counts. What the other one told before stays its own.
    """
    with transaction.atomic():
        sitting = _locked(user_id, key)
        events = SittingEvent.objects.filter(sitting=sitting)
        last = events.filter(kind=Kind.TAKEN_OVER).order_by("pk").last()
        if last is None or last.device != device:
            told = events.aggregate(last=Max("received"))["last"] or 0
            at = min(max(now - min(age, MOST_AGE), told + 1), now)
            add_steering(sitting, TakenOver(at, device), received=now)
