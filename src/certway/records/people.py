"""The person whose record a user keeps."""

from __future__ import annotations

from django.db import transaction

from certway.records.models.identity import Person, User


def person_of(user_id: int) -> Person:
    """Return a user's own person, made where there is none yet; two that ask at the same moment get the same."""
    own = Person.objects.filter(owner_id=user_id).order_by("pk")
    found = own.first()
    if found is not None:
        return found
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user_id)
        return own.first() or Person.objects.create(owner_id=user_id)
