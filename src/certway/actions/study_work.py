"""What there is to do today on a course, what each of it gains, and what of it fits into the minutes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from certway.actions.plan_study import plan_study
from certway.actions.study_state import StudyState
from certway.answers.study_activities import SCENARIO, SKILL, activities
from certway.answers.study_cards import DAY, EPOCH
from certway.core.study.agenda import (
    Activity,
    Agenda,
    Gains,
    agenda,
    mixed,
    planned_gains,
    simple_gains,
    unevenness_for,
)
from certway.core.study.dice import SplitMix
from certway.core.study.line import Line, seconds_of
from certway.core.study.worth import varied
from certway.records.practice_runs import Practised, practised
from certway.records.remembered import Remembered
from certway.records.study_worths import KeptWorth, worth_of

WORTH_DAYS: Final = 2  # for which a plan's view of a day is good enough on those after it
_ASKED: Remembered[tuple[str, int], str] = Remembered(1_000)  # plans that this process has asked for


@dataclass(frozen=True, slots=True)
class OtherWork:
    """A skill, a scenario or a section of a mock exam that gains more today than the questions in whose place it is."""

    kind: str  # skill, scenario or mock
    id: str  # of the skill or scenario; empty for a section
    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class WorthOfWork:
    """What a kind of work gains today at its best, on the one scale."""

    kind: str  # review, new, skill, scenario or mock
    title: str  # of the best skill or scenario; empty for others
    points: float  # of 100, for an hour


@dataclass(frozen=True, slots=True)
class Work:
    """What there is to do today, and what each gains."""

    gains: Gains
    activities: tuple[Activity, ...]
    unevenness: float  # by which reviews are chosen by lot


def seconds_studied(lines: Sequence[Line], today: int, offset: int) -> float:
    """Return how long questions were studied on a day (an ordinal where she is), in exams and practice as well."""
    start = (today - EPOCH) * DAY - offset
    return sum(seconds_of(line) for line in lines if start <= line.at < start + DAY)


def practised_on(user_id: int, today: int, offset: int) -> Practised:
    """Return what was practised last, and for how long on a day (an ordinal where she is), as far as measured."""
    return practised(user_id, since=(today - EPOCH) * DAY - offset)


def fitting_worth(state: StudyState, offset: int) -> KeptWorth | None:
    """Return a plan that fits; where there is none of today, one is asked for in the background."""
    worth = worth_of(state.course.key)
    fits = worth is not None and worth.question == state.question and 0 <= state.today - worth.on <= WORTH_DAYS
    if worth is None or not fits or worth.on != state.today:
        key = (str(state.course.key), state.today)
        if _ASKED.get(key) != state.question and state.course.days.seconds(state.today).any():
            _ASKED.keep(key, state.question)
            plan_study.enqueue(str(state.course.key), state.today, offset)
    return worth if fits else None


def work_of(state: StudyState, worth: KeptWorth | None, done: Practised, now: int) -> Work:
    """Return what there is to do, and what each gains; `done` is what was practised, `now` in UTC milliseconds."""
    (gains, unevenness), bank = _gains(state, worth), state.indexed.bank
    last = {f"{SKILL}/{name}": at for name, at in done.last_skills.items()}
    last |= {f"{SCENARIO}/{name}": at for name, at in done.last_scenarios.items()}
    since = {name: (now - at) / DAY for name, at in last.items()}
    return Work(gains, activities(state.cards, gains, bank.skills, bank.scenarios, since), unevenness)


def agenda_of(state: StudyState, work: Work, seconds: float, without: Collection[str] = ()) -> Agenda:
    cards = state.cards
    hidden = np.zeros(len(cards.entries), np.bool_)
    hidden[[cards.place_of[name] for name in without if name in cards.place_of]] = True
    shape, course = (len(cards.entries),), state.course.key.int
    lots, of_today = (SplitMix(seed).random(shape) for seed in (course, course + state.today))
    gains = mixed(work.gains, state.knowledge, cards.parts, cards.shares, lots, seconds=seconds)
    reviews = state.knowledge.seen & ~state.knowledge.is_fresh & (gains.gain > 0)
    rates = varied(gains.gain / gains.seconds, reviews, work.unevenness, of_today)  # as the plan was tried
    gains = replace(gains, gain=rates * gains.seconds)
    return agenda(gains, state.knowledge, cards.topics, seconds=seconds, activities=work.activities, without=hidden)


def scale_of(state: StudyState, work: Work) -> tuple[WorthOfWork, ...]:
    """Return the best of each kind of work. Cards that were looked at today are left out."""
    seen, open_, rate = state.knowledge.seen, ~state.knowledge.is_fresh, work.gains.gain / work.gains.seconds
    found = [
        WorthOfWork(kind, "", _an_hour(float(rate[those].max())))
        for kind, those in (("review", open_ & seen), ("new", open_ & ~seen))
        if those.any()
    ]
    best: dict[str, Activity] = {}
    for one in work.activities:
        kind = one.name.partition("/")[0]
        if kind not in best or one.gain / one.seconds > best[kind].gain / best[kind].seconds:
            best[kind] = one
    found += [
        WorthOfWork(kind, _title(state, one.name), _an_hour(one.gain / one.seconds)) for kind, one in best.items()
    ]
    return tuple(sorted(found, key=lambda one: -one.points))


def _an_hour(rate: float) -> float:
    return round(100 * 3600 * rate, 1)


def other_work(state: StudyState, one: Activity) -> OtherWork:
    kind, _, name = one.name.partition("/")
    return OtherWork(kind, name, _title(state, one.name), max(round(one.seconds / 60), 1))


def _title(state: StudyState, named: str) -> str:
    kind, _, name = named.partition("/")
    bank = state.indexed.bank
    if kind == SKILL:
        return next((one.title for one in bank.skills if one.id == name), "")
    return next((one.title for one in bank.scenarios if one.id == name), "")


def _gains(state: StudyState, worth: KeptWorth | None) -> tuple[Gains, float]:
    """Return what cards gain, and by how much reviews are varied by lot."""
    known, weights = state.knowledge, state.cards.weights
    if worth is not None and len(worth.worths) == len(state.kinds):
        return planned_gains(worth.worths, known, weights), unevenness_for(worth.worths, known)
    days = max(state.course.days.left(state.today), 1)
    return simple_gains(state.effort, known, weights, days), 0.0
