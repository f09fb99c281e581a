"""The outbox as a mail backend of Django, for libraries that send mail themselves."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import parseaddr

from allauth.core import context
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from uuid_utils.compat import uuid7

from certway.actions.send_letter import HTML, queue_letter
from certway.records.models import User


class AttachmentError(ValueError):
    """Raised for a message with more than text and HTML, which the outbox does not keep."""

    def __init__(self) -> None:
        super().__init__("the outbox takes text and HTML only; put a link into the text instead of an attachment")


class OutboxBackend(BaseEmailBackend):
    """Queues messages instead of sending them, one letter a recipient; each call makes new letters."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue messages; return how many. Raises AttachmentError, ValueError for what can't be written."""
        with transaction.atomic():
            for message in email_messages:
                for address in message.recipients():
                    _queue(message, address)
        return len(email_messages)


def _queue(message: EmailMessage, address: str) -> None:
    if message.attachments or message.content_subtype != "plain":
        raise AttachmentError
    headers = {name: str(value) for name, value in message.extra_headers.items()}
    if message.reply_to:
        headers.setdefault("Reply-To", ", ".join(map(str, message.reply_to)))
    queue_letter(
        key=f"mail:{uuid7()}",
        address=address,
        subject=str(message.subject),
        text=str(message.body),
        html=_html(message),
        user=User.objects.filter(email__iexact=parseaddr(address)[1]).first() or _who_asks(),
        sender=message.from_email,
        headers=headers,
    )


def _who_asks() -> User | None:
    """Return who is signed in where the message is caused: an address that is not hers yet goes with her, too."""
    user = getattr(context.request, "user", None)
    return user if isinstance(user, User) else None


def _html(message: EmailMessage) -> str:
    """Return the HTML of a message, "" where it has none. Raises AttachmentError for any other alternative."""
    parts = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    if any(part[1] != HTML for part in parts) or len(parts) > 1:
        raise AttachmentError
    return "".join(str(part[0]) for part in parts)
