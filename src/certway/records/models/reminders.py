"""How a user wants to be reminded, what went out already, and the feed of her calendar.

Source: docs/decisions/0025-reminders.md
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from certway.core.renew.reminders import DEFAULT_LEADS
from certway.records.models.identity import User

LONGEST_NAME = 100  # characters of the id of a credential, or of another dated thing
LONGEST_WHAT = 60
HASH_LENGTH = 64  # of a SHA-256 in hexadecimal digits
DAILY, WEEKLY = "daily", "weekly"
DEFAULT_HOUR, DEFAULT_QUIET = 8, (21, 7)


def default_leads() -> list[int]:
    """Return the days ahead of who chose none."""
    return list(DEFAULT_LEADS)


class ReminderSettings(models.Model):
    """How one user is reminded by mail. Without this row she is reminded as the defaults say."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="reminders")
    is_on = models.BooleanField(default=True)
    leads = models.JSONField(default=default_leads)  # days ahead, the largest first
    hour = models.PositiveSmallIntegerField(default=DEFAULT_HOUR)  # 0–23, where she is
    quiet_from = models.PositiveSmallIntegerField(null=True, default=DEFAULT_QUIET[0])  # hour; null = never quiet
    quiet_until = models.PositiveSmallIntegerField(null=True, default=DEFAULT_QUIET[1])  # the first hour after it
    digest = models.CharField(max_length=6, default=DAILY)
    paused_until = models.DateField(null=True)  # the first day on which mail comes again
    handled_on = models.DateField(null=True)  # the last day, where she was, for which everything was said

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(hour__lte=23), name="reminder_hour_is_of_a_day"),
            models.CheckConstraint(condition=Q(digest__in=(DAILY, WEEKLY)), name="reminder_digest_is_known"),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False, quiet_from__lte=23, quiet_until__lte=23),
                name="quiet_hours_are_of_a_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user_id)


class RetiredCredential(models.Model):
    """What a user no longer keeps, and is not reminded of; it stays in her record."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="retired")
    credential = models.CharField(max_length=LONGEST_NAME)  # id, or another dated thing such as card:cpr
    since = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "credential"], name="credential_retired_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}/{self.pk}"


class WatchedDay(models.Model):
    """A day that stands in a user's deadlines, and since when its lead times count."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="watched_days")
    credential = models.CharField(max_length=LONGEST_NAME)
    what = models.CharField(max_length=LONGEST_WHAT)
    on = models.DateField()
    since = models.DateField(null=True)  # null = always: it moved here from a later day

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "credential", "what", "on"], name="day_watched_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}/{self.pk}"


class SentReminder(models.Model):
    """A reminder that went out, or that a more urgent one of the same day made needless: neither comes again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sent_reminders")
    key = models.CharField(max_length=LONGEST_NAME + LONGEST_WHAT + 20)  # core/renew/reminders.py, key_of
    said_on = models.DateField()  # where she was
    is_overtaken = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="reminder_sent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}/{self.pk}"


class StopLink(models.Model):
    """The address in one mail by which its reader stops all reminders, without signing in. It does so for ever."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="stop_links")
    token_hash = models.CharField(max_length=HASH_LENGTH, unique=True)  # SHA-256 of what stands in the mail
    made_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.user_id}/{self.pk}"


class CalendarFeed(models.Model):
    """The private address at which a user's calendar reads her dates. A new one takes the place of the old."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="calendar_feed")
    token_hash = models.CharField(max_length=HASH_LENGTH, unique=True)  # SHA-256 of what stands in the address
    made_on = models.DateField()  # where she was
    used_on = models.DateField(null=True)  # the last day in UTC on which it was read
    content_hash = models.CharField(max_length=HASH_LENGTH, blank=True, default="")  # of what it said last
    changed_at = models.DateTimeField()  # since when it says that

    def __str__(self) -> str:
        return str(self.user_id)


class FeedEvent(models.Model):
    """One event of a feed: its lasting id, and how often what it says changed. It stays when it is shown no more."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="feed_events")
    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    credential = models.CharField(max_length=LONGEST_NAME)
    what = models.CharField(max_length=LONGEST_WHAT)
    on = models.DateField()
    content_hash = models.CharField(max_length=HASH_LENGTH)
    sequence = models.PositiveIntegerField(default=0)
    is_shown = models.BooleanField(default=True)  # whether it stood in the feed when that was read last
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "credential", "what", "on"], name="feed_event_of_a_day"),
        ]

    def __str__(self) -> str:
        return str(self.uid)
