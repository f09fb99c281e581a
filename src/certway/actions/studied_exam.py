"""The exam that somebody studies for, with what is known here of its questions: kept in the process."""

from __future__ import annotations

from functools import lru_cache

from certway.answers.exam_readiness import AUTHOR_SD, Measured
from certway.answers.study_exam import StudyExam, study_exam
from certway.core.sit.profile import NoProfileError, Profile, profile_of
from certway.exchange.bank.shipped import IndexedBank
from certway.exchange.shipped_rules import shipped_rules
from certway.records.bank import bank_here
from certway.records.parameters import KnownBank, known_here


def studied_exam(exam: str, *, on: int) -> StudyExam | None:
    """Return an exam as it is on a day (an ordinal); None where the bank does not serve it.

    It is the same object as long as the bank, what was measured and the exam's rules are the same.
    """
    indexed = bank_here()
    if exam not in indexed.editions:
        return None
    return _studied(indexed, known_here(indexed), exam, _profile(exam, on))


def short_name(exam: str) -> str:
    """Return the short name of an exam's credential."""
    return shipped_rules().sheets[exam].credential.short


def _profile(exam: str, on: int) -> Profile | None:
    try:
        return profile_of(exam, shipped_rules().sheets[exam].exam, on)
    except NoProfileError:
        return None


@lru_cache(maxsize=16)
def _studied(indexed: IndexedBank, known: KnownBank, exam: str, profile: Profile | None) -> StudyExam:
    measured = {
        name: Measured(one.values.b, AUTHOR_SD if one.error is None else one.error) for name, one in known.by_id.items()
    }
    return study_exam(
        indexed.bank,
        exam,
        indexed.editions[exam],
        profile,
        values=lambda item: known.of(item).values,
        measured=measured,
    )
