"""What is known about a person: which sections she told about, and the entries of each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from uuid_utils.compat import uuid7

from certway.core.person.fields import HIGH_SCHOOL, SECTIONS
from certway.records.models.identity import Person

SECTION_NAMES = (*(table.name for table in SECTIONS), HIGH_SCHOOL.name)


class SectionTold(models.Model):
    """A section the person told about. Without this row its entries are unknown; with it and no entry, there are none.

    Source: docs/decisions/0009-people-are-not-users.md
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sections_told")
    section = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "section"], name="section_told_once"),
            models.CheckConstraint(condition=models.Q(section__in=SECTION_NAMES), name="section_told_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}/{self.section}"


class Entry(models.Model):
    """One entry of a section, such as a job; its public id lasts as long as the entry does."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    told = models.ForeignKey(SectionTold, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()  # order in the section, from 0
    content = models.JSONField()  # the entry as in a person file

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["told", "position"], name="one_entry_a_position"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
