"""Exams that people sit: frozen forms, sittings with their append-only logs, and what each person is granted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from certway.core.sit.profile import PACES
from certway.records.models.identity import Person

LONGEST_EXAM = 40
LONGEST_DEVICE = 36


class ExamForm(models.Model):
    """A form as it was assembled. The versions of its questions are kept, so that it is rebuilt at any time."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    exam = models.CharField(max_length=LONGEST_EXAM)
    edition = models.CharField(max_length=100)  # of the outline
    rules_edition = models.CharField(max_length=64)  # hash of the rules that it was assembled by
    items = models.JSONField()  # [[item, version, seed or null, node, counts], …] in their order
    shapes = models.JSONField()  # [[kind, parts, matches], …] of the questions, to tell what can be answered to them
    counts = models.JSONField(null=True)  # of an adaptive exam: how many of these questions are asked, by part
    values = models.JSONField(null=True)  # [[a, b, c], …] of the questions, as they then were; null = as expected
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.exam} {self.public_id}"


class Sitting(models.Model):
    """One attempt of one person."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sittings")
    form = models.ForeignKey(ExamForm, on_delete=models.PROTECT, related_name="sittings")
    is_practice = models.BooleanField(default=False)
    seed = models.BigIntegerField(null=True)  # of an adaptive exam: with the log it decides every question
    profile = models.JSONField()  # as it was when the sitting was made
    accommodations = models.JSONField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # noted once it was seen; the log alone decides
    steered = models.PositiveIntegerField(default=0)  # how often its clocks or devices were steered; under its lock

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-made_at"], name="sitting_by_person")]

    def __str__(self) -> str:
        return str(self.public_id)


class SittingEventKind(models.TextChoices):
    """What happened, as `core.sit.events` has it."""

    BEGAN = "began"
    GIVEN = "given"
    ANSWERED = "answered"
    VISITED = "visited"
    FLAGGED = "flagged"
    SEGMENT_CLOSED = "closed"
    CLOCK_STOPPED = "stopped"
    CLOCK_STARTED = "started"
    TAKEN_OVER = "taken-over"
    SUBMITTED = "submitted"


class SittingEvent(models.Model):
    """One entry of a log. Rows are only ever added; their order is that of their ids."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=SittingEventKind)
    at = models.BigIntegerField()  # UTC milliseconds
    received = models.BigIntegerField()  # UTC milliseconds
    place = models.SmallIntegerField(null=True)
    content = models.JSONField(null=True)
    device = models.CharField(max_length=LONGEST_DEVICE, blank=True)
    number = models.IntegerField(null=True)  # the device's own, so that what is sent twice is kept once

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sitting", "kind"], name="event_by_kind")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "device", "number"], name="event_is_kept_once"),
            models.CheckConstraint(condition=Q(kind__in=SittingEventKind.values), name="sitting_event_kind_is_known"),
            models.CheckConstraint(condition=Q(at__lte=models.F("received")), name="event_is_not_of_tomorrow"),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.kind}"


class MistakeKind(models.TextChoices):
    """Why an answer was wrong, as the person says who gave it."""

    KNOWLEDGE = "knowledge"
    MISREAD = "misread"
    TIMING = "timing"


class MistakeNote(models.Model):
    """What a person said in review about one of her wrong answers."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="mistakes")
    place = models.SmallIntegerField()
    kind = models.CharField(max_length=9, choices=MistakeKind)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "place"], name="mistake_is_said_once"),
            models.CheckConstraint(condition=Q(kind__in=MistakeKind.values), name="mistake_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}/{self.place} {self.kind}"


class Accommodation(models.Model):
    """What a person is granted once, for every exam."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="accommodation")
    pace = models.PositiveSmallIntegerField(default=100)  # percent of others' time
    stop_clock = models.BooleanField(default=False)
    large_type = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(pace__in=PACES), name="pace_is_known")]

    def __str__(self) -> str:
        return str(self.person_id)
