"""See what one is weak in, as far as one's sittings of an exam tell."""

from __future__ import annotations

from certway.actions.see_report import USUAL_PRACTICE
from certway.answers.weak_practice import parts_of, weakness_of
from certway.core.sit.weakness import PastAnswer
from certway.exchange.bank.exams import part_names
from certway.exchange.weakness_text import WeaknessText, weakness_text
from certway.exchange.words.catalogue import catalogue
from certway.records.bank import bank_here
from certway.records.outcomes import outcomes_of

MOST_SITTINGS = 100  # the newest, by which it is told


def past_answers(user_id: int, exam: str, *, now: int) -> tuple[PastAnswer, ...]:
    """Return what a user answered in her sittings of an exam that are over, the newest first."""
    outcomes = outcomes_of(user_id, exam, most=MOST_SITTINGS, now=now)
    return tuple(answer for one in outcomes for answer in reversed(one.outcome.answers))


def see_weakness(user_id: int, exam: str, *, now: int) -> WeaknessText | None:
    """Return what a user is weak in; None where the bank does not serve the exam, and where she answered nothing."""
    indexed = bank_here()
    answers = past_answers(user_id, exam, now=now)
    if exam not in indexed.editions or not answers:
        return None
    edition = indexed.editions[exam]
    weakness = weakness_of(parts_of(indexed.bank, exam, edition), answers, most=USUAL_PRACTICE)
    return weakness_text(weakness, part_names(edition), catalogue())
