"""Questions of other tools on their way into the bank: their ids, and what a question can't be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from certway.core.items.item import Body, Choice, Item, Matching, NumberEntry, Ordering
from certway.core.units.errors import CertwayError
from certway.exchange.bank.foreign_texts import slug_of
from certway.exchange.bank.transfer import Dropped, Imported

MOST_QUESTIONS = 5_000  # of a file
MOST_PARTS = 40  # options, steps or pairs of a question
MOST_TOLD = 100  # losses of a question; a hundred are told for thousands
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_NUMBER = re.compile(r"[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})([eE][+-]?\d{1,2})?")


class NoQuestionError(CertwayError):
    """Raised for what can't be one of our questions; says why."""


def read_number(text: str) -> Decimal | None:
    """Return a number as files write it, with a point; None for what is none."""
    return Decimal(text.strip()) if _NUMBER.fullmatch(text.strip()) else None


def number_text(number: Decimal) -> str:
    """Return a number with a point and without an exponent."""
    return format(number, "f")


def is_id(text: str) -> bool:
    """Tell whether a text is an id as the bank has them: `topic/name`."""
    topic, slash, name = text.partition("/")
    return bool(slash and len(text) <= 200 and NAME.fullmatch(topic) and NAME.fullmatch(name))


def id_of(told: str, topic: str, *titles: str) -> str:
    """Return the id that a file tells, where it is one of this topic, else one made of the first title that gives one.

    Where none does it has no name yet; `Gathering` gives it one.
    """
    if is_id(told) and told.startswith(f"{topic}/"):
        return told
    return f"{topic}/{next(filter(None, map(slug_of, titles)), '')}"


def too_many(count: int, what: str) -> str:
    """Return why so many parts can't be taken, empty where they can."""
    return f"it has {count} {what}; {MOST_PARTS} are the most" if count > MOST_PARTS else ""


def fault_of(stem: str, body: Body) -> str:
    """Return why this can't be a question of the bank, empty where it can."""
    if not stem:
        return "it has no question"
    match body:
        case Choice():
            return _fault_of_choice(body)
        case Ordering(steps=steps):
            return _fault_of_parts([step.text for step in steps], "steps")
        case Matching(pairs=pairs, others=others):
            sides = [side for pair in pairs for side in (pair.this, pair.that)]
            return _fault_of_parts([*sides, *others], "pairs", least=4)
        case NumberEntry(tolerance=tolerance):
            return "its tolerance is below 0" if tolerance < 0 else ""


def _fault_of_choice(body: Choice) -> str:
    right = sum(option.right for option in body.options)
    fault = _fault_of_parts([option.text for option in body.options], "options")
    if fault:
        return fault
    if not right:
        return "none of its options is right"
    return f"{right} of its options are right, and one may be chosen" if right > 1 and not body.multiple else ""


def _fault_of_parts(texts: Sequence[str], what: str, *, least: int = 2) -> str:
    if len(texts) < least:
        return f"it has fewer than two {what}"
    if least == 2 and len(texts) > MOST_PARTS:
        return too_many(len(texts), what)
    return "" if all(texts) else f"one of its {what} has no text"


class Gathering:
    """Gathers the questions of a file under ids of their own, and what could not be carried."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.dropped: list[Dropped] = []
        self.read = 0
        self._taken: dict[str, int] = {}  # how many questions wanted each id

    def add(self, item: Item, told: Sequence[str] = (), *, named: bool = False) -> None:
        """Take a question in; `told` is what it lost, `named` that its file gave its id.

        An id that is taken is followed by -2, -3 and so on.
        """
        id_ = self._free_id(item.topic, item.id.partition("/")[2])
        if named and item.id != id_:
            told = (*told, f"its id '{item.id}' stood before in the file; it is '{id_}' now")
        self.items.append(replace(item, id=id_))
        self.dropped += [Dropped(id_, why) for why in list(dict.fromkeys(told))[:MOST_TOLD]]

    def drop(self, name: str, why: str) -> None:
        """Leave a question out."""
        self.dropped.append(Dropped(name, why))

    def _free_id(self, topic: str, name: str) -> str:
        """Return an id that no question has yet."""
        wanted = id_ = f"{topic}/{name if NAME.fullmatch(name) else slug_of(name) or 'question'}"
        while id_ in self._taken:
            self._taken[wanted] += 1
            id_ = f"{wanted}-{self._taken[wanted]}"
        self._taken[id_] = 1
        return id_

    def imported(self, media: dict[str, bytes] | None = None) -> Imported:
        """Return all that was gathered."""
        return Imported(self.read, tuple(self.items), tuple(self.dropped), media or {})
