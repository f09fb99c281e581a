"""Effects that happen once, however often the work is repeated."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from certway.records.models.identity import User
from certway.records.models.work import Effect


def once(*, key: str, do: Callable[[], object], user: User | None = None) -> bool:
    """Do something unless it was done under this key before; return whether it was done now.

    The key and what `do` writes into the database stand or fall together, so `do` does nothing outside it. A second one
    who comes at the same moment waits for the first. What concerns a user is forgotten with her.
    """
    with transaction.atomic():
        _, is_new = Effect.objects.get_or_create(key=key, defaults={"user": user})
        if is_new:
            do()
    return is_new
