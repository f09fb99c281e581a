"""What answers say about questions: attempts without the person, and the statistics that were reckoned from them."""

from __future__ import annotations

from secrets import randbits
from typing import ClassVar

from django.db import models
from django.db.models import Q

from certway.records.models.item_reports import LONGEST_ITEM, VERSION_LENGTH
from certway.records.models.sittings import LONGEST_EXAM, Sitting

_KEY_BITS = 62  # of a key that tells nothing, below the largest one of either database
LONGEST_FLAGS = 100


def random_key() -> int:
    """Return a key by which nobody can tell what was there first."""
    return randbits(_KEY_BITS) + 1


class AttemptAnswers(models.Model):
    """What one exam tells about the questions it asked. It outlives the sitting, and then nothing leads to anybody."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    exam = models.CharField(max_length=LONGEST_EXAM)
    is_adaptive = models.BooleanField()
    answers = models.JSONField()  # [[item, version, counts, is new, outcome, [chosen …]], …] by their ids
    sitting = models.OneToOneField(Sitting, on_delete=models.CASCADE, null=True, related_name="answers")
    spent = models.JSONField(null=True)  # milliseconds or null for each answer; goes with the sitting
    entries = models.PositiveIntegerField(null=True)  # of the sitting's log, so that what came late is seen; likewise

    class Meta:
        indexes: ClassVar = [models.Index(fields=["exam", "id"], name="answers_by_exam")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sitting__isnull=False) | Q(spent__isnull=True, entries__isnull=True),
                name="answers_of_nobody_have_no_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exam} {self.pk}"


class ExamFigures(models.Model):
    """What the statistics of an exam's questions rest on, and how exactly its forms measure."""

    exam = models.CharField(max_length=LONGEST_EXAM, unique=True)
    is_adaptive = models.BooleanField()  # whether any attempt was
    attempts = models.PositiveIntegerField()  # that count
    passed_over = models.PositiveIntegerField()  # in which too little was answered, or met for the first time
    answers = models.PositiveIntegerField()
    most_alike = models.PositiveIntegerField()  # attempts at the set of questions that most people had
    forms = models.JSONField()  # [{items, people, mean, deviation, alpha, alpha_error, measurement_error}, …]
    drawn = models.JSONField(null=True)  # {people, mean, deviation, reliability, measurement_error} over all forms
    reckoned_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.exam


class ItemFigures(models.Model):
    """The statistics of one version of a question in one exam; null where too few answered."""

    exam = models.CharField(max_length=LONGEST_EXAM)
    item = models.CharField(max_length=LONGEST_ITEM)
    version = models.CharField(max_length=VERSION_LENGTH)
    answered = models.PositiveIntegerField()  # people who got as far as this question, omitted ones among them
    counted = models.PositiveIntegerField()  # of them, of whose score it was a part
    difficulty = models.FloatField(null=True)  # share of right answers, 0 to 1
    difficulty_error = models.FloatField(null=True)
    discrimination = models.FloatField(null=True)  # corrected point-biserial, -1 to 1
    discrimination_error = models.FloatField(null=True)
    omitted = models.FloatField(null=True)  # share
    seconds = models.FloatField(null=True)  # mean time in sight of those of whom it is still known
    flags = models.CharField(max_length=LONGEST_FLAGS, blank=True)  # words between spaces, one before and one behind
    options = models.JSONField(default=list)  # [{right, count, share, lower, upper, correlation, error}, …]
    reckoned_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["item"], name="figures_by_item")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exam", "item", "version"], name="figures_of_a_version_are_kept_once"),
        ]

    def __str__(self) -> str:
        return f"{self.exam} {self.item} {self.version}"
