"""What was changed in a record, and how to take it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from certway.core.person.draft import Draft
from certway.records.load import draft_before
from certway.records.models.facts import Change, ChangeKind, Revision, SectionTold
from certway.records.save import locked_record, save_draft
from certway.records.visits import Visit

UNDO_HOURS = 24  # then a change is taken back from the history
UNDOABLE = (ChangeKind.REMOVED, ChangeKind.REPLACED, ChangeKind.RESTORED, ChangeKind.ADDED, ChangeKind.CLAIMED)


def undoable_change(visit: Visit) -> UUID | None:
    """Return the name of the last change that removed or replaced something lately and is not undone yet."""
    if visit.person_id is None:
        return None
    owned = {f"person__{name}": value for name, value in visit.owned.items()}
    return _undoable(Change.objects.filter(**owned), visit).values_list("public_id", flat=True).last()


def undo_change(visit: Visit, change: UUID) -> bool:
    """Put back what a change replaced or removed, if it is the last such one; return whether it was.

    It is named, so that a button that is pressed twice takes nothing else back.
    """
    with transaction.atomic():
        kept = locked_record(visit)
        last = None if kept is None else _undoable(kept.person.changes.all(), visit).last()
        if kept is None or last is None or last.public_id != change:
            return False
        save_draft(visit, kept, _undone(kept.draft, last), kind=ChangeKind.UNDONE, undoes=last)
    return True


def _undoable(changes: QuerySet[Change], visit: Visit) -> QuerySet[Change]:
    since = visit.at - timedelta(hours=UNDO_HOURS)
    return changes.filter(kind__in=UNDOABLE, undone_by__isnull=True, made_at__gte=since).order_by("pk")


def _undone(draft: Draft, change: Change) -> Draft:
    """Return a draft with what one change did taken back: a removed entry in its place, or everything as it was."""
    before = draft_before(change)
    if change.kind != ChangeKind.REMOVED:
        return before
    ended = {str(key) for key in change.ended_revisions.values_list("entry__public_id", flat=True)}
    for section, keys in before.keys.items():
        for key in ended.intersection(keys):
            draft = _put_back(draft, before, section, key)
    return draft


def _put_back(draft: Draft, before: Draft, section: str, key: str) -> Draft:
    """Return a draft with an entry of an earlier one, after those that stood before it then."""
    earlier = before.keys[section][: before.place(section, key)]
    kept = [(name, entry) for name, entry in draft.keyed(section) if name != key]
    place = max((at + 1 for at, (name, _) in enumerate(kept) if name in earlier), default=0)
    kept.insert(place, (key, before.entry(section, key)))
    draft = draft.with_none(section)
    for name, entry in kept:
        draft = draft.with_entry(section, name, entry)
    return draft


def restore_before(visit: Visit, change: UUID) -> bool:
    """Put the whole record back to what it was before a change; False where it is no change of this record."""
    with transaction.atomic():
        kept = locked_record(visit)
        found = None if kept is None else kept.person.changes.filter(public_id=change).first()
        if kept is None or found is None:
            return False
        save_draft(visit, kept, draft_before(found), kind=ChangeKind.RESTORED)
    return True


def sections_changed(changes: Iterable[Change]) -> dict[int, set[str]]:
    """Return the sections that changes touched, by the changes' row numbers."""
    numbers = [change.pk for change in changes]
    touched: dict[int, set[str]] = {}
    for ends in ("recorded_in", "replaced_in"):
        told = SectionTold.objects.filter(**{f"{ends}__in": numbers}).values_list(ends, "section")
        said = Revision.objects.filter(**{f"{ends}__in": numbers}).values_list(ends, "entry__section")
        for number, section in (*told, *said):
            touched.setdefault(number, set()).add(section)
    return touched


def changes_of(visit: Visit) -> QuerySet[Change]:
    """Return every change of the record, the newest first."""
    owned = {f"person__{name}": value for name, value in visit.owned.items()}
    return Change.objects.filter(**owned).order_by("-pk") if visit.person_id else Change.objects.none()
