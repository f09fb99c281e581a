"""See which credential suits. Finding the ways to all of them takes a moment, so it is done in the background."""

from __future__ import annotations

from certway.actions.desk import Desk
from certway.answers.match import Match, match
from certway.core.person.draft import Draft
from certway.exchange.match_rules import load_match_rules
from certway.exchange.person_file import dump_person

DESK: Desk[Match] = Desk("match")


def find_match(draft: Draft, *, owner: str, as_of: int, patience_seconds: float) -> Match | None:
    """Return the ranking for a person on a day (an ordinal); None when it takes longer than that: ask again.

    `owner` is whose question it is, for the day she wants to be forgotten.
    """
    record = draft.record.without_name()
    question = f"{as_of}\n{dump_person(record)}"
    return DESK.ask(
        question,
        lambda: match(load_match_rules(), record, as_of=as_of),
        owner=owner,
        patience_seconds=patience_seconds,
    )
