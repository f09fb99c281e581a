"""What people tell without an account."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7


class VisitorDraft(models.Model):
    """What one visitor told. Her session holds the public id and nothing else."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    content = models.JSONField(default=dict)  # as `records.drafts` writes it
    before = models.JSONField(null=True)  # steps that can be undone, the newest last; null = none
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    def __str__(self) -> str:
        return str(self.public_id)
