"""See what to study today: how long, what and why, and the questions themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from random import Random
from typing import Final

import numpy as np

from certway.actions.plan_study import MORE_MINUTES, plan_study
from certway.actions.study_state import StudyState, study_state
from certway.answers.practice_form import SEEDS
from certway.answers.study_cards import DAY, EPOCH
from certway.core.items.item import Item
from certway.core.items.template import Template
from certway.core.items.template_making import make_question
from certway.core.study.agenda import Agenda, Gains, Pick, PickKind, agenda, mixed, planned_gains, simple_gains
from certway.core.study.dice import SplitMix
from certway.core.study.line import Line, seconds_of
from certway.exchange.bank.exams import part_names
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.study_text import StudyQuestion, TodayText, WhyNow, study_question, today_text
from certway.exchange.words.catalogue import catalogue
from certway.records.bank import keep_shown
from certway.records.courses import Course, open_row
from certway.records.remembered import Remembered
from certway.records.study_worths import KeptWorth, worth_of

KINDS: Final[tuple[PickKind, ...]] = ("review", "new", "again")
AT_ONCE: Final = 8  # questions that a page begins with; it asks for more as it goes
EXTRA_SECONDS: Final = 600  # for who goes on once the minutes of the day are over
WORTH_DAYS: Final = 2  # for which a plan's view of a day is good enough on those after it
_ASKED: Remembered[tuple[str, int], str] = Remembered(1_000)  # plans that this process has asked for


@dataclass(frozen=True, slots=True)
class SeenToday:
    """What to study today."""

    course: Course
    short: str  # of the credential
    days_left: int | None  # to the exam, today included; None = its day is not known
    minutes: int  # planned today
    minutes_done: int
    seconds_left: float
    questions: int
    text: TodayText
    known_now: int  # percent of the exam's points that are known today, as far as the bank asks them
    expected: int | None  # percent on the day of the exam, if all days are kept; None = not reckoned yet
    expected_with_more: int | None  # with MORE_MINUTES a day more
    more_minutes: int


def see_today(user_id: int, *, today: int, offset: int, now: int) -> SeenToday | None:
    """Return what to study today; None where no course is open. The arguments are those of `study_state`."""
    state = study_state(user_id, today=today, offset=offset, now=now)
    if state is None:
        return None
    worth = _worth(user_id, state, offset)
    done = seconds_studied(state.lines, today, offset)
    left = max(60.0 * state.course.days.minutes_on(today) - done, 0.0)
    found = _agenda(state, worth, left)
    names = part_names(state.indexed.editions[state.course.exam])
    parts = Counter(names[state.cards.nodes[one.card]] for one in found.picks)
    counts: dict[PickKind, int] = {kind: sum(one.kind == kind for one in found.picks) for kind in KINDS}
    days = state.course.days
    return SeenToday(
        course=state.course,
        short=shipped_rules().sheets[state.course.exam].credential.short,
        days_left=None if days.exam_on is None else days.left(today),
        minutes=days.minutes_on(today),
        minutes_done=round(done / 60),
        seconds_left=left,
        questions=len(found.picks),
        text=today_text(counts, round(found.seconds / 60), parts.most_common(), catalogue()),
        known_now=round(100 * float(state.knowledge.recall_in(0) @ state.cards.weights)),
        expected=None if worth is None else round(worth.expected),
        expected_with_more=None if worth is None else round(worth.expected_with_more),
        more_minutes=MORE_MINUTES,
    )


def see_questions(
    user_id: int,
    *,
    today: int,
    offset: int,
    now: int,
    without: Collection[str] = (),
    goes_on: bool = False,
    first: int = 0,
) -> tuple[StudyQuestion, ...] | None:
    """Return the next questions of today; none once its minutes are over, unless somebody goes on. None for no course.

    `without` are ids of questions that a device has already, `first` is the place of the first that is new to it. What
    is shown is kept for ever.
    """
    state = study_state(user_id, today=today, offset=offset, now=now)
    if state is None:
        return None
    left = 60.0 * state.course.days.minutes_on(today) - seconds_studied(state.lines, today, offset)
    if left <= 0 and not goes_on:
        return ()
    found = _agenda(state, _worth(user_id, state, offset), max(left, EXTRA_SECONDS if goes_on else 0.0), without)
    return _questions(state, found.picks[:AT_ONCE], now, first)


def seconds_studied(lines: Sequence[Line], today: int, offset: int) -> float:
    """Return how long questions were studied on a day (an ordinal where she is), in exams and practice as well."""
    start = (today - EPOCH) * DAY - offset
    return sum(seconds_of(line) for line in lines if start <= line.at < start + DAY)


def _worth(user_id: int, state: StudyState, offset: int) -> KeptWorth | None:
    """Return a plan that fits; where there is none of today, one is asked for in the background."""
    row = open_row(user_id)
    worth = None if row is None else worth_of(row)
    fits = worth is not None and worth.question == state.question and 0 <= state.today - worth.on <= WORTH_DAYS
    if worth is None or not fits or worth.on != state.today:
        key = (str(state.course.key), state.today)
        if _ASKED.get(key) != state.question and state.course.days.seconds(state.today).any():
            _ASKED.keep(key, state.question)
            plan_study.enqueue(str(state.course.key), state.today, offset)
    return worth if fits else None


def _agenda(state: StudyState, worth: KeptWorth | None, seconds: float, without: Collection[str] = ()) -> Agenda:
    cards = state.cards
    hidden = np.zeros(len(cards.entries), np.bool_)
    hidden[[cards.place_of[name] for name in without if name in cards.place_of]] = True
    lots = SplitMix(state.course.key.int).random((len(cards.entries),))
    gains = mixed(_gains(state, worth), state.knowledge, cards.parts, cards.shares, lots, seconds=seconds)
    return agenda(gains, state.knowledge, cards.topics, seconds=seconds, without=hidden)


def _gains(state: StudyState, worth: KeptWorth | None) -> Gains:
    if worth is not None and len(worth.worths) == len(state.kinds):
        return planned_gains(worth.worths, state.knowledge, state.cards.weights)
    days = max(state.course.days.left(state.today), 1)
    return simple_gains(state.effort, state.knowledge, state.cards.weights, days)


def _questions(state: StudyState, picks: Sequence[Pick], now: int, first: int) -> tuple[StudyQuestion, ...]:
    answered = Counter(line.item for line in state.lines)
    items: list[Item] = []
    drawings: dict[str, bytes] = {}
    for pick in picks:
        entry = state.cards.entries[pick.card]
        if isinstance(entry, Template):
            made = make_question(entry, Random(_seed(state, entry.id, answered[entry.id])))
            items.append(made.item)
            if made.item.image is not None:
                drawings[made.item.image.file] = made.drawing.encode()
        else:
            items.append(entry)
    keep_shown(items, drawings, datetime.fromtimestamp(now / 1000, UTC))
    names, words = part_names(state.indexed.editions[state.course.exam]), catalogue()
    later = state.knowledge.recall_in(state.course.days.left(state.today))
    return tuple(
        study_question(place, item, pick, _why(state, pick, names, later[pick.card]), state.indexed, words)
        for place, (item, pick) in enumerate(zip(items, picks, strict=True), start=first)
    )


def _why(state: StudyState, pick: Pick, names: dict[str, str], later: float) -> WhyNow:
    node = state.cards.nodes[pick.card]
    return WhyNow(names[node], state.cards.part_weights[node], float(later))


def _seed(state: StudyState, template: str, answered: int) -> int:
    """Return the seed of a template's next question: another one after each answer, the same until then."""
    told = f"{state.course.key}{template}{answered}"
    return int.from_bytes(sha256(told.encode()).digest()[:8], "big") % SEEDS
