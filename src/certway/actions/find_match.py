"""See which credential suits. Finding the ways to all of them takes a moment, so it is done in the background."""

from __future__ import annotations

from dataclasses import dataclass

from certway.actions.desk import Desk
from certway.answers.match import Match, match
from certway.core.person.draft import Draft
from certway.core.person.record import Record
from certway.exchange.first_questions import QuestionText, first_questions
from certway.exchange.match_rules import load_match_rules
from certway.exchange.match_text import MatchText, match_text
from certway.exchange.person_file import dump_person
from certway.exchange.words.telling import Telling


@dataclass(frozen=True, slots=True)
class FoundMatch:
    """The ranking in words, with what newcomers ask first."""

    answer: Match
    text: MatchText
    questions: tuple[QuestionText, ...]


DESK: Desk[FoundMatch] = Desk("match")


def find_match(draft: Draft, *, owner: str, as_of: int, patience_seconds: float) -> FoundMatch | None:
    """Return the ranking for a person on a day (an ordinal); None when it takes longer than that: ask again.

    `owner` is whose question it is, for the day she wants to be forgotten.
    """
    record = draft.record.without_name()
    question = f"{as_of}\n{dump_person(record)}"
    return DESK.ask(
        question,
        lambda: _answer(record, as_of),
        owner=owner,
        patience_seconds=patience_seconds,
    )


def _answer(record: Record, as_of: int) -> FoundMatch:
    answer, telling = match(load_match_rules(), record, as_of=as_of), Telling(as_of=as_of)
    return FoundMatch(answer, match_text(answer, telling), first_questions(answer, telling))
