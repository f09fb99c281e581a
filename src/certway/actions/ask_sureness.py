"""Choose, before an exam begins, whether one is asked how sure one is of each answer."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from certway.core.sit.delivery import RefusedError
from certway.records.sittings import STEERING, load_log, plain, profile_of_row, sittings_of


def ask_sureness(user_id: int, key: UUID, *, asks: bool) -> None:
    """Let a user's sitting ask how sure she is, or not.

    Raises LookupError for no sitting of this user, and RefusedError for one that has begun.
    """
    with transaction.atomic():
        sitting = sittings_of(user_id).select_for_update(of=("self",)).filter(public_id=key).first()
        if sitting is None:
            raise LookupError(key)
        if load_log(sitting, STEERING):
            raise RefusedError("begun-before")
        sitting.profile = plain(replace(profile_of_row(sitting), asks_sure=asks))
        sitting.save(update_fields=["profile"])
