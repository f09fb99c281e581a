"""What somebody knows of her course today: cards, lines and memory, each read once by a process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from django.db.models import Count, Max

from certway.actions.note_sittings import note_sittings
from certway.answers.study_cards import ExamCards, cards_of, effort_of, kinds_for, knowledge_from
from certway.answers.weak_practice import parts_of
from certway.core.study.effort import Effort
from certway.core.study.knowledge import Knowledge
from certway.core.study.learners import Kind
from certway.core.study.line import Line
from certway.core.study.memory import Parameters
from certway.exchange.bank.shipped import IndexedBank
from certway.records.bank import bank_here
from certway.records.courses import Course, open_course
from certway.records.memory_fits import parameters_of
from certway.records.remembered import Remembered
from certway.records.study_log import events_of, load_lines

MOST_KEPT = 256  # logs in this process, a MiB each at most
_LINES: Remembered[UUID, tuple[list[int], tuple[Line, ...]]] = Remembered(MOST_KEPT)  # by the person


@dataclass(frozen=True)
class StudyState:
    """A course and what is known of it today."""

    course: Course
    indexed: IndexedBank
    cards: ExamCards
    lines: tuple[Line, ...]
    effort: Effort
    kinds: tuple[Kind, ...]
    knowledge: Knowledge
    today: int  # ordinal where she is

    @property
    def question(self) -> str:
        """What tells the plan of this course from every other one; it says nothing of what was answered."""
        days = self.course.days
        seconds = round(self.effort.new_seconds / 5)  # a pace that changes little makes no new plan
        told = (self.course.exam, days, seconds, self.cards.weights.tobytes(), [one.parameters for one in self.kinds])
        return sha256(repr(told).encode()).hexdigest()


def lines_of(user_id: int) -> tuple[Line, ...]:
    """Return a user's lines by time; they are read again only where something was added, or taken away."""
    of_person = events_of(user_id).values_list("person__public_id").order_by()
    mark = next(iter(of_person.annotate(last=Max("pk"), number=Count("pk"))), None)
    if mark is None:
        return ()
    person, *rest = mark
    known = _LINES.get(person)
    if known is not None and known[0] == rest:
        return known[1]
    lines = load_lines(user_id)
    _LINES.keep(person, (rest, lines))
    return lines


@lru_cache(maxsize=32)
def exam_cards(indexed: IndexedBank, exam: str) -> ExamCards:
    """Return the cards of an exam. Raises LookupError for one that the bank does not serve."""
    return cards_of(exam, parts_of(indexed.bank, exam, indexed.editions[exam]))


def study_state(user_id: int, *, today: int, offset: int, now: int) -> StudyState | None:
    """Return a user's course as it stands today (an ordinal where she is); None where no course is open.

    `offset` is what the clocks where she is are ahead of UTC, `now` an instant in UTC, both in milliseconds.
    """
    course = open_course(user_id)
    indexed = bank_here()
    if course is None or course.exam not in indexed.editions:
        return None
    note_sittings(user_id, now=now)
    return state_from(course, indexed, lines_of(user_id), parameters_of(user_id), today=today, offset=offset)


def state_from(
    course: Course, indexed: IndexedBank, lines: Sequence[Line], own: Parameters, *, today: int, offset: int
) -> StudyState:
    """Return a course as it stands after some lines."""
    cards, kinds = exam_cards(indexed, course.exam), kinds_for(own)
    knowledge = knowledge_from(cards, lines, kinds, today=today, offset=offset)
    return StudyState(course, indexed, cards, tuple(lines), effort_of(lines), kinds, knowledge, today)
