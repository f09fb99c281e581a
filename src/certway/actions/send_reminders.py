"""Send reminders: one mail a person and day, once, with whatever is due where she is."""

from __future__ import annotations

import logging
from datetime import datetime
from secrets import token_urlsafe

from allauth.account.models import EmailAddress
from django.conf import settings as site
from django.db import transaction
from django.urls import reverse

from certway.actions.find_deadlines import credential_names, find_deadlines
from certway.actions.send_letter import queue_letter
from certway.core.renew.hours import may_write
from certway.core.renew.reminders import Round, horizon_of, plan_round
from certway.exchange.reminder_text import Addresses, reminder_letter
from certway.records.models import ReminderSettings, StopLink, User
from certway.records.models.reminders import WEEKLY
from certway.records.reminders import (
    kept_settings,
    known_of,
    people_to_remind,
    quiet_of,
    save_round,
    token_hash,
    wishes_of,
    zone_named,
)
from certway.records.work.failures import WorkError

LOG = logging.getLogger("certway.reminders")
TOKEN_BYTES = 32  # of the address that stops reminders


class NotRemindedError(WorkError):
    """Raised when everybody's turn is over and some could not be reminded."""

    def __init__(self, count: int) -> None:
        super().__init__(f"people who could not be reminded: {count}; the log names each by number and says why")


def send_reminders(now: datetime) -> int:
    """Queue the mails that are due; return how many. `now` is an instant in UTC.

    Somebody who can't be reminded keeps nobody else from it. Raises NotRemindedError afterwards, if there was any.
    """
    sent, failed = 0, 0
    for user_id in list(people_to_remind(now)):
        try:
            sent += remind(user_id, now=now)
        except Exception:
            LOG.exception("user %s was not reminded", user_id)
            failed += 1
    if failed:
        raise NotRemindedError(failed)
    return sent


def remind(user_id: int, *, now: datetime) -> bool:
    """Queue a user's mail for her day, with all that it leaves behind; return whether there was anything to say.

    Whoever comes second, on the same day, finds that it was done.
    """
    with transaction.atomic():
        user = User.objects.filter(pk=user_id, is_active=True, erase_at=None).first()
        if user is None:
            return False
        settings, here = kept_settings(user_id), now.astimezone(zone_named(user.time_zone))
        if not _is_awaited(settings, here):
            return False
        found = _round_of(user, settings, here)
        save_round(settings, found, on=here.date())
        if found.due:
            _queue(user, settings, found, here)
    return bool(found.due)


def _is_awaited(settings: ReminderSettings, here: datetime) -> bool:
    """Tell whether a mail may go out at a moment where she is; the hour may be one that there is not, or twice."""
    day, pause = here.date(), settings.paused_until
    if not settings.is_on or settings.handled_on == day or (pause is not None and day < pause):
        return False
    return may_write(here.hour, wanted=settings.hour, quiet=quiet_of(settings))


def _round_of(user: User, settings: ReminderSettings, here: datetime) -> Round:
    as_of, joined = here.date().toordinal(), user.joined_at.astimezone(here.tzinfo).date()
    known = known_of(settings, joined_on=joined)
    return plan_round(
        find_deadlines(user.pk, as_of=as_of),
        wishes=wishes_of(settings),
        known=known,
        as_of=as_of,
        horizon=horizon_of(as_of, weekly=settings.digest == WEEKLY, handled=known.handled),
    )


def _queue(user: User, settings: ReminderSettings, found: Round, here: datetime) -> None:
    token = token_urlsafe(TOKEN_BYTES)
    StopLink.objects.create(user=user, token_hash=token_hash(token), made_on=here.date())
    stop = whole_address(reverse("remind:stop", args=[token]))
    letter = reminder_letter(
        found.due,
        as_of=here.date().toordinal(),
        names=credential_names(),
        leads=settings.leads,
        addresses=Addresses(whole_address(reverse("renew:renewals")), whole_address(reverse("remind:reminders")), stop),
    )
    queue_letter(
        key=f"reminders/{user.public_id}/{here.date().isoformat()}",
        address=mail_address(user),
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        user=user,
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )


def whole_address(path: str) -> str:
    """Return a path of this site as mail and calendars name it."""
    address: str = site.SITE_ADDRESS
    return address + path


def mail_address(user: User) -> str:
    """Return the address that was confirmed; the one of the account where none is listed."""
    known = EmailAddress.objects.filter(user=user, primary=True).values_list("email", flat=True).first()
    return known or user.email
