"""See what comes next. Planning every step takes a moment, so it is done in the background."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certway.actions.desk import Desk
from certway.answers.advance import Advance, advance
from certway.core.person.draft import Draft
from certway.core.person.record import Record
from certway.exchange.advance_rules import load_advance_rules
from certway.exchange.person_file import dump_person
from certway.exchange.wage_pictures import WagePicture, wage_pictures
from certway.exchange.words.telling import Telling


@dataclass(frozen=True, slots=True)
class FoundSteps:
    """The steps, with the pictures of what they pay."""

    answer: Advance
    pictures: Mapping[str, WagePicture]  # by the step's id


DESK: Desk[FoundSteps] = Desk("advance")


def find_steps(draft: Draft, *, owner: str, state: str, as_of: int, patience_seconds: float) -> FoundSteps | None:
    """Return the steps up for a person on a day (an ordinal); None when it takes longer than that: ask again.

    `state` (two letters) is where she wants to work; where she lives when it is empty. `owner` is whose question
    it is, for the day she wants to be forgotten.
    """
    record = draft.record.without_name()
    where = state or _lives_in(record)
    question = f"{as_of}\n{where}\n{dump_person(record)}"
    return DESK.ask(question, lambda: _answer(record, where, as_of), owner=owner, patience_seconds=patience_seconds)


def _answer(record: Record, state: str, as_of: int) -> FoundSteps:
    answer = advance(load_advance_rules(), record, as_of=as_of, state=state)
    return FoundSteps(answer, wage_pictures(answer, Telling(as_of=as_of)))


def _lives_in(record: Record) -> str:
    told = record.single("person").get("lives_in")
    return told if isinstance(told, str) else ""
