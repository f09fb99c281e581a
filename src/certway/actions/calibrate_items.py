"""Measured values of questions, from a file or from the answers that were given here: into use, and out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import randbits
from uuid import UUID

import numpy as np
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django_tasks import task

from certway.actions.reckon_statistics import AFTER_OTHER_WORK, MOST_ATTEMPTS
from certway.answers.attempt_columns import Version, columns_of, table_of
from certway.bulk.calibrating import over_threads
from certway.core.items.identity import version_of
from certway.core.items.item import Item
from certway.core.psychometrics.calibration import Calibration, Settings, UncalibratableError, calibrate
from certway.core.psychometrics.models import Model
from certway.core.psychometrics.priors import WEAK_PRIORS
from certway.core.psychometrics.responses import MISSING, Responses
from certway.core.units.errors import InputError, Problem
from certway.exchange.calibration_csv import CalibratedRow, column_name, model_of, read_calibration, write_responses
from certway.exchange.shipped_rules import shipped_rules
from certway.records.attempts import attempts_at, find_versions, gather_attempts
from certway.records.bank import bank_here, keep_versions
from certway.records.models import AttemptAnswers, CalibrationSource, CalibrationState, ItemCalibration, User
from certway.records.parameters import MeasuredItem, keep_measured, link_of, settle_use

LEAST_ATTEMPTS = 200  # at an exam, for the simplest model
LEAST_ANSWERS = 50  # to a question that is calibrated from the answers here
LEAST_FOR: Mapping[Model, int] = {"3pl": 1000, "2pl": 500, "1pl": 0}  # answers to half of the questions, by the model
GIVEN_UP = timedelta(days=1)  # a calibration that waits for longer was lost
LISTED = 50  # calibrations, the newest
_PERSON_BITS = 53  # of a random number that every program reads as a whole one


@dataclass(frozen=True, slots=True)
class CalibrationLine:
    """A calibration in a list."""

    key: UUID
    state: CalibrationState
    is_from_here: bool
    exam: str  # its short name; empty for a file
    digest: str
    model: str
    items: int
    in_use: int  # of them
    left_out: int
    attempts: int | None
    reason: str  # why it failed
    by: str  # e-mail address; empty where the account is gone
    at: datetime


@dataclass(frozen=True, slots=True)
class AnsweredExam:
    """An exam of which there are answers."""

    exam: str
    short: str
    attempts: int
    is_enough: bool  # for a calibration
    is_waiting: bool  # whether one is being made


@dataclass(frozen=True, slots=True)
class Calibrations:
    """What was calibrated, and what could be."""

    lines: tuple[CalibrationLine, ...]
    exams: tuple[AnsweredExam, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file."""

    items: int
    left_out: int  # whose answers settled no values


class TooFewAttemptsError(Exception):
    """Raised for an exam that too few people finished."""


def see_calibrations(now: datetime) -> Calibrations:
    """Return what was calibrated, the newest first, and the exams of which there are answers. `now` is in UTC."""
    used = Count("parameters", filter=Q(parameters__is_in_use=True))
    rows = ItemCalibration.objects.select_related("by").annotate(items=Count("parameters"), in_use=used)
    waiting = {one.exam for one in _waiting(now)}
    counted = AttemptAnswers.objects.values_list("exam").annotate(Count("pk")).order_by("exam")
    exams = tuple(
        AnsweredExam(exam, _short(exam), count, count >= LEAST_ATTEMPTS, exam in waiting) for exam, count in counted
    )
    return Calibrations(tuple(_line(row, now) for row in rows.order_by("-made_at", "-pk")[:LISTED]), exams)


def _waiting(now: datetime) -> list[ItemCalibration]:
    """Return the calibrations that are being made."""
    rows = ItemCalibration.objects.filter(state=CalibrationState.WAITING, made_at__gt=now - GIVEN_UP)
    return list(rows.order_by("pk"))


def _short(exam: str) -> str:
    sheet = shipped_rules().sheets.get(exam)
    return exam if sheet is None else sheet.credential.short


def _line(row: ItemCalibration, now: datetime) -> CalibrationLine:
    lost = row.state == CalibrationState.WAITING and row.made_at <= now - GIVEN_UP
    return CalibrationLine(
        key=row.public_id,
        state=CalibrationState.FAILED if lost else CalibrationState(row.state),
        is_from_here=row.source == CalibrationSource.HERE,
        exam=_short(row.exam) if row.exam else "",
        digest=row.digest,
        model=row.model,
        items=getattr(row, "items", 0),
        in_use=getattr(row, "in_use", 0),
        left_out=row.left_out,
        attempts=row.attempts,
        reason="lost" if lost else row.reason,
        by=row.by.email if row.by else "",
        at=row.made_at,
    )


def take_parameters(user: User, content: bytes, name: str, *, at: datetime) -> Taken:
    """Take the values of a file into use, all of them or, where anything is wrong with it, none.

    Questions whose answers settled no values are left out. Raises InputError with every problem and its line.
    """
    rows = read_calibration(content, name)
    items = _items_of((row.item, row.version) for row in rows)
    problems = [Problem(name, row.line, text) for row in rows if (text := _unknown(row, items))]
    settled = [row for row in rows if row.is_settled]
    if not settled and not problems:
        problems = [Problem(name, 0, "no row has standard errors, so the answers settled no values; take more answers")]
    if problems:
        raise InputError(problems)
    measured = [_measured(row) for row in settled]
    with transaction.atomic():
        keep_versions((items[row.item, row.version] for row in settled), at)
        calibration = ItemCalibration(
            source=CalibrationSource.FILE,
            digest=sha256(content).hexdigest(),
            model=model_of(settled),
            left_out=len(rows) - len(settled),
            made_at=at,
            by=user,
        )
        keep_measured(calibration, measured, link_of(measured, items))
    return Taken(len(settled), len(rows) - len(settled))


def _items_of(versions: Iterable[Version]) -> dict[Version, Item]:
    """Return versions of questions: as they stand in the bank, or as they are kept; those that are not are left out."""
    standing, wanted = bank_here().bank.by_id, set(versions)
    found = {(name, version_of(standing[name])): standing[name] for name, _ in wanted if name in standing}
    kept = find_versions(wanted - set(found))
    return {**{version: item for version, item in kept.items() if item is not None}, **found}


def _unknown(row: CalibratedRow, items: Mapping[Version, Item]) -> str:
    """Return what is wrong where a row names no version that is known here; empty where it is."""
    if (row.item, row.version) in items:
        return ""
    if row.item not in bank_here().bank.by_id:
        return f"there is no question '{row.item}' here; remove the row"
    return f"the question '{row.item}' never had the version {row.version} here; remove the row"


def _measured(row: CalibratedRow) -> MeasuredItem:
    return MeasuredItem(row.item, row.version, row.a, row.b, row.c, row.se_a, row.se_b, row.se_c, answered=row.answered)


def ask_to_calibrate(user: User, exam: str, *, at: datetime) -> bool:
    """Have the questions of an exam calibrated by the answers here, in the background; tell whether it is new.

    Raises TooFewAttemptsError.
    """
    if AttemptAnswers.objects.filter(exam=exam).count() < LEAST_ATTEMPTS:
        raise TooFewAttemptsError(exam)
    with transaction.atomic():
        if any(one.exam == exam for one in _waiting(at)):
            return False
        row = ItemCalibration.objects.create(
            state=CalibrationState.WAITING, source=CalibrationSource.HERE, exam=exam, made_at=at, by=user
        )
        calibrate_here.enqueue(row.pk)
    return True


@task(priority=AFTER_OTHER_WORK)
def calibrate_here(calibration: int) -> None:
    """Calibrate the questions of an exam by the answers that were given here."""
    calibrate_exam(calibration, timezone.now())


def calibrate_exam(key: int, now: datetime) -> None:
    """Make a calibration that was asked for, once, or note what keeps it from being made; `now` is in UTC."""
    row = ItemCalibration.objects.filter(pk=key, state=CalibrationState.WAITING).first()
    if row is None:
        return
    gather_attempts(now)
    columns = columns_of(attempts_at(row.exam, most=MOST_ATTEMPTS))
    versions, responses = table_of(columns, least=LEAST_ANSWERS)
    row.attempts, row.made_at = columns.attempts.people, now
    if row.attempts < LEAST_ATTEMPTS or not versions:
        _fail(row, "few")
        return
    try:
        found = _calibrated(responses)
    except UncalibratableError:
        _fail(row, "unsettled")
        return
    measured = _settled(versions, found)
    items = _items_of((one.item, one.version) for one in measured)
    measured = [one for one in measured if (one.item, one.version) in items]
    if not measured:
        _fail(row, "unsettled")
        return
    row.model, row.left_out = found.model, len(versions) - len(measured)
    with transaction.atomic():
        if ItemCalibration.objects.select_for_update().filter(pk=key, state=CalibrationState.WAITING).exists():
            keep_measured(row, measured, link_of(measured, items))


def _fail(row: ItemCalibration, reason: str) -> None:
    row.state, row.reason = CalibrationState.FAILED, reason
    row.save()


def _calibrated(responses: Responses) -> Calibration:
    """Return a calibration by the model that there are answers enough for; weak priors help where they are few."""
    middle = float(np.median((responses != MISSING).sum(axis=0)))
    model = next(model for model, least in LEAST_FOR.items() if middle >= least)
    with over_threads(responses) as over:
        return calibrate(over, model=model, settings=Settings(WEAK_PRIORS))


def _settled(versions: Iterable[Version], found: Calibration) -> list[MeasuredItem]:
    """Return the values that the answers settle."""
    columns = (
        found.parameters.a,
        found.parameters.b,
        found.parameters.c,
        found.errors.a,
        found.errors.b,
        found.errors.c,
    )
    rows = zip(versions, *(column.tolist() for column in columns), found.answered.tolist(), found.bounded, strict=True)
    return [
        MeasuredItem(item, version, a, b, c, se_a, se_b, se_c if np.isfinite(se_c) else None, answered)
        for (item, version), a, b, c, se_a, se_b, se_c, answered, bounded in rows
        if not bounded and np.isfinite(se_a) and np.isfinite(se_b)
    ]


def withdraw_calibration(key: UUID) -> bool:
    """Take a calibration out of use; what was in use before it is so again. Tell whether there was one to withdraw."""
    with transaction.atomic():
        row = ItemCalibration.objects.select_for_update().filter(public_id=key, state=CalibrationState.DONE).first()
        if row is None:
            return False
        row.state = CalibrationState.WITHDRAWN
        row.save()
        settle_use(row.parameters.values_list("item", flat=True))
    return True


def responses_file(exam: str) -> Iterator[str] | None:
    """Yield the lines of a CSV of the answers to an exam as `certway sit calibrate` takes it; None where there is none.

    A row is an attempt. Its number is drawn anew each time, and the rows stand in the order of keys that tell nothing.
    """
    versions, responses = table_of(columns_of(attempts_at(exam, most=MOST_ATTEMPTS)))
    if not versions:
        return None
    people: dict[int, None] = {}
    while len(people) < len(responses):
        people[randbits(_PERSON_BITS)] = None
    return write_responses([column_name(*version) for version in versions], responses, list(people))
