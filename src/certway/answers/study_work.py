"""What was worked on which day and where, and how much of a week's goals is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from certway.core.study.diary import WEEK, Rhythm, Streak, Week, monday_of, streak_of, weeks_of
from certway.core.study.line import Line, seconds_of

Where: TypeAlias = Literal["study", "exam", "skills", "scenarios", "elsewhere"]
PLACES: Final[tuple[Where, ...]] = get_args(Where)

Goal: TypeAlias = Literal["questions", "skills", "scenarios", "exams"]
GOALS: Final[tuple[Goal, ...]] = get_args(Goal)

MOST_RUN_MINUTES: Final = 60.0  # that one run of a skill or a scenario counts for: who takes longer was away
WEEKS_SHOWN: Final = 16  # of the calendar, the newest


@dataclass(frozen=True, slots=True)
class Piece:
    """What was done on a day in one place: answers, or runs of skills or scenarios."""

    day: int  # ordinal, where she was
    where: Where
    minutes: float  # that were measured
    count: int = 1  # answers or runs
    unmeasured: int = 0  # of them, those whose time was not measured


@dataclass(frozen=True, slots=True)
class WorkDay:
    """A day of the calendar."""

    day: int  # ordinal
    minutes: float  # that were measured
    pieces: int
    planned: int  # minutes
    is_off: bool  # a day off, as she said


@dataclass(frozen=True, slots=True)
class Share:
    """What was done in one place."""

    where: Where
    pieces: int
    minutes: float


@dataclass(frozen=True, slots=True)
class StudyWork:
    """What somebody did."""

    days: tuple[WorkDay, ...]  # whole weeks up to the one of today, the oldest first
    weeks: tuple[Week, ...]  # the same
    streak: Streak
    shares: tuple[Share, ...]  # of the places where she did something, over all time
    unmeasured: int  # pieces of which the time was not measured


@dataclass(frozen=True, slots=True)
class Done:
    """How much of one goal of a week is done."""

    goal: str  # of GOALS, or `minutes`
    done: int
    wanted: int  # above 0


def answer_piece(line: Line, day: int) -> Piece:
    """Return what an answer, given on a day (an ordinal), counts for."""
    away = line.source == "elsewhere"  # its hours were spent on another tool
    return Piece(day, line.source, seconds_of(line) / 60, unmeasured=not (line.spent or line.reading or away))


def run_piece(where: Where, day: int, spent: int | None) -> Piece:
    """Return what a run, that ended on a day (an ordinal), counts for; `spent` in milliseconds."""
    return Piece(day, where, min((spent or 0) / 60_000, MOST_RUN_MINUTES), unmeasured=not spent)


def gathered(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return what was done with one piece for each day and place."""
    found: dict[tuple[int, Where], Piece] = {}
    for one in pieces:
        own = found.get((one.day, one.where), Piece(one.day, one.where, 0.0, 0))
        minutes, unmeasured = own.minutes + one.minutes, own.unmeasured + one.unmeasured
        found[one.day, one.where] = Piece(one.day, one.where, minutes, own.count + one.count, unmeasured)
    return tuple(found.values())


def study_work(pieces: Iterable[Piece], rhythm: Rhythm, *, today: int) -> StudyWork:
    """Return what was done up to today (an ordinal), beside what was planned."""
    told = [one for one in gathered(pieces) if one.day <= today]
    minutes: dict[int, float] = {}
    counts: dict[int, int] = {}
    for one in told:
        minutes[one.day] = minutes.get(one.day, 0.0) + one.minutes
        counts[one.day] = counts.get(one.day, 0) + one.count
    begun = min((*counts, rhythm.began, today))
    first = max(monday_of(begun), monday_of(today) - (WEEKS_SHOWN - 1) * WEEK)
    return StudyWork(
        days=tuple(
            WorkDay(day, minutes.get(day, 0.0), counts.get(day, 0), rhythm.planned(day), rhythm.is_off(day))
            for day in range(first, monday_of(today) + WEEK)
        ),
        weeks=weeks_of(minutes, rhythm, first=first, last=today),
        streak=streak_of(counts, rhythm, today=today),
        shares=_shares(told),
        unmeasured=sum(one.unmeasured for one in told),
    )


def _shares(pieces: Iterable[Piece]) -> tuple[Share, ...]:
    found: dict[Where, tuple[int, float]] = {}
    for one in pieces:
        count, minutes = found.get(one.where, (0, 0.0))
        found[one.where] = count + one.count, minutes + one.minutes
    return tuple(Share(where, *found[where]) for where in PLACES if where in found)


def week_done(
    pieces: Iterable[Piece], exams: int, goals: Mapping[str, int], rhythm: Rhythm, *, today: int
) -> tuple[Done, ...]:
    """Return how much of the goals of this week is done; the minutes come first, by what is planned.

    `exams` is how many whole exams were sat this week. What was done elsewhere counts for minutes, not for questions.
    """
    monday = monday_of(today)
    own = [one for one in pieces if monday <= one.day < monday + WEEK]
    done: Mapping[str, int] = {
        "questions": sum(one.count for one in own if one.where in ("study", "exam")),
        "skills": sum(one.count for one in own if one.where == "skills"),
        "scenarios": sum(one.count for one in own if one.where == "scenarios"),
        "exams": exams,
    }
    planned = sum(rhythm.planned(day) for day in range(monday, monday + WEEK))
    minutes = [Done("minutes", round(sum(one.minutes for one in own)), planned)] if planned else []
    return (*minutes, *(Done(goal, done[goal], goals[goal]) for goal in GOALS if goals.get(goal)))
