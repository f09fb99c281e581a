"""Begin to practise what one is weak in: by all of one's sittings of an exam, or by one report."""

from __future__ import annotations

from random import Random
from secrets import randbits
from uuid import UUID

from certway.actions.begin_sitting import MOST_PRACTISED, keep_sitting
from certway.actions.see_report import load_report
from certway.actions.see_weakness import past_answers
from certway.answers.weak_practice import parts_of, weak_form, weakness_of
from certway.core.sit.profile import practice
from certway.core.sit.weakness import PastAnswer
from certway.records.bank import bank_here


def begin_weak_practice(user_id: int, exam: str, *, by: UUID | None, most: int, now: int) -> UUID:
    """Draw questions of what is weak and begin at once, without a clock; return the key of the sitting.

    What is weak is told by the report `by`, or by all of her sittings of the exam. Raises LookupError for an exam that
    the bank does not serve, a report that is not hers, and where there is nothing to practise.
    """
    indexed = bank_here()
    parts = parts_of(indexed.bank, exam, indexed.editions[exam])
    past = past_answers(user_id, exam, now=now)
    told = past if by is None else _of_report(user_id, by, now)
    weakness = weakness_of(parts, told, most=min(most, MOST_PRACTISED), asked_only=by is not None)
    frozen = weak_form(parts, weakness, past, dice=Random(randbits(63)), seeded=Random)
    profile = practice(exam, len(frozen.items), tells=True)
    return keep_sitting(user_id, frozen, profile, is_practice=True, now=now)


def _of_report(user_id: int, key: UUID, now: int) -> tuple[PastAnswer, ...]:
    report = load_report(user_id, key, now=now)
    if report is None:
        raise LookupError(key)
    return report.answers
