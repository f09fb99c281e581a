"""What was changed in a record, and how to take it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from certway.core.person.draft import Draft
from certway.records.load import draft_before
from certway.records.models.facts import Change, ChangeKind, Revision, SectionTold
from certway.records.save import locked_record, save_draft
from certway.records.visits import Visit

UNDO_HOURS = 24  # then a change is taken back from the history


@dataclass(frozen=True, slots=True)
class Undoable:
    """The change that the button takes back."""

    name: UUID
    kind: ChangeKind
    made_at: datetime  # UTC
    sections: frozenset[str]  # that it touched


def undoable_change(visit: Visit) -> Undoable | None:
    """Return the last change, if it was made lately; where it is undone already, the one before that.

    So nothing that was told later is lost with it.
    """
    if visit.person_id is None:
        return None
    owned = visit.owned_through("person")
    last = _undoable(Change.objects.filter(**owned), visit)
    if last is None:
        return None
    return Undoable(last.public_id, ChangeKind(last.kind), last.made_at, frozenset(_sections_of(last)))


def undo_change(visit: Visit, name: UUID) -> bool:
    """Put the record back to what it was before a change, if that is the last one; return whether it was.

    It is named, so that a button that is pressed twice takes nothing else back.
    """
    with transaction.atomic():
        kept = locked_record(visit)
        last = None if kept is None else _undoable(kept.person.changes.all(), visit)
        if kept is None or last is None or last.public_id != name:
            return False
        save_draft(visit, kept, draft_before(last), kind=ChangeKind.UNDONE, undoes=last)
    return True


def _undoable(changes: QuerySet[Change], visit: Visit) -> Change | None:
    standing = changes.exclude(kind=ChangeKind.UNDONE).filter(undone_by__isnull=True)
    last = standing.order_by("pk").last()
    since = visit.at - timedelta(hours=UNDO_HOURS)
    return last if last is not None and last.made_at >= since else None


def _sections_of(change: Change) -> Iterable[str]:
    touched = Q(recorded_in=change) | Q(replaced_in=change)
    told = SectionTold.objects.filter(touched).values_list("section")
    said = Revision.objects.filter(touched).values_list("entry__section")
    return (section for (section,) in told.union(said))


def put_back_removed(visit: Visit, name: UUID) -> bool:
    """Put back the entry that a change removed, in its place; what was told since stays. False where there is none."""
    with transaction.atomic():
        kept = locked_record(visit)
        found = None
        if kept is not None:
            found = kept.person.changes.filter(public_id=name, kind=ChangeKind.REMOVED).first()
        if kept is None or found is None:
            return False
        save_draft(visit, kept, _with_removed(kept.draft, found), kind=ChangeKind.TOLD)
    return True


def _with_removed(draft: Draft, change: Change) -> Draft:
    """Return a draft with the entry that a change removed in its place."""
    before = draft_before(change)
    ended = {str(key) for key in change.ended_revisions.values_list("entry__public_id", flat=True)}
    for section, keys in before.keys.items():
        for key in ended.intersection(keys).difference(draft.keys.get(section, ())):
            draft = _put_back(draft, before, section, key)
    return draft


def _put_back(draft: Draft, before: Draft, section: str, key: str) -> Draft:
    """Return a draft with an entry of an earlier one, after those that stood before it then."""
    earlier = before.keys[section][: before.place(section, key)]
    kept = list(draft.keyed(section))
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


def changes_of(visit: Visit) -> QuerySet[Change]:
    """Return every change of the record, the newest first."""
    owned = visit.owned_through("person")
    return Change.objects.filter(**owned).order_by("-pk") if visit.person_id else Change.objects.none()
