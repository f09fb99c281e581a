"""Take back accounts whose e-mail address was never confirmed."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress

from certway.records.models import User

KEPT_HOURS = 24


def clear_signups(now: datetime) -> int:
    """Delete the accounts that began KEPT_HOURS ago and were never signed in to; return how many rows went.

    So nobody can hold the address of somebody else for longer. `now` is an instant in UTC.
    """
    confirmed, asked = (EmailAddress.objects.filter(verified=one).values("user_id") for one in (True, False))
    begun = User.objects.filter(
        joined_at__lt=now - timedelta(hours=KEPT_HOURS), last_login__isnull=True, is_superuser=False, pk__in=asked
    )
    return begun.exclude(pk__in=confirmed).delete()[0]
