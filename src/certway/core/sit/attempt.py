"""What an attempt tells about the questions it asked, without who sat it: for statistics and calibration."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from certway.core.items.item import Choice, Item, NumberEntry
from certway.core.sit.delivery import Answer
from certway.core.sit.events import Response
from certway.core.sit.form import Form
from certway.core.sit.profile import Profile
from certway.core.sit.scoring import is_right, number_of

Outcome: TypeAlias = Literal["right", "wrong", "omitted", "unreached"]
"""Omitted: a later question of the segment was answered. Unreached: none was, time may have been over."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

LEAST_SHARE = 0.5  # of an attempt's questions that must be new and answered; with less it says little about any of them


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One question of an attempt. Nothing of it tells whose it was, or when."""

    item: str  # id
    version: str
    counts: bool  # a pretest question does not
    is_new: bool  # whether she had not met the question before, in an exam or practice here
    outcome: Outcome
    chosen: tuple[int, ...]  # places among what can be chosen, see `choices_of`; of what is typed never the text
    spent: int | None = None  # milliseconds in sight; None = not known (any more)

    @property
    def tells(self) -> bool:
        """Whether it says something about the question: one that was omitted is wrong, one met before says nothing."""
        return self.is_new and self.outcome != "unreached"


def asked_items(
    profile: Profile, form: Form, items: Sequence[Item], answers: Mapping[int, Answer], met: Collection[str]
) -> tuple[AskedItem, ...]:
    """Return what an attempt asked, by the ids of questions, so that their order tells nothing.

    `items` are the questions of the form as they were shown, in its order; `met` are ids of those that she had met
    before.
    """
    reached = {place for number in range(len(profile.segments)) for place in _reached(profile, number, answers)}
    asked = [
        AskedItem(
            item=frozen.item,
            version=frozen.version,
            counts=frozen.counts,
            is_new=frozen.item not in met,
            outcome=_outcome(item, _response(answers.get(place)), is_reached=place in reached),
            chosen=chosen_of(item, _response(answers.get(place))),
            spent=answers[place].spent if place in answers else None,
        )
        for place, (frozen, item) in enumerate(zip(form.items, items, strict=True))
    ]
    return tuple(sorted(asked, key=lambda one: (one.item, one.version)))


def _response(answer: Answer | None) -> Response:
    return answer.response if answer else ()


def _reached(profile: Profile, segment: int, answers: Mapping[int, Answer]) -> Iterator[int]:
    """Yield the places of a segment up to the last answer that stands."""
    places = profile.places_of(segment)
    last = max((place for place in places if _response(answers.get(place))), default=-1)
    yield from range(places.start, last + 1)


def _outcome(item: Item, response: Response, *, is_reached: bool) -> Outcome:
    if not response:
        return "omitted" if is_reached else "unreached"
    return "right" if is_right(item, response) else "wrong"


def is_told(asked: Sequence[AskedItem]) -> bool:
    """Tell whether an attempt counts: whether enough of it was answered that was met for the first time."""
    answered = sum(one.is_new and one.outcome in ("right", "wrong") for one in asked)
    return bool(asked) and answered >= LEAST_SHARE * len(asked)


def choices_of(item: Item) -> tuple[bool, ...]:
    """Return what can be chosen, and whether it is right; nothing for what is put in order or matched.

    Of a number these are the right one, the known mistakes, and any other.
    """
    match item.body:
        case Choice(options=options):
            return tuple(option.right for option in options)
        case NumberEntry(mistakes=mistakes):
            return (True, *(False for _ in mistakes), False)
        case _:
            return ()


def chosen_of(item: Item, response: Response) -> tuple[int, ...]:
    """Return which of the choices a response is; nothing for none, and for what is put in order or matched."""
    match item.body:
        case Choice():
            return response if isinstance(response, tuple) else ()
        case NumberEntry(mistakes=mistakes):
            if not response:
                return ()
            if is_right(item, response):
                return (0,)
            number = number_of(response) if isinstance(response, str) else None
            known = [place for place, one in enumerate(mistakes, start=1) if one.value == number]
            return (known[0] if known else len(mistakes) + 1,)
        case _:
            return ()
