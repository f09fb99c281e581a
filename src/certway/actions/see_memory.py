"""See what one's own history and memory come to: what was brought along, what is known now, how one remembers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from uuid import UUID

from certway.actions.fit_memory import can_fit_here, columns_of
from certway.answers.known_questions import known_questions
from certway.core.study.fitting import telling_reviews
from certway.core.study.lasting import compared
from certway.core.study.refitting import wanted_reviews
from certway.exchange.memory_text import MemoryText, OwnMemory, memory_text
from certway.exchange.reviews.brought import BroughtFigures
from certway.exchange.reviews_text import BroughtText, KnownIn, brought_text, known_text
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.catalogue import catalogue
from certway.records.bank import bank_here
from certway.records.brought_reviews import brought_by
from certway.records.memory_fits import fit_of, parameters_in, parameters_of
from certway.records.models import BroughtReviews, Person, StudyCourse
from certway.records.reviews import Row, reviews_in
from certway.records.study_log import events_of


@dataclass(frozen=True, slots=True)
class BroughtLine:
    """A history that was taken."""

    key: UUID
    at: datetime  # when, an instant in UTC
    text: BroughtText


@dataclass(frozen=True, slots=True)
class SeenMemory:
    """What one's history and memory come to."""

    known: str  # how many of the exam's questions are known now
    reviews: int  # in the log, of all kinds
    lines: tuple[BroughtLine, ...]  # the newest first
    waiting: UUID | None  # the history that waits to be taken
    memory: MemoryText


def see_memory(user_id: int, *, now: int, zone: tzinfo | None) -> SeenMemory:
    """Return what a user's history and memory come to; `now` in UTC milliseconds, `zone` is where she is."""
    rows = list(reviews_in(events_of(user_id)))
    brought = list(brought_by(user_id).defer("content").order_by("-made_at", "-pk"))
    return SeenMemory(
        known=known_text(known_by(user_id, rows, now=now), catalogue()),
        reviews=len(rows),
        lines=tuple(
            BroughtLine(one.public_id, one.made_at, told_by(one, zone)) for one in brought if one.received is not None
        ),
        waiting=next((one.public_id for one in brought if one.received is None), None),
        memory=memory_text(_own_memory(user_id, rows), catalogue()),
    )


def told_by(row: BroughtReviews, zone: tzinfo | None) -> BroughtText:
    """Return in words what is in a history that was brought along; `zone` is where she is."""
    told = dict(row.told)
    known = told.pop("known")
    return brought_text(BroughtFigures(**told), KnownIn(**known), catalogue(), zone=zone)


def known_by(user_id: int, rows: Iterable[Row], *, now: int) -> KnownIn:
    """Return how many questions of the exam that a user studies for she knows by some reviews; now in milliseconds.

    Where she studies for none yet it is the exam of her goal, and without one the whole bank.
    """
    exam, bank = _exam_of(user_id), bank_here().bank
    if exam in bank.outlines:
        topics = {topic for topics in bank.outlines[exam].nodes.values() for topic in topics}
        items = [item.id for topic in topics for item in bank.by_topic.get(topic, ())]
        short = shipped_rules().sheets[exam].credential.short
    else:
        items, short = list(bank.by_id), ""
    reviews = ((item, at, grade) for item, at, grade, _ in rows)
    known = known_questions(items, reviews, parameters_of(user_id), now=now)
    return KnownIn(short, known.questions, known.reviewed, known.expected)


def _exam_of(user_id: int) -> str:
    """Return the id of the exam that a user studies for, or of the credential that is her goal; empty without one."""
    course = StudyCourse.objects.filter(person__owner_id=user_id, ended_at=None).values_list("exam", flat=True)
    goal = Person.objects.filter(owner_id=user_id).order_by("pk").values_list("goal", flat=True)
    return course.first() or goal.first() or ""


def _own_memory(user_id: int, rows: Iterable[Row]) -> OwnMemory:
    cards, days, _ = columns_of(rows)
    row = fit_of(user_id)
    return OwnMemory(
        telling=len(telling_reviews(cards, days)),
        wanted=wanted_reviews(None if row is None else row.reviews),
        told=None if row is None else row.told,
        compared=compared(parameters_in(row)) if row is not None and row.weights else None,
        can_fit=can_fit_here(),
    )
