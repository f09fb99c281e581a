"""Which reminders are due on a day: each once, none of what is done, and after a rest the most urgent one alone.

Source: docs/decisions/0025-reminders.md
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from certway.core.renew.deadlines import Deadline
from certway.core.units.days import monday_of

DEFAULT_LEADS = (180, 90, 60, 30, 14, 7, 1)  # days ahead
MOST_LEAD_DAYS = 730
PASSED = -1  # the lead of the one notice that a day is over
PASSED_DAYS = 7  # so long after the day it can still go out
OPENS_DAYS = 30  # so long after something opened it is still worth saying
URGENT = 2  # so many of the smallest leads count also where they had passed when the day was told
WEEK_DAYS = 7
ALWAYS = 0  # since then a day counts that moved: each of its leads


@dataclass(frozen=True, slots=True)
class Wishes:
    """How somebody wants to be reminded."""

    leads: tuple[int, ...] = DEFAULT_LEADS  # days ahead, each at least 1
    retired: frozenset[str] = frozenset()  # what she no longer keeps, as deadlines name it


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier rounds left behind about one person."""

    sent: frozenset[str] = frozenset()  # keys of what went out, or was overtaken
    watched: Mapping[tuple[str, str, int], int] | None = None  # standing days by name → since when leads count
    handled: int = 0  # ordinal of the last day on which a round was made


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to say."""

    deadline: Deadline
    lead: int  # days ahead, 0 for what opens, or PASSED
    key: str


@dataclass(frozen=True, slots=True)
class Round:
    """What one day brings."""

    due: tuple[Reminder, ...]  # the earliest day first
    overtaken: tuple[str, ...]  # keys that will never be sent, because a more urgent one of their day was
    begun: Mapping[tuple[str, str, int], int]  # days that stand for the first time → since when their leads count
    gone: tuple[tuple[str, str, int], ...]  # days that stand no longer


def name_of(deadline: Deadline) -> tuple[str, str, int]:
    """Return what a day is known by: another day of the same thing is another name."""
    return deadline.credential, deadline.what, deadline.on


def key_of(deadline: Deadline, lead: int) -> str:
    """Return the lasting key of a reminder. A date that moves makes new ones, so that all is scheduled anew."""
    return f"{deadline.credential}/{deadline.what}/{deadline.on}/{'passed' if lead == PASSED else lead}"


def plan_round(
    deadlines: Sequence[Deadline], *, wishes: Wishes, known: Known, as_of: int, horizon: int | None = None
) -> Round:
    """Return what is due on a day (an ordinal), the horizon included: what comes due until then is said today.

    The caller makes no round while reminders are paused; the next one catches up.
    """
    watched = known.watched or {}
    standing = _standing(deadlines, wishes)
    gone = tuple(sorted(name for name in watched if name not in standing))
    begun = {name: _since(name, gone, known) for name in standing if name not in watched}
    until = as_of if horizon is None else max(as_of, horizon)
    due, overtaken = [], []
    for name, deadline in standing.items():
        since = begun[name] if name in begun else watched[name]
        says, others = _of_deadline(deadline, wishes, known.sent, since, as_of, until)
        due += says
        overtaken += others
    return Round(tuple(sorted(due, key=lambda one: name_of(one.deadline)[::-1])), tuple(overtaken), begun, gone)


def next_round(
    deadlines: Sequence[Deadline], *, wishes: Wishes, known: Known, from_day: int
) -> tuple[int, Round] | None:
    """Return the first day (an ordinal), `from_day` at the earliest, on which something is due, with what that is.

    None where nothing will be, as long as nothing changes.
    """
    standing = _standing(deadlines, wishes).values()
    days = {max(day, from_day) for deadline in standing for day in _turns(deadline, wishes)}
    for day in sorted(days):
        found = plan_round(deadlines, wishes=wishes, known=known, as_of=day)
        if found.due:
            return day, found
    return None


def horizon_of(as_of: int, *, weekly: bool, handled: int) -> int:
    """Return the last day (an ordinal) whose reminders are said today.

    Those of a week are said on Monday, or on the first day after it that can be. What is told later in the week comes
    by itself in time. `handled` is the day of the last round.
    """
    monday = monday_of(as_of)
    return monday + WEEK_DAYS - 1 if weekly and handled < monday else as_of


def _standing(deadlines: Iterable[Deadline], wishes: Wishes) -> dict[tuple[str, str, int], Deadline]:
    kept = (one for one in deadlines if not one.done and one.credential not in wishes.retired)
    return {name_of(one): one for one in kept}


def _since(name: tuple[str, str, int], gone: Sequence[tuple[str, str, int]], known: Known) -> int:
    """Return since when the leads of a new day count: of one that moved to earlier always, else since it can be known.

    She may have told it on any day after the last round, or later on that round's own day, so nothing since is missed.
    """
    thing, on = name[:2], name[2]
    moved_earlier = any(other[:2] == thing and other[2] > on for other in gone)
    return ALWAYS if moved_earlier else known.handled


def _of_deadline(
    deadline: Deadline, wishes: Wishes, sent: frozenset[str], since: int, as_of: int, until: int
) -> tuple[list[Reminder], list[str]]:
    """Return what is said of a day, one reminder at most, and the keys that it overtakes."""
    leads = [lead for lead in _leads(deadline, wishes, since) if _is_due(deadline, lead, as_of, until)]
    open_leads = [lead for lead in leads if as_of <= _last_day(deadline, lead)]
    if not open_leads:
        return [], []
    nearest, new = open_leads[0], [lead for lead in open_leads if key_of(deadline, lead) not in sent]
    reached = min((lead for lead in _sent_leads(deadline, sent)), default=nearest + 1)
    if nearest not in new or reached <= nearest:
        return [], [key_of(deadline, lead) for lead in new]
    others = [key_of(deadline, lead) for lead in new if lead != nearest]
    return [Reminder(deadline, nearest, key_of(deadline, nearest))], others


def _leads(deadline: Deadline, wishes: Wishes, since: int) -> Iterator[int]:
    """Yield the leads of a day that count, the most urgent first."""
    if deadline.kind == "opens":
        every, urgent = [0], 0
    else:
        every, urgent = [PASSED, *sorted(set(wishes.leads))], URGENT + 1
    for place, lead in enumerate(every):
        if _falls_on(deadline, lead) >= since or 0 < place < urgent:
            yield lead


def _is_due(deadline: Deadline, lead: int, as_of: int, until: int) -> bool:
    """Tell whether a reminder has come due; that a day is over is never said ahead."""
    return _falls_on(deadline, lead) <= (as_of if lead == PASSED else until)


def _falls_on(deadline: Deadline, lead: int) -> int:
    return deadline.on - lead  # for PASSED the day after


def _last_day(deadline: Deadline, lead: int) -> int:
    """Return the last day on which a reminder still says something true."""
    if deadline.kind == "opens":
        return deadline.on + OPENS_DAYS
    return deadline.on + PASSED_DAYS if lead == PASSED else deadline.on


def _sent_leads(deadline: Deadline, sent: frozenset[str]) -> Iterator[int]:
    """Yield the leads of a day that went out or were overtaken, also those that she no longer wants."""
    start = key_of(deadline, 0)[:-1]
    for key in sent:
        if key.startswith(start):
            lead = key.removeprefix(start)
            yield PASSED if lead == "passed" else int(lead)


def _turns(deadline: Deadline, wishes: Wishes) -> Iterator[int]:
    """Yield every day on which something may come due."""
    yield from (_falls_on(deadline, lead) for lead in (PASSED, 0, *wishes.leads))
