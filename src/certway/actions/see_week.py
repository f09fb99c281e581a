"""See how much of one's goals of this week is done, and set them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from django.db.models import Prefetch

from certway.actions.note_sittings import note_sittings
from certway.answers.study_work import GOALS, week_done
from certway.core.sit.delivery import state_of
from certway.core.study.diary import monday_of
from certway.exchange.week_text import WeekText, week_text
from certway.exchange.words.catalogue import catalogue
from certway.records.courses import Course, keep_weekly, open_course
from certway.records.models import SittingEvent
from certway.records.sittings import STEERING, accommodations_of_row, event_of, profile_of_row, sittings_of
from certway.records.study_log import load_lines
from certway.records.study_pieces import answers_by_day, runs_by_day

MOST_WANTED = 2_000  # of each kind, in a week


@dataclass(frozen=True, slots=True)
class Week:
    """The goals of this week of somebody whose course is open."""

    text: WeekText
    goals: Mapping[str, int]  # beside the minutes, by kind; those that she has


def see_week(user_id: int, *, today: int, now: int, zone: tzinfo | None, known: Course | None = None) -> Week | None:
    """Return how much of a user's goals of this week is done; None where no course is open.

    `today` is an ordinal where she is, `now` an instant in UTC milliseconds, `zone` where she is (None = where the
    machine is). `known` is the open course, for who noted her sittings already.
    """
    course = known or open_course(user_id)
    if course is None:
        return None
    if known is None:
        note_sittings(user_id, now=now)
    since = _began(monday_of(today), zone)
    answers = answers_by_day(load_lines(user_id, since=since), zone)
    exams = _exams_sat(user_id, course.exam, since, now) if course.weekly.get("exams") else 0
    done = week_done(
        (*answers, *runs_by_day(user_id, zone, since=since)), exams, course.weekly, course.rhythm, today=today
    )
    return Week(week_text(done, monday_of(today), catalogue()), course.weekly)


def set_week(user_id: int, goals: Mapping[str, int]) -> bool:
    """Keep the goals of a week in a user's open course; return whether there is one. Those of nothing are left out."""
    return keep_weekly(user_id, {name: min(goals[name], MOST_WANTED) for name in GOALS if goals.get(name, 0) > 0})


def _began(day: int, zone: tzinfo | None) -> int:
    """Return when a day (an ordinal) began where somebody is, in UTC milliseconds."""
    midnight = datetime.combine(date.fromordinal(day), time.min, tzinfo=zone)
    return int(midnight.astimezone(UTC).timestamp() * 1000)


def _exams_sat(user_id: int, exam: str, since: int, now: int) -> int:
    """Return how many whole exams that a user began since an instant are over; both in UTC milliseconds."""
    steering = Prefetch("events", SittingEvent.objects.filter(kind__in=STEERING).order_by("pk"))
    begun = sittings_of(user_id).filter(
        form__exam=exam, is_practice=False, made_at__gte=datetime.fromtimestamp(since / 1000, UTC)
    )
    states = (
        state_of(profile_of_row(row), accommodations_of_row(row), [event_of(one) for one in row.events.all()], now)
        for row in begun.prefetch_related(steering)
    )
    return sum(state.phase == "over" for state in states)
