"""See sittings: which there are, and the screen of one as it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from certway.core.sit.delivery import State, state_of
from certway.core.sit.events import Event, Response
from certway.core.sit.form import Form
from certway.core.sit.profile import Accommodations, Profile
from certway.core.sit.scoring import is_right
from certway.exchange.bank.asked_text import AskedText, asked_text
from certway.exchange.bank.item_text import ItemText, item_text
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.catalogue import catalogue
from certway.records.bank import bank_here
from certway.records.models import Sitting, SittingEvent
from certway.records.sittings import (
    STEERING,
    accommodations_of_row,
    event_of,
    form_of,
    given_form,
    load_log,
    own_sitting,
    profile_of_row,
    questions_of,
    sittings_of,
)

MOST_LISTED = 100  # sittings of one user, the newest
MOST_OVER = 5  # of them that are over; the results of each exam list the others


@dataclass(frozen=True, slots=True)
class SittingLine:
    """A sitting in a list."""

    key: UUID
    exam: str
    short: str
    is_practice: bool
    questions: int
    made_at: datetime
    is_over: bool


@dataclass(frozen=True, slots=True)
class ExamSat:
    """An exam of which somebody sat something."""

    exam: str
    short: str
    over: int  # sittings of it that are over, of the newest


@dataclass(frozen=True, slots=True)
class SeenSittings:
    """What somebody sat."""

    open: tuple[SittingLine, ...]  # what is not over, the newest first
    over: tuple[SittingLine, ...]  # what is over, the newest first, not all of it
    exams: tuple[ExamSat, ...]  # those with a sitting that is over, the one sat last first


@dataclass(frozen=True, slots=True)
class SeenQuestion:
    """A question on the screen, with what was answered to it."""

    asked: AskedText
    response: Response
    sure: int | None  # in percent, as she said; None = not said
    flagged: bool
    told: ItemText | None  # with its key and reasons, where the practice tells them at once
    right: bool | None  # None = not told


@dataclass(frozen=True, slots=True)
class SeenSitting:
    """The screen of an exam."""

    key: UUID
    exam: str
    short: str
    is_practice: bool
    profile: Profile  # as everybody has it
    accommodations: Accommodations
    state: State
    questions: tuple[SeenQuestion, ...]  # of the segment that runs

    @property
    def is_last(self) -> bool:
        """Whether no segment comes after the one that runs."""
        return self.state.segment == len(self.profile.segments) - 1

    @property
    def step(self) -> str:
        """What the server decides after each answer: what comes `next`, what is `told` of it, or nothing (empty)."""
        if not (self.profile.may_return or self.state.in_review):
            return "next"
        return "told" if self.profile.tells else ""


def see_sittings(user_id: int, *, now: int) -> SeenSittings:
    """Return a user's newest sittings. Whether one is over is told by what steers its clocks."""
    steering = Prefetch("events", SittingEvent.objects.filter(kind__in=STEERING).order_by("pk"))
    rows = (
        sittings_of(user_id)
        .select_related("form")
        .defer("form__items", "form__shapes", "form__values")
        .prefetch_related(steering)
    )
    lines = [_line(row, now) for row in rows.order_by("-made_at", "-pk")[:MOST_LISTED]]
    over = [one for one in lines if one.is_over]
    counts = Counter((one.exam, one.short) for one in over)
    return SeenSittings(
        open=tuple(one for one in lines if not one.is_over),
        over=tuple(over[:MOST_OVER]),
        exams=tuple(ExamSat(exam, short, count) for (exam, short), count in counts.items()),
    )


def _line(row: Sitting, now: int) -> SittingLine:
    log = [event_of(event) for event in row.events.all()]
    profile = profile_of_row(row)
    state = state_of(profile, accommodations_of_row(row), log, now)
    exam = row.form.exam
    short = shipped_rules().sheets[exam].credential.short
    return SittingLine(row.public_id, exam, short, row.is_practice, profile.items, row.made_at, state.phase == "over")


def see_sitting(user_id: int, key: UUID, *, now: int) -> SeenSitting | None:
    """Return the screen of a user's sitting at an instant; None where it is not hers, or there is none."""
    row = own_sitting(user_id, key)
    if row is None:
        return None
    profile, accommodations = profile_of_row(row), accommodations_of_row(row)
    log = load_log(row)
    state = state_of(profile, accommodations, log, now)
    exam = row.form.exam
    short = shipped_rules().sheets[exam].credential.short
    questions = _questions(_asked_form(row, log), profile, state)
    return SeenSitting(key, exam, short, row.is_practice, profile, accommodations, state, questions)


def _asked_form(row: Sitting, log: Sequence[Event]) -> Form:
    """Return the questions that are asked, by their places; of an adaptive exam those given so far."""
    form = form_of(row.form)
    return form if row.seed is None else given_form(form, log)


def _questions(form: Form, profile: Profile, state: State) -> tuple[SeenQuestion, ...]:
    """Return the questions of the segment that runs; where nobody returns, the one in sight."""
    if state.phase != "running":
        return ()
    places = state.places if profile.may_return or state.in_review else range(state.place, state.place + 1)
    items = questions_of(form)
    words, found = catalogue(), []
    for place in places:
        answer = state.answers.get(place)
        tells = profile.tells and answer is not None and bool(answer.response)
        found.append(
            SeenQuestion(
                asked=asked_text(place, items[place], words),
                response=answer.response if answer else (),
                sure=answer.sure if answer else None,
                flagged=place in state.flags,
                told=item_text(items[place], bank_here(), words) if tells else None,
                right=is_right(items[place], answer.response) if tells and answer else None,
            )
        )
    return tuple(found)
