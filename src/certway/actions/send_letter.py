"""Send a letter: it is queued with whatever it tells about, and delivered by a worker."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from certway.records.models import Letter, User
from certway.records.work.failures import PermanentError, WorkError

BEFORE_OTHER_WORK = 10  # a letter may hold a code that somebody waits for
KEPT_DAYS = 7  # a letter that could not be sent; then what it says is deleted
HTML = "text/html"
_BLANK: Mapping[str, object] = {"address": "", "subject": "", "text": "", "html": "", "headers": {}}


class LetterDelayedError(WorkError):
    """Raised when a letter can't be sent now, but perhaps later."""

    def __init__(self, letter: int, reason: str) -> None:
        super().__init__(f"letter {letter} was not taken: {reason}")


class LetterRefusedError(PermanentError):
    """Raised when a letter will never be sent: the address does not exist, or the server won't have it."""

    def __init__(self, letter: int, reason: str) -> None:
        super().__init__(f"letter {letter} was refused: {reason}")


class AddressError(ValueError):
    """Raised for an address that nothing can be sent to."""

    def __init__(self) -> None:
        super().__init__("this is no e-mail address; write one such as maria@example.org")


def queue_letter(
    *,
    key: str,
    address: str,
    subject: str,
    text: str,
    html: str = "",
    user: User | None = None,
    sender: str = "",
    headers: Mapping[str, str] | None = None,
) -> bool:
    """Put a letter into the outbox, unless one with this key was there before; return whether it is new.

    It stands or falls with the transaction it is called in. With `user` the letter is deleted when she is. Raises
    AddressError, and ValueError for a subject or header that can't be written.
    """
    if not _is_address(parseaddr(address)[1]):
        raise AddressError
    told = {"address": address, "subject": subject, "text": text, "html": html, "headers": dict(headers or {})}
    _message(Letter(key=key, sender=sender, queued_at=datetime.fromtimestamp(0, UTC), **told)).message()
    with transaction.atomic():
        letter, is_new = Letter.objects.get_or_create(key=key, defaults={**told, "user": user, "sender": sender})
        if is_new:
            deliver_letter.enqueue(letter.pk)
    return is_new


@task(priority=BEFORE_OTHER_WORK)
def deliver_letter(letter_id: int) -> None:
    """Send a letter and forget what it says; a letter that was sent, or is gone, is left alone.

    Nothing is locked while the mail server takes its time. Whoever ends between sending and recording leaves a letter
    that is sent again, with the same Message-ID. A letter that waited for longer than KEPT_DAYS, because no worker ran
    or its database is a restored one, says nothing that is still true. Raises LetterDelayedError, LetterRefusedError.
    """
    forget_unsent_letters(now=timezone.now())
    letter = Letter.objects.filter(pk=letter_id, sent_at=None).first()
    if letter is None:
        return
    if not letter.address:
        raise LetterRefusedError(letter_id, f"after {KEPT_DAYS} days without success its text was deleted")
    Letter.objects.filter(pk=letter_id).update(tries=F("tries") + 1)
    _hand_over(letter)
    Letter.objects.filter(pk=letter_id).update(sent_at=timezone.now(), **_BLANK)


def forget_unsent_letters(*, now: datetime) -> int:
    """Delete what letters say that could not be sent for KEPT_DAYS; return how many. `now` is an instant in UTC."""
    old = Letter.objects.filter(sent_at=None, queued_at__lt=now - timedelta(days=KEPT_DAYS)).exclude(address="")
    return old.update(**_BLANK)


def message_id(key: str) -> str:
    """Return the Message-ID of the letter with a key: always the same, so that a repeat can be told from a new one."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def _hand_over(letter: Letter) -> None:
    # What the errors of others say holds the address: only our own words go on from here.
    try:
        get_connection(settings.MAIL_TRANSPORT).send_messages([_message(letter)])
    except SMTPException as error:
        code = _code(error)
        kind = LetterRefusedError if 500 <= code < 600 and not _is_ours(error) else LetterDelayedError
        raise kind(letter.pk, f"{type(error).__name__} {code or ''}".strip()) from None
    except ValueError as error:
        raise LetterRefusedError(letter.pk, type(error).__name__) from None
    except OSError as error:
        raise LetterDelayedError(letter.pk, type(error).__name__) from None


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _code(error: SMTPException) -> int:
    """Return the mail server's code; 0 where it gave none."""
    if isinstance(error, SMTPRecipientsRefused):
        return next((code for code, _ in error.recipients.values()), 0)
    return error.smtp_code if isinstance(error, SMTPResponseException) else 0


def _is_ours(error: SMTPException) -> bool:
    """Tell whether the server refuses us, not the letter: an operator can mend that."""
    return isinstance(error, SMTPAuthenticationError | SMTPConnectError | SMTPHeloError)


def _message(letter: Letter) -> EmailMessage:
    own = {"Message-ID": message_id(letter.key), "Date": format_datetime(letter.queued_at)}
    kept = {name: value for name, value in letter.headers.items() if name.title() not in ("Message-Id", "Date")}
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=letter.sender or settings.DEFAULT_FROM_EMAIL,
        to=[letter.address],
        headers={**kept, **own},
    )
    if letter.html:
        message.attach_alternative(letter.html, HTML)
    return message
