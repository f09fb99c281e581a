"""Questions that are written here: drafts, what stands in the bank, what was taken out of it, and every version."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from certway.records.models.identity import User
from certway.records.models.item_reports import LONGEST_ITEM, VERSION_LENGTH

LONGEST_NOTE = 500
LONGEST_PICTURE_NAME = 100


class ItemVersion(models.Model):
    """A question as it was shown. It is kept for ever, so that what was answered can be shown again."""

    item = models.CharField(max_length=LONGEST_ITEM)
    version = models.CharField(max_length=VERSION_LENGTH)
    sheet = models.JSONField()  # as `read_sheet` takes it
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "version"], name="version_of_an_item_is_kept_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.version}"


class WrittenItem(models.Model):
    """A question that is written, changed or retired here."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    item = models.CharField(max_length=LONGEST_ITEM, null=True, unique=True)  # its id, once it stood in the bank
    sheet = models.JSONField(null=True)  # the draft
    saves = models.PositiveIntegerField(default=1)  # of the draft, so that nobody writes over what she did not see
    changed_at = models.DateTimeField()
    standing = models.JSONField(null=True)  # the sheet that stands in the bank here, in place of a shipped one's
    retired_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-changed_at", "-id"], name="written_by_change")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(item__isnull=False)
                | Q(sheet__isnull=False, standing__isnull=True, retired_at__isnull=True),
                name="written_item_has_an_id_or_is_a_draft",
            ),
        ]

    def __str__(self) -> str:
        return self.item or str(self.public_id)


class ItemEventKind(models.TextChoices):
    """What was done."""

    PUBLISHED = "published"
    RETIRED = "retired"
    RESTORED = "restored"


class ItemEvent(models.Model):
    """What was done to a question, by whom and why."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)  # tells states of the bank apart
    written = models.ForeignKey(WrittenItem, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=9, choices=ItemEventKind)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, null=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=ItemEventKind.values), name="item_event_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(kind=ItemEventKind.PUBLISHED) | Q(version__isnull=False), name="published_is_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.written_id} {self.kind}"


class ItemPicture(models.Model):
    """A picture that a question written here shows. Its name tells its content, so it never changes."""

    name = models.CharField(max_length=LONGEST_PICTURE_NAME, unique=True)
    content = models.BinaryField()
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
