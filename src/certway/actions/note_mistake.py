"""Say in review why an answer was wrong: knowledge, misread, timing."""

from __future__ import annotations

from uuid import UUID

from certway.records.models import MistakeKind, MistakeNote
from certway.records.sittings import own_sitting


def note_mistake(user_id: int, key: UUID, place: int, kind: str) -> None:
    """Keep why the answer at a place was wrong, in place of what was said before; an unknown kind takes it back.

    Raises LookupError for no such sitting of this user, or no such place.
    """
    sitting = own_sitting(user_id, key)
    if sitting is None or not 0 <= place < len(sitting.form.shapes):
        raise LookupError(key)
    if kind in MistakeKind.values:
        MistakeNote.objects.update_or_create(sitting=sitting, place=place, defaults={"kind": kind})
    else:
        MistakeNote.objects.filter(sitting=sitting, place=place).delete()


def mistakes_of(user_id: int, key: UUID) -> dict[int, str]:
    """Return what a user said of the mistakes of a sitting, by place."""
    rows = MistakeNote.objects.filter(sitting__public_id=key, sitting__person__owner_id=user_id)
    return dict(rows.values_list("place", "kind"))
