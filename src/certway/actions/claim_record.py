"""Move what a visitor told into her account, at sign-up and whenever she signs in."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from certway.records.models import Person, User


def claim_record(*, session: SessionBase, user_id: int) -> None:
    """Give the user a record of her own, if she has none.

    It is called with the session in which she has just signed in; what was in it before is still there.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user_id)  # signing in twice at the same moment makes one record
        if not Person.objects.filter(owner_id=user_id).exists():
            Person.objects.create(owner_id=user_id)
