"""Begin to practise or to sit an exam: the form is drawn, frozen and kept with every version that it shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from random import Random
from secrets import randbits
from uuid import UUID

from django.db import transaction

from certway.answers.exam_form import Assembled, adaptive_pool, assemble_exam, exam_form
from certway.answers.practice_form import FrozenForm, practice_form
from certway.core.sit.events import Began
from certway.core.sit.profile import Profile, calculator_of, practice, profile_of
from certway.exchange.bank.shipped import IndexedBank
from certway.exchange.shipped_rules import shipped_rules
from certway.records.accommodations import granted_to
from certway.records.bank import bank_here, keep_pictures, keep_versions
from certway.records.models import ExamForm, Sitting
from certway.records.parameters import KnownBank, known_here
from certway.records.people import person_of
from certway.records.sitting_log import add_steering
from certway.records.sittings import new_form, plain, pool_form

MOST_PRACTISED = 100  # questions at once


def begin_practice(
    user_id: int,
    exam: str,
    *,
    nodes: Sequence[str],
    most: int,
    minutes: int | None,
    tells: bool,
    asks_sure: bool,
    on: int,
    now: int,
    topics: Sequence[str] = (),
) -> UUID:
    """Draw questions for practice and begin at once, by the rules of a day (an ordinal); return the key of the sitting.

    With `topics` only these are asked of the parts. Raises LookupError for an exam that the bank does not serve, or
    parts without a question.
    """
    indexed = bank_here()
    outline, edition = indexed.bank.outlines[exam], indexed.editions[exam]
    known = [node for node in nodes if node in outline.nodes]
    asked, dice = min(most, MOST_PRACTISED), Random(randbits(63))
    frozen = practice_form(
        indexed.bank, outline, nodes=known, most=asked, dice=dice, seeded=Random, edition=edition, topics=topics
    )
    sheet = shipped_rules().sheets.get(exam)
    calculator = calculator_of(sheet.exam, on) if sheet else "unknown"
    profile = practice(
        exam, len(frozen.items), minutes=minutes, tells=tells, asks_sure=asks_sure, calculator=calculator
    )
    return keep_sitting(user_id, frozen, profile, is_practice=True, now=now)


def begin_exam(user_id: int, exam: str, *, on: int, now: int) -> UUID:
    """Make a whole exam as its body gives it on a day (an ordinal); the clock waits for who sits it.

    Raises LookupError for an exam that the bank does not serve or of which too little is known (NoProfileError), and
    LacksQuestionsError.
    """
    indexed = bank_here()
    profile = profile_of(exam, shipped_rules().sheets[exam].exam, on)
    if profile.adaptive:
        return _begin_adaptive(user_id, indexed, profile, now=now)
    assembled = _assembled(indexed, known_here(indexed), profile)
    frozen = exam_form(assembled, indexed.bank, profile, Random(randbits(63)))
    return keep_sitting(user_id, frozen, profile, is_practice=False, now=now)


def _begin_adaptive(user_id: int, indexed: IndexedBank, profile: Profile, *, now: int) -> UUID:
    """Keep a sitting of which each question will be chosen by the answers before, of a form that many people share."""
    pool = adaptive_pool(indexed.bank, indexed.editions[profile.exam], profile, known_here(indexed).values)
    at, edition = datetime.fromtimestamp(now / 1000, UTC), shipped_rules().edition
    with transaction.atomic():
        form = pool_form(pool.form, pool.counts, edition, pool.values)
        if form is None:
            keep_versions(pool.items, at)
            form = new_form(pool.form, pool.items, rules_edition=edition, at=at, counts=pool.counts, values=pool.values)
        return _sitting(user_id, form, profile, at, seed=randbits(62)).public_id


@lru_cache(maxsize=32)  # a second or more of a solver's work, the same for everybody; each person gets a variant
def _assembled(indexed: IndexedBank, known: KnownBank, profile: Profile) -> Assembled:
    return assemble_exam(indexed.bank, indexed.editions[profile.exam], profile, known.values)


def keep_sitting(user_id: int, frozen: FrozenForm, profile: Profile, *, is_practice: bool, now: int) -> UUID:
    """Keep a frozen form with its versions and drawings, and a sitting of it; practice begins at once."""
    at = datetime.fromtimestamp(now / 1000, UTC)
    with transaction.atomic():
        keep_versions(frozen.items, at)
        keep_pictures({name: drawing.encode() for name, drawing in frozen.drawings.items()}, at)
        edition = shipped_rules().edition
        form = new_form(frozen.form, frozen.items, rules_edition=edition, at=at, values=frozen.values)
        sitting = _sitting(user_id, form, profile, at, is_practice=is_practice)
        if is_practice:
            add_steering(sitting, Began(now), received=now)
    return sitting.public_id


def _sitting(
    user_id: int, form: ExamForm, profile: Profile, at: datetime, *, is_practice: bool = False, seed: int | None = None
) -> Sitting:
    person = person_of(user_id)
    return Sitting.objects.create(
        person=person,
        form=form,
        is_practice=is_practice,
        profile=plain(profile),
        accommodations=plain(granted_to(person)),
        made_at=at,
        seed=seed,
    )
