"""Study toward an exam: the course, an append-only log of answers, runs of skills and scenarios, and notes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from certway.records.models.identity import Person
from certway.records.models.item_reports import LONGEST_ITEM, VERSION_LENGTH
from certway.records.models.sittings import LONGEST_DEVICE, LONGEST_EXAM

LONGEST_TOPIC = 100
LONGEST_SIGNATURE = 80
HASH_LENGTH = 64


class StudyCourse(models.Model):
    """Somebody's way to one exam: until when, and how many minutes on which days. The one that is open is studied."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="courses")
    exam = models.CharField(max_length=LONGEST_EXAM)
    exam_on = models.DateField(null=True)  # null = not known yet
    minutes = models.JSONField()  # of study on each day of a week, Monday first
    days_off = models.JSONField(default=list)  # [[first, last], …] as ISO dates
    weekly = models.JSONField(default=dict)  # goals of a week beside the minutes: how many, by kind of work
    began_on = models.DateField()  # where she is
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="one_course_is_open"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class StudyEventKind(models.TextChoices):
    """What happened."""

    ANSWERED = "answered"  # to a question here
    REVIEWED = "reviewed"  # elsewhere, by a history that was brought along
    UNDONE = "undone"  # what the same device told before


class StudyEvent(models.Model):
    """One entry of the log of a person's study. Rows are only ever added; their order is that of their ids.

    Only a history that was brought along can be taken out again, as a whole.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="study_events")
    kind = models.CharField(max_length=8, choices=StudyEventKind)
    at = models.BigIntegerField()  # UTC milliseconds
    received = models.BigIntegerField()  # UTC milliseconds
    device = models.CharField(max_length=LONGEST_DEVICE)
    number = models.IntegerField()  # the device's own, so that what is sent twice is kept once
    undoes = models.IntegerField(null=True)  # number of what is undone, of the same device
    item = models.CharField(max_length=LONGEST_ITEM, blank=True)  # id of the question, or of the template that made it
    version = models.CharField(max_length=VERSION_LENGTH, blank=True)  # of the question as it was shown
    topic = models.CharField(max_length=LONGEST_TOPIC, blank=True)
    response = models.JSONField(null=True)
    right = models.BooleanField(null=True)  # null = not told, as of a review elsewhere
    grade = models.PositiveSmallIntegerField(null=True)  # of the review that it is, 1 to 4
    sure = models.PositiveSmallIntegerField(null=True)  # in percent, as she said
    spent = models.IntegerField(null=True)  # milliseconds

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "at"], name="study_event_by_time")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "device", "number"], name="study_event_is_kept_once"),
            models.CheckConstraint(condition=Q(kind__in=StudyEventKind.values), name="study_event_kind_is_known"),
            models.CheckConstraint(condition=Q(at__lte=F("received")), name="study_event_is_not_of_tomorrow"),
            models.CheckConstraint(
                condition=Q(kind=StudyEventKind.UNDONE, undoes__isnull=False)
                | ~Q(kind=StudyEventKind.UNDONE) & Q(undoes=None, grade__gte=1, grade__lte=4) & ~Q(item=""),
                name="study_event_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class StudyWorth(models.Model):
    """What studying is worth on a day of a course, reckoned in the background; only the newest is kept."""

    course = models.OneToOneField(StudyCourse, on_delete=models.CASCADE, related_name="worth")
    on = models.DateField()
    question = models.CharField(max_length=HASH_LENGTH)  # tells what it was reckoned from
    content = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.course_id} {self.on}"


class MemoryFit(models.Model):
    """How one person remembers, fitted to her own reviews in the background."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="memory_fit")
    weights = models.JSONField(null=True)  # of FSRS-6; null = as most people remember
    told = models.JSONField()  # with what figures it was decided
    reviews = models.PositiveIntegerField()  # that there were then
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person_id)


class ReadinessNote(models.Model):
    """What was to be expected of somebody in an exam, as it was told on a day."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="readiness_notes")
    exam = models.CharField(max_length=LONGEST_EXAM)
    on = models.DateField()
    content = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "exam", "on"], name="readiness_is_noted_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.exam} {self.on}"


class SignedBy(models.TextChoices):
    """Who says that a skill was done as its checklist asks."""

    SELF = "self"
    PEER = "peer"
    INSTRUCTOR = "instructor"


class SkillRun(models.Model):
    """One run through the checklist of a skill."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="skill_runs")
    skill = models.CharField(max_length=LONGEST_ITEM)
    edition = models.CharField(max_length=HASH_LENGTH)  # of the checklist as it was then
    at = models.BigIntegerField()  # UTC milliseconds, at its end
    spent = models.IntegerField(null=True)  # milliseconds; null = not measured
    steps = models.PositiveSmallIntegerField()
    missed = models.JSONField(default=list)  # places of the steps that were not done as they should
    passed = models.BooleanField()  # no critical step was missed
    signed_by = models.CharField(max_length=10, choices=SignedBy)
    signature = models.CharField(max_length=LONGEST_SIGNATURE, blank=True)  # as it was typed; nobody checked it
    device = models.CharField(max_length=LONGEST_DEVICE)
    number = models.IntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-at"], name="skill_run_by_time")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "device", "number"], name="skill_run_is_kept_once"),
            models.CheckConstraint(condition=Q(signed_by__in=SignedBy.values), name="skill_signer_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class ScenarioRun(models.Model):
    """One way through a scenario, to its end."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="scenario_runs")
    scenario = models.CharField(max_length=LONGEST_ITEM)
    edition = models.CharField(max_length=HASH_LENGTH)  # of the scenario as it was then
    at = models.BigIntegerField()  # UTC milliseconds, at its end
    spent = models.IntegerField(null=True)  # milliseconds; null = not measured
    path = models.JSONField()  # [[place, number of the choice], …]
    grades = models.JSONField()  # of the choices: best, acceptable, poor, harmful
    ending = models.CharField(max_length=5)  # good, mixed, bad
    device = models.CharField(max_length=LONGEST_DEVICE)
    number = models.IntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-at"], name="scenario_run_by_time")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "device", "number"], name="scenario_run_is_kept_once"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
