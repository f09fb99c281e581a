"""How much time a person has for an exam in all, with what she is granted."""

from __future__ import annotations

from dataclasses import dataclass

from certway.core.sit.course import MOST_STOPPED
from certway.core.sit.profile import Accommodations, Profile, with_time


@dataclass(frozen=True, slots=True)
class Allowance:
    """The time of an exam, all in milliseconds."""

    usual: int | None  # of its segments, as everybody has it; None = without a clock
    own: int | None  # of its segments, at the person's own pace
    breaks: int  # between segments, all together
    stops: int  # of breaks that stop the clock, all together, at most

    @property
    def most(self) -> int | None:
        """The longest that it can take from its beginning to its end; None = without a clock."""
        return None if self.own is None else self.own + self.breaks + self.stops


def allowance_of(profile: Profile, accommodations: Accommodations) -> Allowance:
    """Return how much time a person has for an exam; `profile` is the exam's own, as everybody has it."""
    own = _summed(with_time(profile, accommodations))
    stops = MOST_STOPPED if accommodations.stop_clock and own is not None else 0
    return Allowance(_summed(profile), own, profile.break_milliseconds, stops)


def _summed(profile: Profile) -> int | None:
    times = [segment.milliseconds for segment in profile.segments]
    return None if None in times else sum(time for time in times if time is not None)
