"""Say how one wants to be reminded: when, how often, not for a while, not of this any more, not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from certway.core.renew.reminders import MOST_LEAD_DAYS
from certway.records.models import ReminderSettings, RetiredCredential
from certway.records.models.reminders import DAILY, LONGEST_NAME
from certway.records.reminders import kept_settings, user_of_stop_link


@dataclass(frozen=True, slots=True)
class ReminderChoice:
    """What somebody chose on the page."""

    is_on: bool
    leads: tuple[int, ...]  # days ahead
    hour: int  # 0–23
    quiet: tuple[int, int] | None  # hours from and until; None = never quiet
    digest: str = DAILY


def set_reminders(user_id: int, choice: ReminderChoice) -> None:
    """Keep a choice; the next round goes by it."""
    first, until = choice.quiet or (None, None)
    with transaction.atomic():
        settings = kept_settings(user_id)
        settings.is_on, settings.hour, settings.digest = choice.is_on, choice.hour, choice.digest
        settings.leads = sorted({lead for lead in choice.leads if 1 <= lead <= MOST_LEAD_DAYS}, reverse=True)
        settings.quiet_from, settings.quiet_until = first, until
        settings.save(update_fields=["is_on", "hour", "digest", "leads", "quiet_from", "quiet_until"])


def pause_reminders(user_id: int, *, until: date | None) -> None:
    """Send nothing before a day; None ends the pause. What came due meanwhile is caught up then."""
    with transaction.atomic():
        settings = kept_settings(user_id)
        settings.paused_until = until
        settings.save(update_fields=["paused_until"])


def retire_credential(user_id: int, credential: str, *, on: date) -> None:
    """No longer remind of what somebody does not keep any more; her record stays as it is."""
    if 0 < len(credential) <= LONGEST_NAME:
        RetiredCredential.objects.get_or_create(user_id=user_id, credential=credential, defaults={"since": on})


def keep_again(user_id: int, credentials: Iterable[str]) -> None:
    """Remind again of what was retired."""
    RetiredCredential.objects.filter(user_id=user_id, credential__in=list(credentials)).delete()


def stops(token: str) -> bool:
    """Tell whether a link stops anybody's reminders."""
    return user_of_stop_link(token) is not None


def unsubscribe(token: str) -> bool:
    """Stop all reminders of whoever got a mail with this token; return whether there is one."""
    user_id = user_of_stop_link(token)
    if user_id is None:
        return False
    ReminderSettings.objects.update_or_create(user_id=user_id, defaults={"is_on": False})
    return True
