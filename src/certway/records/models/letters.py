"""Mail on its way out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from certway.records.models.identity import User

_BLANK = models.Q(address="", subject="", text="", html="")


class Letter(models.Model):
    """One mail to one address. Once it is sent, only that it was sent is kept, so that it is never sent again."""

    key = models.CharField(max_length=200, unique=True)  # names the letter; never an address or a name of a person
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="letters")
    sender = models.CharField(max_length=320, blank=True)  # "" = the address of this server
    address = models.CharField(max_length=320, blank=True)
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)  # name → value
    queued_at = models.DateTimeField(auto_now_add=True, db_index=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)  # how often the mail server was asked

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(sent_at=None) | _BLANK, name="sent_letter_is_blank"),
        ]

    def __str__(self) -> str:
        return self.key
