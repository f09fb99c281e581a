"""What is known about a person, now and at every earlier moment: sections told about, entries, and their revisions.

Source: docs/decisions/0022-records-with-history.md
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from certway.core.person.fields import HIGH_SCHOOL, SECTIONS
from certway.records.models.identity import Person, User

SECTION_NAMES = (*(table.name for table in SECTIONS), HIGH_SCHOOL.name)


class ChangeKind(models.TextChoices):
    """What somebody did to a record."""

    TOLD = "told"  # something new, or something else than before
    REMOVED = "removed"  # one entry taken away
    REPLACED = "replaced"  # everything, by a file or by Maria's
    UNDONE = "undone"  # an earlier change taken back
    RESTORED = "restored"  # everything as it was known at an earlier moment
    ADDED = "added"  # what a JSON Resume tells, beside what was there
    CLAIMED = "claimed"  # what was told as a visitor, taken into an account


class Change(models.Model):
    """One thing that somebody did to a person's record. Rows that it made or ended name it."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    made_at = models.DateTimeField()  # never before the person's last one
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")  # null = a visitor
    undoes = models.OneToOneField("self", null=True, on_delete=models.CASCADE, related_name="undone_by")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="change_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.UNDONE, undoes__isnull=False)
                | (~Q(kind=ChangeKind.UNDONE) & Q(undoes__isnull=True)),
                name="undoing_names_what_it_undoes",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Dated(models.Model):
    """A row that was true in the record from one change to another; without the other it still is."""

    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    recorded_in = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="made_%(class)ss")
    replaced_in = models.ForeignKey(Change, null=True, on_delete=models.CASCADE, related_name="ended_%(class)ss")

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True, replaced_in__isnull=True)
                | Q(
                    replaced_at__isnull=False,
                    replaced_in__isnull=False,
                    replaced_at__gte=F("recorded_at"),
                    replaced_in__gt=F("recorded_in"),
                ),
                name="%(class)s_ends_after_it_begins",
            ),
        ]


class SectionTold(Dated):
    """A section the person told about. Without this row its entries are unknown; with it and no entry, there are none.

    Source: docs/decisions/0009-people-are-not-users.md
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sections_told")
    section = models.CharField(max_length=40)

    class Meta(Dated.Meta):
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "section"], condition=Q(replaced_at__isnull=True), name="section_told_once"
            ),
            models.CheckConstraint(condition=Q(section__in=SECTION_NAMES), name="section_told_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}/{self.section}"


class Entry(models.Model):
    """One entry of a section, such as a job; its public id lasts as long as the record does."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="entries")
    section = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(section__in=SECTION_NAMES), name="entry_section_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Revision(Dated):
    """What an entry says, from one change to another. An entry without a current revision was removed."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="revisions")
    position = models.PositiveIntegerField()  # order in the section; gaps are left where an entry was removed
    content = models.JSONField()  # the entry as in a person file

    class Meta(Dated.Meta):
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["entry"], condition=Q(replaced_at__isnull=True), name="one_current_revision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.pk}"
