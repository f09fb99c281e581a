"""The course of a sitting by its clocks: which segment ran from when until when, and what runs now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from certway.core.sit.events import Began, ClockStarted, ClockStopped, Event, SegmentClosed, Submitted
from certway.core.sit.profile import MINUTE, Accommodations, Profile, with_time

Phase: TypeAlias = Literal["ready", "running", "between", "stopped", "over"]
MOST_STOPPED = 60 * MINUTE  # of all stop-clock breaks of a sitting together; then the clock runs again


@dataclass(slots=True)
class Window:
    """A stretch of time: that in which a segment could be answered, or in which its clock stood."""

    start: int
    end: int | None = None  # None = it runs


@dataclass(slots=True)
class Course:
    """A sitting as far as its clocks have run. It is driven by the log in its order; what does not fit is passed over.

    `profile` is the one with the person's own time.
    """

    profile: Profile
    stop_clock: bool
    phase: Phase = "ready"
    windows: list[Window] = field(default_factory=list)
    since: int = 0  # when the phase began
    breaks_left: int = 0  # milliseconds of the breaks between segments
    stops_left: int = 0  # milliseconds of stop-clock breaks
    held: int = 0  # milliseconds for which the running segment's clock stood
    stops: list[Window] = field(default_factory=list)  # in which a clock stood
    ended: int | None = None

    @property
    def segment(self) -> int:
        """The number of the segment that runs or ran last, from 0; -1 before the first."""
        return len(self.windows) - 1

    @property
    def next_change(self) -> int | None:
        """The instant at which the clock changes the phase by itself; None where none does."""
        match self.phase:
            case "running":
                own = self.profile.segments[self.segment].milliseconds
                return None if own is None else self.windows[-1].start + own + self.held
            case "between":
                return self.since + self.breaks_left
            case "stopped":
                return self.since + self.stops_left
            case _:
                return None

    def run_to(self, now: int) -> None:
        """Let the clocks run: segments end, breaks end, each at its own instant."""
        while (change := self.next_change) is not None and change <= now:
            match self.phase:
                case "running":
                    self._close(change)
                case "between":
                    self._begin(change)
                case _:
                    self._start_clock(change)

    def take(self, event: Event) -> None:
        """Take what steers the clocks."""
        if isinstance(event, Began | SegmentClosed | ClockStopped | ClockStarted | Submitted):
            self.run_to(event.at)
            match event:
                case Began(at) if self.phase in ("ready", "between"):
                    self._begin(at)
                case SegmentClosed(at) if self.phase == "running":
                    self._close(at)
                case ClockStopped(at) if self.phase == "running" and self.stop_clock and self.stops_left:
                    self.phase, self.since = "stopped", at
                    self.stops.append(Window(at))
                case ClockStarted(at) if self.phase == "stopped":
                    self._start_clock(at)
                case Submitted(at) if self.phase not in ("ready", "over"):
                    self._end(at)
                case _:
                    pass

    def _begin(self, at: int) -> None:
        if self.phase == "between":
            self.breaks_left -= at - self.since
        self.windows.append(Window(at))
        self.phase, self.since, self.held = "running", at, 0

    def _close(self, at: int) -> None:
        self.windows[-1].end = at
        if len(self.windows) == len(self.profile.segments):
            self._end(at)
        else:
            self.phase, self.since = "between", at

    def _start_clock(self, at: int) -> None:
        stood, self.stops[-1].end = at - self.since, at
        self.stops_left -= stood
        self.held += stood
        self.phase, self.since = "running", at

    def was_stopped(self, at: int) -> bool:
        """Tell whether a clock stood at an instant."""
        return any(stop.start < at and (stop.end is None or at < stop.end) for stop in self.stops)

    def _end(self, at: int) -> None:
        if self.windows[-1].end is None:
            self.windows[-1].end = at
        self.phase, self.since, self.ended = "over", at, at


def course_of(profile: Profile, accommodations: Accommodations, events: Iterable[Event], now: int) -> Course:
    """Return how far a sitting has come at an instant, by its log alone: nobody has to be there when time is over."""
    course = Course(
        profile=with_time(profile, accommodations),
        stop_clock=accommodations.stop_clock,
        breaks_left=profile.break_milliseconds,
        stops_left=MOST_STOPPED if accommodations.stop_clock else 0,
    )
    for event in events:
        course.take(event)
    course.run_to(now)
    return course
