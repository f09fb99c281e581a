"""What somebody worked on, in words and as places of two pictures: a calendar, and a bar for each week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from certway.answers.study_work import Share, StudyWork, WorkDay
from certway.core.study.diary import WEEK, Streak, Week, weekday
from certway.core.units.days import to_date
from certway.exchange.words.catalogue import Catalogue

Cell: TypeAlias = Literal["work", "off", "missed", "ahead", "free"]
"""A day of the calendar: something was done, a day off, nothing done of what was planned, not yet, nothing planned."""

LEVELS: Final = (10, 20, 40)  # minutes up to which a square is of each size; more is the largest
_SIZES = (6, 10, 13, 17)  # of squares, in units of the picture
_SIDE, _LEFT, _TOP = 22, 34, 20  # of a cell, and where the first one stands
WIDTH: Final = 400
WEEKS_LISTED: Final = 8  # with a bar, the newest


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A day of the calendar, and where it stands."""

    kind: Cell
    x: int  # middle
    y: int
    corner_x: float  # of the square of work
    corner_y: float
    size: int  # 0 where nothing was done
    is_today: bool


@dataclass(frozen=True, slots=True)
class WeekLine:
    """A week."""

    name: str
    done: str
    planned: str  # empty where nothing was planned
    said: str
    days: str  # what was done on each, in words
    done_width: float  # percent of the bar
    planned_at: float | None  # where the mark of what was planned begins, 0.8 percent wide; None = nothing was


@dataclass(frozen=True, slots=True)
class WorkText:
    """What somebody did."""

    title: str  # the finding
    streak: str
    cells: tuple[CellPlace, ...]
    months: tuple[tuple[float, str], ...]  # where their names stand above the calendar
    weekdays: tuple[tuple[float, str], ...]  # where their names stand beside it
    height: int  # of the calendar
    weeks: tuple[WeekLine, ...]  # the newest first, all that the calendar shows
    weeks_title: str
    places: tuple[tuple[str, str], ...]  # where, and how much
    unmeasured: str  # empty where everything was measured

    @property
    def listed(self) -> tuple[WeekLine, ...]:
        """The weeks that are drawn as bars."""
        return self.weeks[:WEEKS_LISTED]


def work_text(work: StudyWork, *, today: int, words: Catalogue) -> WorkText:
    """Return what was done in words; `today` is an ordinal."""
    studied = sum(one.pieces > 0 for one in work.days)
    return WorkText(
        title=words.say_many("work.title", studied, n=studied, weeks=len(work.weeks)),
        streak=_streak(work.streak, words),
        cells=tuple(_cell(number, one, today) for number, one in enumerate(work.days)),
        months=tuple(_months(work.days, words)),
        weekdays=tuple((_TOP + _SIDE * (n + 0.5) + 4, words.say(f"work.weekday.{n}")) for n in range(0, WEEK, 2)),
        height=_TOP + _SIDE * WEEK + 4,
        weeks=tuple(_weeks(work, today, words)),
        weeks_title=_weeks_title(work.weeks, words),
        places=tuple((words.say(f"work.where.{one.where}"), _amount(one, words)) for one in work.shares),
        unmeasured=words.say_many("work.unmeasured", work.unmeasured, n=work.unmeasured) if work.unmeasured else "",
    )


def minutes_said(minutes: float, words: Catalogue) -> str:
    """Return a time: `45 min`, `2 h 5 min`."""
    whole = round(minutes)
    if whole < 60:
        return words.say("work.minutes", n=whole)
    hours, rest = divmod(whole, 60)
    return words.say("work.hours-and-minutes", hours=hours, minutes=rest) if rest else words.say("work.hours", n=hours)


def _streak(streak: Streak, words: Catalogue) -> str:
    now = words.say_many("work.streak", streak.now, n=streak.now) if streak.now else words.say("work.streak.none")
    if streak.longest <= streak.now:
        return now
    return f"{now} {words.say_many('work.streak.longest', streak.longest, n=streak.longest)}"


def _cell(number: int, one: WorkDay, today: int) -> CellPlace:
    column, row = divmod(number, WEEK)
    x, y = _LEFT + _SIDE * column + _SIDE // 2, _TOP + _SIDE * row + _SIDE // 2
    size = _SIZES[sum(one.minutes > level for level in LEVELS)] if one.pieces else 0
    return CellPlace(_kind(one, today), x, y, x - size / 2, y - size / 2, size, one.day == today)


def _kind(one: WorkDay, today: int) -> Cell:
    if one.pieces:
        return "work"
    if one.is_off:
        return "off"
    if one.day >= today:
        return "ahead"
    return "missed" if one.planned else "free"


def _months(days: Sequence[WorkDay], words: Catalogue) -> list[tuple[float, str]]:
    """Return the months above the weeks in which they begin, and above the first week where there is room."""
    found: list[tuple[float, str]] = []
    for column in range(len(days) // WEEK):
        week = days[column * WEEK : (column + 1) * WEEK]
        begins = next((to_date(one.day).month for one in week if to_date(one.day).day == 1), None)
        month = begins or (to_date(week[0].day).month if column == 0 else None)
        if month is not None:
            x = _LEFT + _SIDE * column
            if found and x - found[-1][0] < 2 * _SIDE:
                found.pop()
            found.append((x, words.say(f"work.month.{month}")))
    return found


def _weeks(work: StudyWork, today: int, words: Catalogue) -> list[WeekLine]:
    most = max((max(one.done, one.planned) for one in work.weeks), default=0.0) or 1.0
    by_monday = {work.days[n].day: work.days[n : n + WEEK] for n in range(0, len(work.days), WEEK)}
    return [_week(one, by_monday[one.monday], most, today, words) for one in reversed(work.weeks)]


def _week(one: Week, days: Sequence[WorkDay], most: float, today: int, words: Catalogue) -> WeekLine:
    done = minutes_said(one.done, words)
    planned = minutes_said(one.planned, words) if one.planned else ""
    name = words.say("work.week", first=_short(one.monday, words), last=_short(one.monday + WEEK - 1, words))
    return WeekLine(
        name=name,
        done=done,
        planned=planned,
        said=words.say("work.week.of", done=done, planned=planned) if planned else done,
        days=_days(days, today, words),
        done_width=round(100 * one.done / most, 1),
        planned_at=min(round(100 * one.planned / most, 1), 99.2) if one.planned else None,
    )


def _short(ordinal: int, words: Catalogue) -> str:
    date = to_date(ordinal)
    return words.say("work.day", day=date.day, month=words.say(f"work.month.{date.month}"))


def _days(days: Sequence[WorkDay], today: int, words: Catalogue) -> str:
    told = []
    for one in days:
        if one.day > today and not one.is_off:
            continue
        name = words.say(f"work.weekday.{weekday(one.day)}")
        kind = _kind(one, today)
        minutes = minutes_said(one.minutes, words)
        told.append(
            words.say("work.day.work", day=name, minutes=minutes) if kind == "work" else _idle(name, kind, words)
        )
    return ", ".join(told)


def _idle(name: str, kind: Cell, words: Catalogue) -> str:
    return words.say("work.day.off" if kind == "off" else "work.day.none", day=name)


def _weeks_title(weeks: Sequence[Week], words: Catalogue) -> str:
    """Return how much was done in a week, on average of those that are over, beside what was planned."""
    over = [one for one in weeks[:-1] if one.planned]
    if not over:
        return words.say("work.weeks.first")
    done, planned = sum(one.done for one in over) / len(over), sum(one.planned for one in over) / len(over)
    return words.say("work.weeks.mean", done=minutes_said(done, words), planned=minutes_said(planned, words))


def _amount(one: Share, words: Catalogue) -> str:
    kind = "runs" if one.where in ("skills", "scenarios") else "answers"
    pieces = words.say_many(f"work.{kind}", one.pieces, n=one.pieces)
    return words.say("work.amount", pieces=pieces, time=minutes_said(one.minutes, words)) if one.minutes else pieces
