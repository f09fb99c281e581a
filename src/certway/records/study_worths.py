"""What studying is worth on a day of a course: kept as columns in one row, and read once by each process."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

import numpy as np

from certway.core.study.effort import Effort
from certway.core.study.memory import Parameters
from certway.core.study.worth import DayWorth
from certway.records.models import StudyCourse, StudyWorth
from certway.records.remembered import Remembered


@dataclass(frozen=True)
class KeptWorth:
    """A plan's view of one day."""

    on: int  # ordinal
    question: str  # tells what it was reckoned from
    worths: tuple[DayWorth, ...]  # by kind of learner
    expected: float  # score, 0 to 100, on the day of the exam, if all days are kept
    expected_with_more: float  # the same with MORE_MINUTES a day more


_READ: Remembered[UUID, tuple[datetime, KeptWorth]] = Remembered(64)  # by the course, some MiB each


def keep_worth(course: StudyCourse, worth: KeptWorth, at: datetime) -> None:
    """Keep it in place of the one before."""
    told = {"on": date.fromordinal(worth.on), "question": worth.question, "content": _packed(worth), "made_at": at}
    StudyWorth.objects.update_or_create(course=course, defaults=told)


def worth_of(course: UUID) -> KeptWorth | None:
    """Return what was reckoned last for a course; None where nothing was."""
    row = StudyWorth.objects.filter(course__public_id=course).defer("content").first()
    if row is None:
        return None
    known = _READ.get(course)
    if known is None or known[0] != row.made_at:
        known = (row.made_at, _unpacked(row.on.toordinal(), row.question, bytes(row.content)))
        _READ.keep(course, known)
    return known[1]


def _packed(worth: KeptWorth) -> bytes:
    told = {
        "expected": worth.expected,
        "expected_with_more": worth.expected_with_more,
        "kinds": [_told(one) for one in worth.worths],
    }
    arrays: dict[str, Any] = {"told": np.frombuffer(json.dumps(told).encode(), np.uint8)}
    for number, one in enumerate(worth.worths):
        arrays |= {f"weights{number}": one.weights, f"review{number}": one.review, f"new{number}": one.new}
    file = BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def _told(one: DayWorth) -> dict[str, Any]:
    effort = one.effort
    return {
        "parameters": one.parameters.weights,
        "effort": [effort.first_odds, effort.passing_odds, effort.first_seconds, effort.review_seconds],
        "step_days": one.step_days,
        "price": one.price,
        "caution": one.caution,
        "unevenness": one.unevenness,
    }


def _unpacked(on: int, question: str, content: bytes) -> KeptWorth:
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        told = json.loads(arrays["told"].tobytes())
        worths = tuple(_worth(one, arrays, number) for number, one in enumerate(told["kinds"]))
    return KeptWorth(on, question, worths, told["expected"], told["expected_with_more"])


def _worth(told: dict[str, Any], arrays: Any, number: int) -> DayWorth:  # noqa: ANN401 - as NumPy reads its files
    effort: Sequence[Any] = [tuple(one) for one in told["effort"]]
    return DayWorth(
        parameters=Parameters(tuple(told["parameters"])),
        effort=Effort(*effort),
        step_days=told["step_days"],
        weights=arrays[f"weights{number}"],
        review=arrays[f"review{number}"],
        new=arrays[f"new{number}"],
        price=told["price"],
        caution=told["caution"],
        unevenness=told.get("unevenness", 0.0),  # earlier rows tell none
    )
