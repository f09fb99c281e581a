"""What a person answered in exams and practice, for the log of her study."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, Q

from certway.core.items.item import Item
from certway.core.sit.delivery import Answer, State, state_of
from certway.core.sit.form import Form
from certway.records.models import Sitting
from certway.records.models.sittings import SittingEventKind as Kind
from certway.records.outcomes import forms_of, logs_of
from certway.records.remembered import Remembered
from certway.records.sittings import accommodations_of_row, given_form, profile_of_row, read_versions, sittings_of

MOST_NEW = 100  # sittings that are read at once, the newest
_NOTED: Remembered[UUID, int] = Remembered(20_000)  # sittings that are over, with the last answer that was noted


@dataclass(frozen=True, slots=True)
class SatAnswer:
    """What stands as the answer to a question of a sitting."""

    sitting: UUID
    place: int
    item: Item  # as it was shown
    version: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class NewAnswers:
    """What this process did not note yet: some of it may have been by another one."""

    answers: tuple[SatAnswer, ...]
    over: Mapping[UUID, int]  # sittings that are over, with the last line of each that answers

    def note(self) -> None:
        """Note that all of it is kept."""
        for key, last in self.over.items():
            _NOTED.keep(key, last)


def new_answers(user_id: int, *, now: int) -> NewAnswers:
    """Return what a user answered in sittings that are over, or that tell at once; `now` in UTC milliseconds.

    A sitting that is over and was noted is looked at again only where an answer came late.
    """
    last = Max("events__pk", filter=Q(events__kind=Kind.ANSWERED))
    begun = sittings_of(user_id).annotate(last=last).exclude(last=None).order_by("-made_at", "-pk")
    waiting = {pk: end for pk, key, end in begun.values_list("pk", "public_id", "last") if _NOTED.get(key) != end}
    if not waiting:
        return NewAnswers((), {})
    rows = list(Sitting.objects.filter(pk__in=list(waiting)[:MOST_NEW]))
    logs, forms = logs_of(rows), forms_of(rows)
    states: dict[int, tuple[Form, State]] = {}
    for row in rows:
        profile = profile_of_row(row)
        state = state_of(profile, accommodations_of_row(row), logs[row.pk], now)
        if state.phase == "over" or profile.tells:
            form, _ = forms[row.form_id]
            states[row.pk] = (form if row.seed is None else given_form(form, logs[row.pk]), state)
    read = read_versions(one for form, _ in states.values() for one in form.items)
    answers = tuple(one for row in rows if row.pk in states for one in _answers(row, *states[row.pk], read))
    over = {row.public_id: waiting[row.pk] for row in rows if row.pk in states and states[row.pk][1].phase == "over"}
    return NewAnswers(answers, over)


def _answers(row: Sitting, form: Form, state: State, read: Mapping[tuple[str, str], Item]) -> Iterator[SatAnswer]:
    for place, answer in sorted(state.answers.items()):
        if answer.response:
            one = form.items[place]
            yield SatAnswer(row.public_id, place, read[one.item, one.version], one.version, answer)
