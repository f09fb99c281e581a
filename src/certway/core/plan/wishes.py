"""What the person wishes of a plan, and what the body's rules fix."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

WishName: TypeAlias = Literal["hours-per-week", "budget", "finish-by", "days-off", "intakes"]
ALL_WISHES: tuple[str, ...] = get_args(WishName)

ALL_WEEK = 112 * 60  # minutes: every waking hour, what "no limit" means
HORIZON_DAYS = 8 * 366  # no plan looks further ahead
MOST_STUDY_WEEKLY = 20 * 60  # minutes; more exam preparation than that in a week is no plan, a choice of ours
STUDY_WEEKS = 26  # study lies in so many weeks before the exam, a choice of ours: what is learned earlier fades


@dataclass(frozen=True, slots=True)
class Wishes:
    """Days are ordinals, both ends included. A wish that is None or empty was not made."""

    start: int
    finish_by: int | None = None
    weekly_minutes: int | None = None
    budget: int | None = None  # whole US dollars
    days_off: tuple[tuple[int, int], ...] = ()
    intakes: tuple[int, ...] = ()  # days on which the school she has in mind starts a class
    studied: int = 0  # minutes of study for the exam that are done before the start

    @property
    def made(self) -> tuple[WishName, ...]:
        """The wishes that could be dropped."""
        named: tuple[tuple[WishName, object], ...] = (
            ("hours-per-week", self.weekly_minutes is not None),
            ("budget", self.budget is not None),
            ("finish-by", self.finish_by is not None),
            ("days-off", self.days_off),
            ("intakes", self.intakes),
        )
        return tuple(name for name, made in named if made)

    def without(self, names: tuple[WishName, ...]) -> Wishes:
        """Return these wishes with some dropped."""
        return replace(
            self,
            weekly_minutes=None if "hours-per-week" in names else self.weekly_minutes,
            budget=None if "budget" in names else self.budget,
            finish_by=None if "finish-by" in names else self.finish_by,
            days_off=() if "days-off" in names else self.days_off,
            intakes=() if "intakes" in names else self.intakes,
        )


@dataclass(frozen=True, slots=True)
class Timing:
    """Calendar days that the body and the papers take; the longest of what is published, so that plans hold."""

    papers_days: int  # from asking for a school's or employer's paper until the body has it
    processing_days: int  # from the application until the exam can be booked
    exam_within_days: int  # the exam is at most so long after the application
    result_days: int  # from the exam to the official result
    study_minutes: int  # preparation for the exam in all
