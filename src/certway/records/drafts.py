"""A visitor's answers: rows to a draft and back. Two windows never overwrite each other's answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TypeAlias
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils import timezone

from certway.core.person.draft import Draft
from certway.core.person.reading import read_person, write_person
from certway.core.person.record import Record
from certway.core.units.located import located
from certway.records.models.visitors import VisitorDraft

SESSION_KEY = "draft"  # the session holds the draft's public id
KEPT_DAYS = 60  # after the last change
UNDOABLE_STEPS = 5  # so that own answers come back also when Maria's were changed and replaced
PLACE = "place"  # in a step: where the entry stood that was removed; without it, everything was replaced

Json: TypeAlias = "dict[str, object]"


def load_draft(session: SessionBase) -> Draft:
    """Return what the visitor has told; an empty draft when that is nothing."""
    name = _named(session)
    row = None if name is None else VisitorDraft.objects.filter(public_id=name).first()
    return Draft() if row is None else read_draft(row.content)


def change_draft(session: SessionBase, change: Callable[[Draft], Draft], *, undoable: bool = False) -> Draft:
    """Return the visitor's draft after a change, which is kept.

    The change sees what is stored at that moment, with the row locked. With `undoable` what it replaces is kept too.
    """
    with transaction.atomic():
        row = _locked(session) or _new_row(session)
        kept = read_draft(row.content)
        draft = change(kept)
        if undoable and row.content and draft.record != kept.record:
            _remember(row, row.content)
        row.content = write_draft(draft)
        row.save()
    return draft


def remove_from_draft(session: SessionBase, section: str, key: str) -> Draft:
    """Return the visitor's draft without an entry; undoing that leaves everything told since as it is.

    An entry that is gone already changes nothing, also nothing of what can be undone.
    """
    with transaction.atomic():
        row = _locked(session)
        draft = Draft() if row is None else read_draft(row.content)
        if row is None or key not in draft.keys.get(section, ()):
            return draft
        removed = Record(lists={section: (draft.entry(section, key),)})
        _remember(row, {PLACE: draft.place(section, key), **write_draft(Draft(removed, {section: (key,)}))})
        draft = draft.without_entry(section, key)
        row.content = write_draft(draft)
        row.save()
    return draft


def can_undo(session: SessionBase) -> bool:
    """Tell whether there is an undoable change to undo."""
    name = _named(session)
    return name is not None and VisitorDraft.objects.filter(public_id=name, before__isnull=False).exists()


def undo_change(session: SessionBase) -> bool:
    """Put back what the last undoable change replaced or removed; return whether there was any."""
    with transaction.atomic():
        row = _locked(session)
        if row is None or row.before is None:
            return False
        *earlier, last = row.before
        row.content, row.before = _undone(row.content, last), earlier or None
        row.save()
    return True


def _remember(row: VisitorDraft, step: Json) -> None:
    row.before = [*(row.before or ()), step][-UNDOABLE_STEPS:]


def _undone(content: Json, before: Json) -> Json:
    place = before.get(PLACE)
    if not isinstance(place, int):
        return before
    draft, removed = read_draft(content), read_draft(before)
    for section in removed.keys:
        kept = list(draft.keyed(section))
        kept[place:place] = removed.keyed(section)
        draft = draft.with_none(section)
        for key, entry in kept:
            draft = draft.with_entry(section, key, entry)
    return write_draft(draft)


def forget_draft(session: SessionBase) -> None:
    """Delete everything the visitor told, and her session."""
    name = _named(session)
    if name is not None:
        VisitorDraft.objects.filter(public_id=name).delete()
    session.flush()


def owner_of(session: SessionBase) -> str:
    """Return a hash that stands for whoever told something in a session; empty where nobody did."""
    name = _named(session)
    return "" if name is None else sha256(name.bytes).hexdigest()


def delete_old_drafts(now: datetime) -> int:
    """Delete the drafts that nobody changed for KEPT_DAYS; return how many. `now` is an instant in UTC."""
    return VisitorDraft.objects.filter(changed_at__lt=now - timedelta(days=KEPT_DAYS)).delete()[0]


def _named(session: SessionBase) -> UUID | None:
    """Return the public id that a session holds; None where it holds none, or something else."""
    try:
        return UUID(str(session.get(SESSION_KEY)))
    except ValueError:
        return None


def _locked(session: SessionBase) -> VisitorDraft | None:
    # SQLite takes the writers' lock when the transaction begins; PostgreSQL locks the row.
    name = _named(session)
    return VisitorDraft.objects.select_for_update().filter(public_id=name).first() if name else None


def _new_row(session: SessionBase) -> VisitorDraft:
    delete_old_drafts(timezone.now())  # a server that is used keeps its promise without anybody's help
    row = VisitorDraft.objects.create()
    session[SESSION_KEY] = str(row.public_id)
    return row


def write_draft(draft: Draft) -> Json:
    """Return a draft as JSON: the person file's content, and the entries' keys."""
    return {"person": write_person(draft.record), "keys": {name: list(keys) for name, keys in draft.keys.items()}}


def read_draft(content: Json) -> Draft:
    """Return the draft that JSON of `write_draft` holds; an empty one for no content. Raises InputError."""
    if not content:
        return Draft()
    keys = content["keys"]
    assert isinstance(keys, dict)
    return Draft(
        record=read_person(located(content["person"], file="draft")),
        keys={name: tuple(told) for name, told in keys.items()},
    )
