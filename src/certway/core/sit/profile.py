"""How an exam is taken: what its body says of questions, time, order and breaks, and what is assumed beyond that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

from certway.core.rulebook.values import Content, Value

MINUTE = 60_000  # milliseconds

Pace: TypeAlias = Literal[100, 125, 150, 200]
"""A person's time in percent of others'."""
PACES: tuple[Pace, ...] = get_args(Pace)
CalculatorRule: TypeAlias = Literal["allowed", "not-allowed", "unknown"]
"""Whether a body lets its candidates use a calculator; unknown where it does not say."""


class NoProfileError(LookupError):
    """Raised for an exam of which too little is known to sit it; the value that lacks is its argument."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of questions with a clock of its own."""

    items: int
    milliseconds: int | None  # None = untimed


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale on which a body reports."""

    least: int
    most: int
    passing: int


@dataclass(frozen=True, slots=True)
class Profile:
    """How an exam behaves."""

    exam: str  # id of the credential
    segments: tuple[Segment, ...]
    scored: int  # questions that count; the others are pretest questions
    break_milliseconds: int  # of all breaks together, which stand between segments
    adaptive: bool
    may_skip: bool  # leave a question without an answer and come back
    may_return: bool  # see an earlier question of the segment again
    review_at_end: bool  # after the last question, where it may not be returned to before
    calculator: CalculatorRule
    scale: Scale | None
    assumed: tuple[str, ...] = ()  # ids of the values that the body does not publish, for which something is assumed
    tells: bool = False  # whether each answer is judged and explained at once, as a tutor does
    asks_sure: bool = False  # whether one is asked how sure one is of each answer, which no real exam does

    @property
    def items(self) -> int:
        """How many questions are asked."""
        return sum(segment.items for segment in self.segments)

    def segment_of(self, place: int) -> int:
        """Return the number of the segment in which the question at a place stands, both from 0."""
        end = 0
        for number, segment in enumerate(self.segments):
            end += segment.items
            if place < end:
                return number
        raise IndexError(place)

    def places_of(self, number: int) -> range:
        """Return the places of a segment's questions."""
        start = sum(segment.items for segment in self.segments[:number])
        return range(start, start + self.segments[number].items)


@dataclass(frozen=True, slots=True)
class Accommodations:
    """What a person is granted once, for every exam."""

    pace: Pace = 100
    stop_clock: bool = False  # breaks at any time, while which the clock stands
    large_type: bool = False


def profile_of(exam: str, values: Mapping[str, Value], on: int) -> Profile:
    """Return how an exam behaves on a day (an ordinal), from its dated values. Raises NoProfileError.

    Where the body is silent, a linear exam may be skipped and returned to, has no break and no calculator, and every
    question counts; the values of which that is assumed are named.
    """
    told = _Told(values, on)
    total, minutes = told.number("items-total"), told.number("minutes")
    if total is None or minutes is None:
        raise NoProfileError("items-total" if total is None else "minutes")
    adaptive = told.flag("adaptive", default=False)
    segments = _segments(total, minutes, told)
    skips = told.flag("skipping", default=not adaptive)
    return Profile(
        exam=exam,
        segments=segments,
        scored=told.number("items-scored") or total,
        break_milliseconds=(told.number("break-minutes") or 0) * MINUTE if len(segments) > 1 else 0,
        adaptive=adaptive,
        may_skip=skips,
        may_return=not adaptive and told.flag("review", default=True),
        review_at_end=adaptive and told.flag("review", default=False),
        calculator=told.calculator(),
        scale=_scale(told),
        assumed=tuple(told.assumed),
    )


def calculator_of(values: Mapping[str, Value], on: int) -> CalculatorRule:
    """Return what an exam's dated values say on a day (an ordinal) of calculators."""
    return _Told(values, on).calculator()


class _Told:
    """The values on a day; those that are not known are noted."""

    def __init__(self, values: Mapping[str, Value], on: int) -> None:
        self._values, self._on = values, on
        self.assumed: list[str] = []

    def _content(self, name: str) -> Content:
        value = self._values.get(name)
        held = value.in_force(self._on) if value else ()
        if not held or held[-1].content is None:
            self.assumed.append(name)
            return None
        return held[-1].content

    def number(self, name: str) -> int | None:
        """Return a number, of a range the least; None where it is not known."""
        content = self._content(name)
        if isinstance(content, tuple):
            self.assumed.append(name)
            return int(content[0]) if isinstance(content[0], float | int) else None
        return int(content) if isinstance(content, float | int) and not isinstance(content, bool) else None

    def flag(self, name: str, *, default: bool) -> bool:
        """Return yes or no, and the default where it is not known."""
        content = self._content(name)
        return content if isinstance(content, bool) else default

    def calculator(self) -> CalculatorRule:
        """Return whether a calculator may be used."""
        content = self._content("calculator")
        if not isinstance(content, bool):
            return "unknown"
        return "allowed" if content else "not-allowed"


def _segments(total: int, minutes: int, told: _Told) -> tuple[Segment, ...]:
    count = told.number("segments") or 1
    if total % count:
        return (Segment(total, minutes * MINUTE),)
    each = told.number("segment-minutes") if count > 1 else None
    return (Segment(total // count, (each * MINUTE) if each else minutes * MINUTE // count),) * count


def _scale(told: _Told) -> Scale | None:
    least, most, passing = (told.number(name) for name in ("scale-least", "scale-most", "passing-score"))
    return None if least is None or most is None or passing is None else Scale(least, most, passing)


def practice(
    exam: str,
    items: int,
    *,
    minutes: int | None = None,
    tells: bool = False,
    asks_sure: bool = False,
    calculator: CalculatorRule = "unknown",
) -> Profile:
    """Return how a practice of so many questions behaves: free to go where one wants, untimed unless it says so.

    `calculator` is the rule of the exam that is practised.
    """
    return Profile(
        exam=exam,
        segments=(Segment(items, None if minutes is None else minutes * MINUTE),),
        scored=items,
        break_milliseconds=0,
        adaptive=False,
        may_skip=True,
        may_return=True,
        review_at_end=False,
        calculator=calculator,
        scale=None,
        tells=tells,
        asks_sure=asks_sure,
    )


def with_time(profile: Profile, accommodations: Accommodations) -> Profile:
    """Return a profile with the time that a person is granted; breaks are as long as others'."""
    segments = tuple(
        replace(one, milliseconds=None if one.milliseconds is None else one.milliseconds * accommodations.pace // 100)
        for one in profile.segments
    )
    return replace(profile, segments=segments)
