"""Histories of reviews that somebody brought along: what she would take in, and what she took."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from certway.records.models.identity import Person


class BroughtReviews(models.Model):
    """One history. While it waits nothing of it is in the log; it is deleted when she does not take it."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="brought_reviews")
    made_at = models.DateTimeField()  # when it was looked at
    told = models.JSONField()  # what is in it, in figures
    content = models.BinaryField(null=True)  # what would be taken; null = it was
    received = models.BigIntegerField(null=True)  # UTC milliseconds, as in its rows of the log; null = not taken

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(received=None), name="one_history_waits"),
            models.UniqueConstraint(fields=["person", "received"], name="history_is_taken_at_a_moment"),
            models.CheckConstraint(
                condition=Q(content=None, received__isnull=False) | Q(content__isnull=False, received=None),
                name="history_waits_or_is_in_the_log",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
