"""The activities of a record, as one credential's policy sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from certway.core.person.record import Entry, Record
from certway.core.renew.policy import Area, Cap, Policy, flag_on, most_asked
from certway.core.units.days import DaySpan

Outside: TypeAlias = Literal[
    "before",
    "after",
    "ahead",
    "day-untold",
    "points-untold",
    "kind-untold",
    "approver-untold",
    "cycle-untold",
    "refused",
    "too-small",
]
"""Why an activity is none of a cycle's: not in its days, ahead, untold, or of a kind or size that earns nothing."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One piece of continuing education."""

    place: int  # of its entry in `education_credits`, from 0
    on: DaySpan | None  # None = not told
    points: int | None  # hundredths; None = not told
    areas: Mapping[str, int] = field(default_factory=dict)  # hundredths by area, in the policy's words
    free: int = 0  # hundredths of its points that no area is told of
    kind: str | None = None  # None = not told
    approved_by: frozenset[str] | None = None  # None = not told


def activities_of(record: Record, policy: Policy) -> tuple[Activity, ...]:
    """Return the activities that a record tells of, their areas in the policy's words; none where nothing was told."""
    words = _area_words(policy.areas)
    return tuple(
        _activity(place, entry, words) for place, entry in enumerate(record.entries("education_credits") or ())
    )


def _area_words(areas: tuple[Area, ...]) -> Mapping[str, str]:
    return {word: area.id for area in areas for word in (area.id, *area.also)}


def _activity(place: int, entry: Entry, words: Mapping[str, str]) -> Activity:
    points, told, on = entry.get("points"), entry.get("areas"), entry.get("on")
    kind, approved = entry.get("kind"), entry.get("approved_by")
    areas: dict[str, int] = {}
    for word, share in told.items() if isinstance(told, Mapping) else ():
        name = words.get(word, word)
        areas[name] = areas.get(name, 0) + share
    whole = points if isinstance(points, int) else sum(areas.values()) or None
    return Activity(
        place=place,
        on=on if isinstance(on, DaySpan) else None,
        points=whole,
        areas=areas,
        free=max(0, (whole or 0) - sum(areas.values())),
        kind=kind if isinstance(kind, str) else None,
        approved_by=frozenset(word for word in approved if isinstance(word, str))
        if isinstance(approved, tuple)
        else None,
    )


def outside(activity: Activity, policy: Policy, *, first: int, last: int, as_of: int) -> Outside | None:
    """Return why an activity does not count in a stretch of days (ordinals), or None when it does.

    A day known to the month or year counts when every day of it does.
    """
    on = activity.on
    if on is None:
        return "day-untold"
    if on.first > as_of:
        return "ahead"
    if on.last < first:
        return "before"
    if on.first > last:
        return "after"
    if on.first < first or on.last > min(last, as_of):
        return "day-untold"
    if activity.points is None:
        return "points-untold"
    if _is_refused(activity, policy, on):
        return "kind-untold" if activity.kind is None else "refused"
    if _is_too_small(activity, activity.points, policy, on):
        return "approver-untold" if activity.approved_by is None else "too-small"
    return None


def _is_refused(activity: Activity, policy: Policy, on: DaySpan) -> bool:
    """Tell whether its kind earns no points on its day, or may earn none: an untold kind may be any."""
    refusals = [refusal for refusal in policy.refusals if activity.kind is None or activity.kind in refusal.kinds]
    return any(flag_on(refusal.allowed, day) is not True for refusal in refusals for day in (on.first, on.last))


def _is_too_small(activity: Activity, points: int, policy: Policy, on: DaySpan) -> bool:
    """Tell whether it is smaller than what its day asks of an activity, or may be: an untold approver may be any."""
    smallest = policy.smallest
    if smallest is None or (activity.approved_by or frozenset()) & set(smallest.unless):
        return False
    return any(points < (most_asked(smallest.least, day) or 0) for day in (on.first, on.last))


def caps_on(activity: Activity, policy: Policy) -> tuple[Cap, ...]:
    """Return the caps that an activity falls under; what is untold falls under them."""
    return tuple(_caps(activity, policy))


def _caps(activity: Activity, policy: Policy) -> Iterator[Cap]:
    for cap in policy.caps:
        of_kind = not cap.kinds or activity.kind is None or activity.kind in cap.kinds
        approved = cap.unless and activity.approved_by is not None and activity.approved_by & set(cap.unless)
        if of_kind and not approved:
            yield cap
