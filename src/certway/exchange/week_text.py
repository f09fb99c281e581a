"""The goals of a week and how much of them is done, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from certway.answers.study_work import Done
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import day


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal."""

    name: str
    said: str  # `40 of 100`
    width: float  # percent of the bar, at most 100
    is_done: bool


@dataclass(frozen=True, slots=True)
class WeekText:
    """A week."""

    heading: str  # the finding
    began: str  # its Monday
    lines: tuple[GoalLine, ...]


def week_text(done: Sequence[Done], monday: int, words: Catalogue) -> WeekText:
    """Return the goals of the week that began on a Monday (an ordinal), in words."""
    lines = tuple(_line(one, words) for one in done)
    reached = sum(one.is_done for one in lines)
    if not lines:
        heading = words.say("week.heading.none")
    elif reached == len(lines):
        heading = words.say("week.heading.all")
    else:
        heading = words.say_many("week.heading", len(lines), n=len(lines), reached=reached)
    return WeekText(heading, day(monday, words), lines)


def _line(one: Done, words: Catalogue) -> GoalLine:
    return GoalLine(
        name=words.say(f"week.goal.{one.goal}"),
        said=words.say("week.of", done=one.done, wanted=one.wanted),
        width=round(min(100 * one.done / one.wanted, 100), 1),
        is_done=one.done >= one.wanted,
    )
