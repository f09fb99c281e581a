"""A visitor's answers: rows to a draft and back. Two windows never overwrite each other's answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeAlias

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from certway.core.person.draft import Draft
from certway.core.person.reading import read_person, write_person
from certway.core.units.located import located
from certway.records.models.visitors import VisitorDraft

SESSION_KEY = "draft"  # the session holds the draft's public id
KEPT_DAYS = 60  # after the last change

Json: TypeAlias = "dict[str, object]"


def load_draft(session: SessionBase) -> Draft:
    """Return what the visitor has told; an empty draft when that is nothing."""
    row = VisitorDraft.objects.filter(public_id=session[SESSION_KEY]).first() if SESSION_KEY in session else None
    return Draft() if row is None else read_draft(row.content)


def change_draft(session: SessionBase, change: Callable[[Draft], Draft], *, undoable: bool = False) -> Draft:
    """Return the visitor's draft after a change, which is kept.

    The change sees what is stored at that moment, with the row locked. With `undoable` what it replaces is kept too.
    """
    with transaction.atomic():
        row = _locked(session)
        draft = change(read_draft(row.content))
        if undoable:
            row.before = row.content or None
        row.content = write_draft(draft)
        row.save()
    return draft


def can_undo(session: SessionBase) -> bool:
    """Tell whether there is an undoable change to undo."""
    return (
        SESSION_KEY in session
        and VisitorDraft.objects.filter(public_id=session[SESSION_KEY], before__isnull=False).exists()
    )


def undo_change(session: SessionBase) -> bool:
    """Put back what the last undoable change replaced; return whether there was any."""
    with transaction.atomic():
        row = _locked(session)
        if row.before is None:
            return False
        row.content, row.before = row.before, None
        row.save()
    return True


def forget_draft(session: SessionBase) -> None:
    """Delete everything the visitor told, and her session."""
    if SESSION_KEY in session:
        VisitorDraft.objects.filter(public_id=session[SESSION_KEY]).delete()
    session.flush()


def delete_old_drafts(now: datetime) -> int:
    """Delete the drafts that nobody changed for KEPT_DAYS; return how many. `now` is an instant in UTC."""
    return VisitorDraft.objects.filter(changed_at__lt=now - timedelta(days=KEPT_DAYS)).delete()[0]


def _locked(session: SessionBase) -> VisitorDraft:
    if SESSION_KEY in session:
        # SQLite takes the writers' lock when the transaction begins; PostgreSQL locks the row.
        row = VisitorDraft.objects.select_for_update().filter(public_id=session[SESSION_KEY]).first()
        if row is not None:
            return row
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
