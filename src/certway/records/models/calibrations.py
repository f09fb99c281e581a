"""Measured values of questions: where they come from, and which are in use."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from certway.core.psychometrics.models import MODELS
from certway.records.models.identity import User
from certway.records.models.item_reports import LONGEST_ITEM, VERSION_LENGTH
from certway.records.models.sittings import LONGEST_EXAM

LONGEST_REASON = 200


class CalibrationState(models.TextChoices):
    """How far a calibration has come."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class CalibrationSource(models.TextChoices):
    """What the values come from."""

    HERE = "here"  # the answers that were given here
    FILE = "file"


class ItemCalibration(models.Model):
    """One calibration: values of many questions, from the same answers and on the same scale."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    state = models.CharField(max_length=9, choices=CalibrationState)
    source = models.CharField(max_length=4, choices=CalibrationSource)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the file
    exam = models.CharField(max_length=LONGEST_EXAM, blank=True)  # whose answers were used; empty for a file
    attempts = models.PositiveIntegerField(null=True)  # that were used; null for a file, which does not say it
    model = models.CharField(max_length=3, blank=True)
    slope = models.FloatField(default=1.0)  # of the line from its scale to the bank's: slope × b + shift
    shift = models.FloatField(default=0.0)
    left_out = models.PositiveIntegerField(default=0)  # questions whose answers settled no values
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)  # why it failed, as the id of a sentence
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=CalibrationState.values), name="calibration_state_is_known"),
            models.CheckConstraint(
                condition=Q(source="here", digest="") | Q(source="file", exam="") & ~Q(digest=""),
                name="calibration_says_what_it_is_from",
            ),
            models.CheckConstraint(condition=Q(model__in=("", *MODELS)), name="calibration_model_is_known"),
            models.CheckConstraint(condition=Q(slope__gt=0), name="calibration_slope_is_above_nought"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class KeptParameters(models.Model):
    """The values of one version of a question by one calibration, on the calibration's scale."""

    calibration = models.ForeignKey(ItemCalibration, on_delete=models.CASCADE, related_name="parameters")
    item = models.CharField(max_length=LONGEST_ITEM)
    version = models.CharField(max_length=VERSION_LENGTH)
    a = models.FloatField()  # discrimination
    b = models.FloatField()  # difficulty, logits
    c = models.FloatField()  # guessing
    se_a = models.FloatField(null=True)  # standard errors; null = not known
    se_b = models.FloatField(null=True)
    se_c = models.FloatField(null=True)
    answered = models.PositiveIntegerField()  # how many answers it rests on
    is_in_use = models.BooleanField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["item", "version"], name="parameters_by_version")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["calibration", "item", "version"], name="parameters_are_told_once"),
            models.UniqueConstraint(
                fields=["item", "version"], condition=Q(is_in_use=True), name="one_value_of_a_version_is_in_use"
            ),
            models.CheckConstraint(condition=Q(a__gt=0, c__gte=0, c__lt=1), name="parameters_are_possible"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.version}"
