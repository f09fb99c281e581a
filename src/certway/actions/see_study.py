"""See what to study today: how long, what and why, and the questions themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from random import Random
from typing import Final

from certway.actions.plan_study import MORE_MINUTES
from certway.actions.study_state import StudyState, study_state
from certway.actions.study_work import (
    OtherWork,
    WorthOfWork,
    agenda_of,
    fitting_worth,
    other_work,
    practised_on,
    scale_of,
    seconds_studied,
    work_of,
)
from certway.answers.practice_form import SEEDS
from certway.core.items.item import Item
from certway.core.items.template import Template
from certway.core.items.template_making import make_question
from certway.core.study.agenda import Pick, PickKind
from certway.exchange.bank.exams import part_names
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.study_text import StudyQuestion, TodayText, WhyNow, study_question, today_text
from certway.exchange.words.catalogue import catalogue
from certway.records.bank import keep_shown
from certway.records.courses import Course

KINDS: Final[tuple[PickKind, ...]] = ("review", "new", "again")
AT_ONCE: Final = 8  # questions that a page begins with; it asks for more as it goes
EXTRA_SECONDS: Final = 600  # for who goes on once the minutes of the day are over


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
    others: tuple[OtherWork, ...]
    scale: tuple[WorthOfWork, ...]  # the best of each kind, most first
    known_now: int  # percent of the exam's points that are known today, as far as the bank asks them
    expected: int | None  # percent on the day of the exam, if all days are kept; None = not reckoned yet
    expected_with_more: int | None  # with MORE_MINUTES a day more
    more_minutes: int


def see_today(user_id: int, *, today: int, offset: int, now: int) -> SeenToday | None:
    """Return what to study today; None where no course is open. The arguments are those of `study_state`."""
    state = study_state(user_id, today=today, offset=offset, now=now)
    if state is None:
        return None
    worth = fitting_worth(state, offset)
    practised = practised_on(user_id, today, offset)
    done = seconds_studied(state.lines, today, offset) + practised.spent / 1000
    left = max(60.0 * state.course.days.minutes_on(today) - done, 0.0)
    work = work_of(state, worth, practised, now)
    found = agenda_of(state, work, left)
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
        others=tuple(other_work(state, one) for one in found.activities),
        scale=scale_of(state, work),
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
    practised = practised_on(user_id, today, offset)
    done = seconds_studied(state.lines, today, offset) + practised.spent / 1000
    left = 60.0 * state.course.days.minutes_on(today) - done
    if left <= 0 and not goes_on:
        return ()
    work = work_of(state, fitting_worth(state, offset), practised, now)
    found = agenda_of(state, work, max(left, EXTRA_SECONDS if goes_on else 0.0), without)
    return _questions(state, found.picks[:AT_ONCE], now, first)


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
