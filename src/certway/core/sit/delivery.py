"""Delivery: what a sitting's log comes to at an instant, and whether something more may happen.

A pure state machine. `state_of` tells the state from the log alone, `decide` whether a candidate's wish becomes an
event. An answer counts by the instant at which it was given, not by that at which it arrived: one that a lost network
kept back is taken as long as it was given while its segment ran, and before another device took over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from certway.core.sit.course import Course, Phase, course_of
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
from certway.core.sit.profile import Accommodations, Profile

Reason: TypeAlias = Literal[
    "not-begun", "begun-before", "over", "no-such-question", "segment-closed", "no-return", "no-skip", "on-break",
    "no-breaks", "no-break-left", "elsewhere", "nothing-to-begin", "no-such-answer", "told-before",
]  # fmt: skip


class RefusedError(Exception):
    """Raised for what may not happen (any more); says why, as the id of a sentence."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands as the answer to a question."""

    response: Response
    at: int
    changes: int  # how often another answer took its place
    first: Response  # the answer that was given first
    spent: int  # milliseconds in sight, all together
    sure: int | None


@dataclass(frozen=True, slots=True)
class State:
    """What a log comes to at an instant."""

    phase: Phase
    segment: int  # from 0; -1 before the first
    places: range  # of the segment that runs; empty where none does
    place: int  # of the question in sight
    answers: Mapping[int, Answer]  # by place, also those that were taken back
    flags: frozenset[int]
    closes: int | None  # when the clock changes the phase by itself
    breaks_left: int
    stops_left: int
    in_review: bool  # whether every question was asked and answers may be changed once more
    device: str  # that goes on with the sitting; empty = whichever comes
    ended: int | None

    @property
    def answered(self) -> frozenset[int]:
        """The places of questions whose answer stands."""
        return frozenset(place for place, answer in self.answers.items() if answer.response)


def state_of(profile: Profile, accommodations: Accommodations, events: Sequence[Event], now: int) -> State:
    """Return what a log comes to at an instant, in UTC milliseconds."""
    course = course_of(profile, accommodations, events, now)
    answers = _answers(profile, course, events)
    running = course.phase in ("running", "stopped")
    places = profile.places_of(course.segment) if running else range(0)
    return State(
        phase=course.phase,
        segment=course.segment,
        places=places,
        place=_place(profile, places, answers, events),
        answers=answers,
        flags=_flags(events),
        closes=course.next_change,
        breaks_left=course.breaks_left,
        stops_left=course.stops_left,
        in_review=running and profile.review_at_end and len(answers) == profile.items,
        device=_device_at(events, now),
        ended=course.ended,
    )


def _answers(profile: Profile, course: Course, events: Iterable[Event]) -> dict[int, Answer]:
    """Return the answers that stand: the last that was given to each question while it could be answered."""
    found: dict[int, Answer] = {}
    takeovers = [event for event in events if isinstance(event, TakenOver)]
    given = [event for event in events if isinstance(event, Answered)]
    for event in sorted(given, key=lambda one: one.at):
        if _counts(profile, course, takeovers, event, found):
            before = found.get(event.place)
            found[event.place] = Answer(
                response=event.response,
                at=event.at,
                changes=0 if before is None else before.changes + (before.response != event.response),
                first=event.response if before is None else before.first,
                spent=event.spent + (before.spent if before else 0),
                sure=event.sure if event.sure is not None else (before.sure if before else None),
            )
    return found


def _counts(
    profile: Profile, course: Course, takeovers: Sequence[TakenOver], event: Answered, found: Mapping[int, Answer]
) -> bool:
    return _why_not(profile, course, takeovers, event, found) is None


def _why_not(
    profile: Profile, course: Course, takeovers: Sequence[TakenOver], event: Answered, found: Mapping[int, Answer]
) -> Reason | None:
    """Return why an answer does not count; None where it does."""
    if not 0 <= event.place < profile.items:
        return "no-such-question"
    number = profile.segment_of(event.place)
    if number > course.segment:
        return "not-begun" if course.segment < 0 else "segment-closed"
    window = course.windows[number]
    if event.at < window.start or (window.end is not None and event.at > window.end):
        return "over" if course.ended is not None else "segment-closed"
    if event.device != _device_at(takeovers, event.at, default=event.device):
        return "elsewhere"
    if course.was_stopped(event.at):
        return "on-break"
    if not profile.may_skip and not event.response:
        return "no-skip"
    if profile.tells and event.place in found and found[event.place].response:
        return "told-before"
    if profile.may_return:
        return None
    if event.place > len(found):
        return "no-skip"
    done = len(found) == profile.items
    return "no-return" if event.place in found and not (done and profile.review_at_end) else None


def _device_at(events: Iterable[Event], at: int, *, default: str = "") -> str:
    """Return the device that had the sitting at an instant."""
    last = max((event for event in events if isinstance(event, TakenOver) and event.at <= at), key=_at, default=None)
    return default if last is None else last.device


def _at(event: TakenOver) -> int:
    return event.at


def _place(profile: Profile, places: range, answers: Mapping[int, Answer], events: Iterable[Event]) -> int:
    """Return the place in sight: where she went last, or the first of the segment; without return the next one."""
    if not places:
        return -1
    if not profile.may_return and len(answers) < profile.items:
        return len(answers)
    seen = [event.place for event in events if isinstance(event, Visited) and event.place in places]
    return seen[-1] if seen else places[0]


def _flags(events: Iterable[Event]) -> frozenset[int]:
    flags: dict[int, bool] = {}
    for event in events:
        if isinstance(event, Flagged):
            flags[event.place] = event.on
    return frozenset(place for place, on in flags.items() if on)


def decide(profile: Profile, accommodations: Accommodations, events: Sequence[Event], wish: Event, now: int) -> Event:
    """Return a wish as the event that it becomes. Raises RefusedError; nothing is changed then.

    `now` is when it arrived. An answer may be of an earlier instant; everything else happens when it arrives.
    """
    match wish:
        case Answered():
            return _answer(profile, accommodations, events, wish, now)
        case Given() | TakenOver():
            return wish
    state = state_of(profile, accommodations, events, now)
    reason = _refusal(profile, accommodations, state, wish)
    if reason is not None:
        raise RefusedError(reason)
    return wish


def _answer(
    profile: Profile, accommodations: Accommodations, events: Sequence[Event], wish: Answered, now: int
) -> Answered:
    course = course_of(profile, accommodations, events, now)
    found = _answers(profile, course, events)
    takeovers = [event for event in events if isinstance(event, TakenOver)]
    reason = _why_not(profile, course, takeovers, wish, found)
    if reason is not None:
        raise RefusedError(reason)
    return wish


def _refusal(profile: Profile, accommodations: Accommodations, state: State, wish: Event) -> Reason | None:
    if state.phase == "over":
        return "over"
    match wish:
        case Began():
            return None if state.phase in ("ready", "between") else "begun-before"
        case _ if state.phase == "ready":
            return "not-begun"
        case Visited(place=place) | Flagged(place=place):
            return _why_not_there(profile, state, place)
        case SegmentClosed():
            return None if state.phase == "running" else "on-break"
        case ClockStopped():
            if not accommodations.stop_clock:
                return "no-breaks"
            return None if state.phase == "running" and state.stops_left else "no-break-left"
        case ClockStarted():
            return None if state.phase == "stopped" else "nothing-to-begin"
        case Submitted():
            return None
        case _:
            return "no-such-question"


def _why_not_there(profile: Profile, state: State, place: int) -> Reason | None:
    if state.phase == "between":
        return "on-break"
    if place not in state.places:
        return "segment-closed" if 0 <= place < profile.items else "no-such-question"
    if profile.may_return or state.in_review or place == state.place:
        return None
    return "no-return" if place < state.place else "no-skip"
