"""What users report about questions of the bank, and what they are answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from certway.records.models.identity import User

OPEN, MENDED, KEPT = "open", "mended", "kept"  # kept: the question stays as it is
STATES = (OPEN, MENDED, KEPT)
LONGEST_ITEM = 200  # characters of the id of a question
VERSION_LENGTH = 16
LONGEST_REPORT = 2000


class ItemReport(models.Model):
    """One report: `this is wrong, because …`."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="item_reports")
    item = models.CharField(max_length=LONGEST_ITEM)
    version = models.CharField(max_length=VERSION_LENGTH)  # that she saw
    text = models.CharField(max_length=LONGEST_REPORT)
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=6, default=OPEN)
    answer = models.CharField(max_length=LONGEST_REPORT, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "sent_at"], name="report_by_state")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="report_state_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="report_says_something"),
            models.CheckConstraint(
                condition=Q(state=OPEN, answer="", answered_at=None)
                | (~Q(state=OPEN) & ~Q(answer="") & Q(answered_at__isnull=False)),
                name="report_is_open_or_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} ({self.state})"
