"""Somebody's study: a row of every table that there is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Model

from certway.records.models import (
    BroughtReviews,
    MemoryFit,
    Person,
    ReadinessNote,
    ScenarioRun,
    SkillRun,
    StudyCourse,
    StudyEvent,
    StudyWorth,
)

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
MARCH = int(AT.timestamp() * 1000)
_MODULES = ("study", "brought_reviews")  # of `records/models`


def study_tables() -> list[type[Model]]:
    """Return every table of study."""
    modules = {f"certway.records.models.{name}" for name in _MODULES}
    return [model for model in apps.get_app_config("records").get_models() if model.__module__ in modules]


def rows_of_study() -> dict[str, int]:
    """Return how many rows each table of study has."""
    return {model.__name__: model._default_manager.count() for model in study_tables()}


def study(person: Person, *, answers: int = 3, device: str = "phone", signature: str = "") -> None:
    """Give somebody a row of everything, with a history that waits and answers of which the first is undone."""
    course = StudyCourse.objects.create(
        person=person, exam="cma-aama", exam_on=date(2026, 6, 1), minutes=[20] * 7, began_on=date(2026, 3, 1)
    )
    StudyWorth.objects.create(course=course, on=date(2026, 3, 2), question="q", content=b"\x00\xff", made_at=AT)
    MemoryFit.objects.create(person=person, weights=None, told={"because": "within-noise"}, reviews=400, made_at=AT)
    ReadinessNote.objects.create(person=person, exam="cma-aama", on=date(2026, 3, 2), content={"expected": 0.7})
    BroughtReviews.objects.create(person=person, told={"read": 4}, made_at=AT, received=MARCH)
    BroughtReviews.objects.create(person=person, told={"read": 5}, made_at=AT, content=b"\x00\xfe")
    run: dict[str, Any] = {"person": person, "edition": "e", "at": MARCH, "spent": 90_000, "device": device}
    SkillRun.objects.create(
        skill="hand-hygiene", steps=9, passed=True, signed_by="peer", signature=signature, number=1, **run
    )
    ScenarioRun.objects.create(scenario="needlestick", path=[["a", 0]], grades=["best"], ending="good", number=1, **run)
    answer: dict[str, Any] = {"item": "draw/first", "topic": "draw", "response": [0], "grade": 3, "right": True}
    for number in range(answers):
        at = MARCH + number * 1000
        told = {"at": at, "received": at, "device": device, "number": number, "spent": 9000, **answer}
        StudyEvent.objects.create(person=person, kind="answered", **told)
    end = MARCH + 1_000_000
    undone: dict[str, Any] = {"at": end, "received": end, "device": device, "number": answers, "undoes": 0}
    StudyEvent.objects.create(person=person, kind="undone", **undone)
