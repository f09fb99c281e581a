"""What background work needs besides the queue: who runs a task, which slots were given out, which effects happened."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django_tasks_db.models import DBTaskResult

from certway.records.models.identity import User


class Lease(models.Model):
    """A worker's right to run a task. It is renewed while the task runs; when it has run out, the worker is lost."""

    task = models.OneToOneField(DBTaskResult, on_delete=models.CASCADE, primary_key=True, related_name="lease")
    worker = models.CharField(max_length=64)
    until = models.DateTimeField(db_index=True)  # UTC, by the clock of the worker that renewed it

    def __str__(self) -> str:
        return f"{self.task_id}/{self.worker}"


class Slot(models.Model):
    """The moment at which a job of the schedule was due, given to the queue once; the newest of each job is kept."""

    job = models.CharField(max_length=60)
    due_at = models.DateTimeField()  # UTC

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "due_at"], name="slot_given_out_once")]

    def __str__(self) -> str:
        return f"{self.job}/{self.due_at}"


class Effect(models.Model):
    """Something that background work did and must not do again."""

    key = models.CharField(max_length=200, unique=True)  # names the effect; never an address or a name of a person
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")  # with whom it is forgotten
    happened_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key
