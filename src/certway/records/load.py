"""Rows to core values: a person's record, as it is now or as it was known at an earlier moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from certway.core.person.draft import Draft
from certway.core.person.fields import HIGH_SCHOOL, PERSON, section_table
from certway.core.person.reading import read_person
from certway.core.person.record import Record
from certway.core.units.located import located
from certway.records.models.facts import Change, Dated, Revision, SectionTold
from certway.records.models.facts import Entry as EntryRow
from certway.records.models.identity import Person
from certway.records.visits import SESSION_KEY, Visit

Json: TypeAlias = "dict[str, object]"
_Dated = TypeVar("_Dated", bound=Dated)

CURRENT = Q(replaced_at__isnull=True)


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """What one entry says, as a row keeps it."""

    key: str  # the entry's public id
    position: int
    content: Json  # as in a person file
    entry_id: int | None = field(default=None, compare=False)  # the entry's row; None where it was not looked up


def load_draft(visit: Visit, *, known_at: datetime | None = None) -> Draft:
    """Return what the person has told; an empty draft when that is nothing.

    With `known_at` (an instant) what was known just before it, whatever was told, changed or removed since.
    """
    if visit.person_id is None:
        return Draft()
    when = CURRENT if known_at is None else _known_at(known_at)
    told = SectionTold.objects.filter(when, **visit.owned_through("person"))
    rows = Revision.objects.filter(when, **visit.owned_through("entry__person"))
    return read_rows(_sections(told), entries_of(rows))


def load_record_of(user_id: int) -> Record:
    """Return what a user has told, for work that is done while she is not there."""
    person = Person.objects.filter(owner_id=user_id).order_by("pk").first()
    if person is None:
        return Record()
    told = SectionTold.objects.filter(CURRENT, person=person)
    return read_rows(_sections(told), entries_of(Revision.objects.filter(CURRENT, entry__person=person))).record


def name_own_record(visit: Visit) -> None:
    """Let the session of who signed in name her record, where she has one."""
    name = Person.objects.filter(owner_id=visit.user_id).order_by("pk").values_list("public_id", flat=True).first()
    if name is not None:
        visit.session[SESSION_KEY] = str(name)


def draft_before(change: Change) -> Draft:
    """Return what the person had told just before a change of her record."""
    when = Q(recorded_in__lt=change.pk) & (Q(replaced_in__isnull=True) | Q(replaced_in__gte=change.pk))
    told = SectionTold.objects.filter(when, person=change.person_id)
    return read_rows(_sections(told), entries_of(Revision.objects.filter(when, entry__person=change.person_id)))


def shown_draft(visit: Visit, shown: str | None) -> Draft | None:
    """Return what stood in the record when a form was shown; None where nothing was told since, or it is not known.

    `shown` is the name of the last change at that time (`last_change`), empty for a record without any.
    """
    if shown is None or visit.person_id is None:
        return None
    owned = visit.owned_through("person")
    later = Change.objects.filter(**owned).order_by("pk")
    change = later.filter(public_id=shown).first() if _is_name(shown) else None
    if change is None:
        return Draft()  # it showed nothing of this record
    after = later.filter(pk__gt=change.pk).first()
    return None if after is None else draft_before(after)


def was_told(visit: Visit, key: UUID) -> bool:
    """Tell whether an entry stands in the record, or once did."""
    owned = visit.owned_through("person")
    return visit.person_id is not None and EntryRow.objects.filter(public_id=key, **owned).exists()


def last_change(visit: Visit) -> str:
    """Return the name of the last change of the record; empty where there is none."""
    if visit.person_id is None:
        return ""
    owned = visit.owned_through("person")
    name = Change.objects.filter(**owned).order_by("-pk").values_list("public_id", flat=True).first()
    return "" if name is None else str(name)


def _is_name(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def entries_of(revisions: QuerySet[Revision]) -> dict[str, list[KeptEntry]]:
    """Return what revisions say, by section, in the order of the entries."""
    found: dict[str, list[KeptEntry]] = {}
    rows = revisions.order_by("position", "entry_id")
    names = ("entry__section", "entry__public_id", "position", "content", "entry_id")
    for section, key, position, content, entry_id in rows.values_list(*names):
        found.setdefault(section, []).append(KeptEntry(str(key), position, content, entry_id))
    return found


def read_rows(told: Iterable[str], entries: dict[str, list[KeptEntry]]) -> Draft:
    """Return the draft of sections told and of what their entries say."""
    document: Json = {}
    keys: dict[str, tuple[str, ...]] = {}
    for section in told:
        kept = entries.get(section, [])
        table = section_table(section)
        assert table is not None
        if not table.single:
            document[section] = [entry.content for entry in kept]
            keys[section] = tuple(entry.key for entry in kept)
        elif kept and table is not HIGH_SCHOOL:
            document.setdefault(section, {}).update(kept[0].content)  # type: ignore[attr-defined]
        elif kept:
            document.setdefault(PERSON.name, {})[HIGH_SCHOOL.name] = kept[0].content  # type: ignore[index]
    # What was right when it was told stays readable when a later version refuses it from a file.
    return Draft(record=read_person(located(document, file="record"), contradictions=False), keys=keys)


def _sections(told: QuerySet[SectionTold]) -> list[str]:
    return list(told.values_list("section", flat=True))


def _known_at(moment: datetime) -> Q:
    return Q(recorded_at__lt=moment) & (Q(replaced_at__isnull=True) | Q(replaced_at__gte=moment))
