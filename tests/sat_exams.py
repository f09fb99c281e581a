"""Sittings with their logs, as tests make them: so many questions, these right, at a moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from random import Random
from uuid import UUID

from certway.actions.begin_sitting import keep_sitting
from certway.answers.practice_form import FrozenForm, practice_form
from certway.core.items.identity import version_of
from certway.core.items.item import Choice, Item
from certway.core.sit.events import Answered, Began, Event, Response, Submitted
from certway.core.sit.form import Form, FormItem
from certway.core.sit.profile import Profile, practice
from certway.core.sit.scoring import key_of
from certway.exchange.bank.shipped import shipped_bank
from certway.records.models import Sitting, SittingEvent, User
from certway.records.sittings import form_of, questions_of, row_of

DAY = 24 * 3600 * 1000  # milliseconds
MARCH = 1_772_366_400_000  # 1 March 2026, noon in UTC


def single_form(exam: str, size: int, *, seed: int = 1, nodes: Sequence[str] = ()) -> FrozenForm:
    """Return a form of questions with one best answer."""
    bank = shipped_bank().bank
    items = tuple(one for one in bank.items if one.kind == "single")
    singles = type(bank)(bank.tree, bank.works, bank.outlines, items)
    return practice_form(singles, bank.outlines[exam], nodes=nodes, most=size, dice=Random(seed), seeded=Random)


def form_with(items: Sequence[Item], exam: str = "cma-aama") -> FrozenForm:
    """Return a form of some questions, all of one part."""
    node = next(iter(shipped_bank().bank.outlines[exam].nodes))
    places = tuple(FormItem(one.id, version_of(one), None, node) for one in items)
    return FrozenForm(Form(exam, "e", places), tuple(items), {})


def sat(
    user: User,
    frozen: FrozenForm,
    *,
    right: Callable[[int], bool | None],
    at: int = MARCH,
    profile: Profile | None = None,
    over: bool = True,
) -> UUID:
    """Return the key of a sitting that began at a moment; `right` tells of each place right, wrong or no answer (None).

    With a profile it is a whole exam, else practice. Each answer takes ten seconds.
    """
    size, exam = len(frozen.items), frozen.form.exam
    key = keep_sitting(user.pk, frozen, profile or practice(exam, size), is_practice=profile is None, now=at)
    row = Sitting.objects.select_related("form").get(public_id=key)
    log: list[Event] = [] if profile is None else [Began(at)]
    moment = at
    for place, item in enumerate(questions_of(form_of(row.form))):
        told = right(place)
        moment += 10_000
        if told is not None:
            response = key_of(item.body) if told else wrong_answer(item)
            log.append(Answered(moment, place, response, moment, "tab", 9_000, 75))
    if over:
        log.append(Submitted(moment + 1_000))
    SittingEvent.objects.bulk_create(
        row_of(row, event, received=event.at, device="tab", number=number) for number, event in enumerate(log, start=1)
    )
    Sitting.objects.filter(pk=row.pk).update(made_at=datetime.fromtimestamp(at / 1000, UTC))
    return key


def wrong_answer(item: Item) -> Response:
    """Return an answer that is not right."""
    assert isinstance(item.body, Choice)
    return (next(place for place, option in enumerate(item.body.options) if not option.right),)
