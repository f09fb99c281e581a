"""What people study: for which exam until when, every answer, hands-on skills and scenarios, and what was reckoned."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from certway.records.models.identity import Person
from certway.records.models.item_reports import LONGEST_ITEM, VERSION_LENGTH
from certway.records.models.sittings import LONGEST_DEVICE, LONGEST_EXAM

LONGEST_OBSERVER = 100


class StudyCourse(models.Model):
    """The exam that somebody studies for, and the time she gives it."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="courses")
    exam = models.CharField(max_length=LONGEST_EXAM)
    exam_on = models.DateField(null=True)  # None = no date yet
    minutes = models.JSONField()  # [Monday … Sunday] a day, 0 = off
    days_off = models.JSONField(default=list)  # dates as ISO text
    started_on = models.DateField()
    ended_at = models.DateTimeField(null=True)  # when she stopped; one course goes on at a time

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="one_course_goes_on_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exam} {self.public_id}"


class StudyAnswerSource(models.TextChoices):
    """Where an answer comes from."""

    STUDY = "study"
    ANKI = "anki"


class StudyAnswer(models.Model):
    """One answer to a question that was studied, or a review that was brought along. Rows are only ever added."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="study_answers")
    source = models.CharField(max_length=5, choices=StudyAnswerSource, default=StudyAnswerSource.STUDY)
    item = models.CharField(max_length=LONGEST_ITEM)  # or the template of which the question was made
    version = models.CharField(max_length=VERSION_LENGTH, blank=True)  # of the question; empty for what was brought
    seed = models.BigIntegerField(null=True)
    topic = models.CharField(max_length=LONGEST_ITEM)
    at = models.BigIntegerField()  # UTC milliseconds, by the server's account
    received = models.BigIntegerField()
    response = models.JSONField(null=True)  # None for what was brought
    right = models.BooleanField()
    grade = models.SmallIntegerField()  # 1 again to 4 easy
    sure = models.SmallIntegerField(null=True)  # percent
    spent = models.IntegerField(default=0)  # milliseconds
    device = models.CharField(max_length=LONGEST_DEVICE, blank=True)
    number = models.IntegerField(null=True)  # the device's own, so that what is sent twice is kept once
    undone = models.BooleanField(default=False)  # taken back; it counts for nothing, and stays

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "at"], name="study_answer_by_time")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "device", "number"], name="study_answer_is_kept_once"),
            models.UniqueConstraint(
                fields=["person", "item", "at"], condition=Q(source="anki"), name="review_is_brought_once"
            ),
            models.CheckConstraint(condition=Q(grade__gte=1, grade__lte=4), name="study_grade_is_known"),
            models.CheckConstraint(
                condition=Q(source__in=StudyAnswerSource.values), name="study_answer_source_is_known"
            ),
            models.CheckConstraint(condition=Q(at__lte=models.F("received")), name="study_answer_is_not_of_tomorrow"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.grade}"


class StudyWorth(models.Model):
    """What studying cards gains on one day of a course, for one kind of learner, as it was reckoned beforehand."""

    course = models.ForeignKey(StudyCourse, on_delete=models.CASCADE, related_name="worths")
    on = models.DateField()
    kind = models.SmallIntegerField()  # of learner; -1 = by her own parameters
    content = models.BinaryField()  # as `exchange` packs it
    edition = models.CharField(max_length=64)  # of what it was reckoned from
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "on", "kind"], name="worth_of_a_day_is_kept_once"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"


class MemoryFit(models.Model):
    """A try at fitting parameters of memory to somebody's reviews, and what came of it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memory_fits")
    weights = models.JSONField(null=True)  # None where none were found
    kept = models.BooleanField()
    figures = models.JSONField()  # reviews, log losses, why
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.made_at)


class ReadinessNote(models.Model):
    """What the chances of passing were said to be on a day."""

    course = models.ForeignKey(StudyCourse, on_delete=models.CASCADE, related_name="readiness")
    on = models.DateField()
    content = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "on"], name="readiness_of_a_day_is_noted_once"),
        ]

    def __str__(self) -> str:
        return str(self.on)


class Observer(models.TextChoices):
    """Who watched."""

    SELF = "self"
    PEER = "peer"
    INSTRUCTOR = "instructor"


class SkillRun(models.Model):
    """One run through the checklist of a skill."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="skill_runs")
    skill = models.CharField(max_length=LONGEST_ITEM)
    version = models.CharField(max_length=VERSION_LENGTH)  # hash of the checklist
    at = models.DateTimeField()
    seconds = models.PositiveIntegerField()
    missed = models.JSONField()  # places of the steps that were not done, from 0
    missed_critical = models.BooleanField()
    by = models.CharField(max_length=10, choices=Observer)
    observer = models.CharField(max_length=LONGEST_OBSERVER, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-at"], name="skill_run_by_time")]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(by__in=Observer.values), name="observer_is_known")]

    def __str__(self) -> str:
        return f"{self.skill} {self.at}"


class ScenarioRun(models.Model):
    """One way through a scenario."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="scenario_runs")
    scenario = models.CharField(max_length=LONGEST_ITEM)
    version = models.CharField(max_length=VERSION_LENGTH)  # hash of the scenario
    at = models.DateTimeField()
    choices = models.JSONField()  # [[place, choice], …] in their order
    ending = models.CharField(max_length=5, blank=True)  # good, mixed or bad; empty = it goes on

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-at"], name="scenario_run_by_time")]

    def __str__(self) -> str:
        return f"{self.scenario} {self.at}"
