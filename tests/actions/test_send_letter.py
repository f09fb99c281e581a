"""Letters leave through a real mail server: each once, and nothing of them stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from builders.post_office import TAKEN, PostOffice, post_office
from builders.workers import NOON, Clock, worker
from certway.actions.outbox import AttachmentError
from certway.actions.send_letter import KEPT_DAYS, deliver_letter, forget_unsent_letters, message_id, queue_letter
from certway.records.models import Letter, User
from certway.records.work.leases import try_again

pytestmark = pytest.mark.django_db

READY, FAILED, SUCCESSFUL = TaskResultStatus.READY, TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL
SECRETS = ("zora@example.org", "Your code", "314159", "List-Unsubscribe")


@pytest.fixture(autouse=True)
def _by_smtp(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "certway.actions.outbox.OutboxBackend"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "Certway <office@certway.example>"


def deliver_to(office: PostOffice, settings: Settings) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port


def queue(key: str = "code:7", **told: Any) -> bool:
    letter = {"address": "zora@example.org", "subject": "Your code", "text": "It is 314159.", **told}
    return queue_letter(key=key, **letter)


def row() -> DBTaskResult[Any, Any]:
    return DBTaskResult.objects.get()


def kept() -> str:
    """Everything that the database holds about letters and their tasks."""
    return f"{list(Letter.objects.values())} {list(DBTaskResult.objects.values())}"


def test_letter_is_delivered_once_and_forgotten(settings: Settings) -> None:
    with post_office() as office:
        deliver_to(office, settings)
        queued = [queue(html="<p>It is <b>314159</b>.", headers={"List-Unsubscribe": "<https://certway.example/u/1>"})]
        queued.append(queue())
        task = row().args_kwargs
        worker(Clock()).run_next()
        queued.append(queue())
        deliver_letter.call(Letter.objects.get().pk)

    assert queued == [True, False, False]
    assert task == {"args": [Letter.objects.get().pk], "kwargs": {}}
    (letter,) = office.letters
    assert office.addresses == [("office@certway.example", ["zora@example.org"])]
    assert (letter["From"], letter["To"], letter["Subject"]) == (
        "Certway <office@certway.example>",
        "zora@example.org",
        "Your code",
    )
    assert (letter["Message-ID"], letter["List-Unsubscribe"]) == (message_id("code:7"), "<https://certway.example/u/1>")
    assert [part.get_content().strip() for part in letter.iter_parts()] == [
        "It is 314159.",
        "<p>It is <b>314159</b>.",
    ]
    assert (Letter.objects.get().sent_at is not None, Letter.objects.get().tries) == (True, 1)
    assert [secret for secret in SECRETS if secret in kept()] == []


def test_letter_that_was_sent_but_not_recorded_comes_again_under_the_same_id(settings: Settings) -> None:
    with post_office() as office:
        deliver_to(office, settings)
        queue()
        with transaction.atomic():
            deliver_letter.call(Letter.objects.get().pk)
            transaction.set_rollback(True)  # as if the machine had stopped before anything was written
        worker(Clock()).run_next()

    first, second = office.letters
    assert (first["Message-ID"], first["Date"]) == (second["Message-ID"], second["Date"])


def test_letter_that_is_delayed_is_sent_later(settings: Settings) -> None:
    clock = Clock()
    with post_office("451 try again later", TAKEN) as office:
        deliver_to(office, settings)
        queue()
        worker(clock).run_next()
        delayed = (row().status, row().run_after - NOON, row().traceback.splitlines()[-1])
        clock.pass_by(minutes=1)
        worker(clock).run_next()

    reason = f"letter {Letter.objects.get().pk} was not taken: SMTPRecipientsRefused 451"
    assert delayed == (READY, timedelta(minutes=1), f"certway.actions.send_letter.LetterDelayedError: {reason}")
    assert (len(office.letters), row().status, Letter.objects.get().tries) == (1, SUCCESSFUL, 2)


def test_letter_that_is_refused_is_listed_and_can_be_tried_by_hand(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with post_office("550 no such mailbox", TAKEN) as office:
        deliver_to(office, settings)
        queue()
        worker(Clock()).run_next()
        refused = row()
        try_again([refused], now=NOON)
        worker(Clock()).run_next()

    assert (refused.status, refused.traceback.rpartition(": ")[2]) == (FAILED, "SMTPRecipientsRefused 550")
    assert "zora@" not in refused.traceback + caplog.text
    assert (len(office.letters), row().status) == (1, SUCCESSFUL)


def test_mail_server_that_is_away_is_asked_again(settings: Settings) -> None:
    with post_office() as office:
        deliver_to(office, settings)
    queue()
    worker(Clock()).run_next()

    assert (row().status, row().traceback.rpartition(": ")[2]) == (READY, "ConnectionRefusedError")


def test_letter_that_could_not_be_sent_for_a_week_is_forgotten() -> None:
    queue()
    now = timezone.now()

    assert [forget_unsent_letters(now=now + timedelta(days=days)) for days in (6, 8, 8)] == [0, 1, 0]
    assert [secret for secret in SECRETS if secret in kept()] == []
    worker(Clock()).run_next()
    assert row().status == FAILED


def test_letter_that_waited_for_weeks_is_not_sent_and_is_listed(settings: Settings) -> None:
    """As after a rest of all workers, when nothing was forgotten meanwhile."""
    with post_office() as office:
        deliver_to(office, settings)
        queue()
        Letter.objects.update(queued_at=timezone.now() - timedelta(days=KEPT_DAYS, minutes=1))
        worker(Clock()).run_next()
    letter = Letter.objects.get()

    assert (office.letters, letter.sent_at, letter.tries) == ([], None, 0)
    reason = f"letter {letter.pk} was refused: after 7 days without success its text was deleted"
    assert (row().status, row().traceback.rpartition("Error: ")[2]) == (FAILED, reason)
    assert [secret for secret in SECRETS if secret in kept()] == []


def test_letter_stands_or_falls_with_its_transaction_and_goes_with_its_user() -> None:
    user = User.objects.create_user(email="zora@example.org")
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert (Letter.objects.count(), DBTaskResult.objects.count()) == (0, 0)

    queue(user=user)
    user.delete()
    worker(Clock()).run_next()
    assert (Letter.objects.count(), row().status) == (0, SUCCESSFUL)


def test_database_keeps_no_sent_letter_with_its_text() -> None:
    queue()
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.update(sent_at=NOON)


@pytest.mark.parametrize("told", [{"subject": "a\nBcc: b@example.org"}, {"headers": {"X": "a\nb"}}, {"address": "a b"}])
def test_letter_that_cannot_be_written_is_refused_at_once(told: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        queue(**told)
    assert Letter.objects.count() == 0


def test_libraries_that_send_mail_queue_letters(settings: Settings) -> None:
    user = User.objects.create_user(email="zora@example.org")
    message = EmailMultiAlternatives(
        subject="Hello",
        body="Plain",
        to=["Zora <ZORA@example.org>"],
        bcc=["two@example.org"],
        reply_to=["help@certway.example"],
        headers={"List-Unsubscribe": "<https://certway.example/u/2>"},
    )
    message.attach_alternative("<p>Rich", "text/html")
    sent = [message.send(), send_mail("Again", "Plain", None, ["three@example.org"])]
    with post_office() as office:
        deliver_to(office, settings)
        worker(Clock()).drain()

    assert sent == [1, 1]
    assert [to for _, to in office.addresses] == [["ZORA@example.org"], ["two@example.org"], ["three@example.org"]]
    first, second, _ = office.letters
    assert (first["Reply-To"], first["List-Unsubscribe"]) == ("help@certway.example", "<https://certway.example/u/2>")
    assert [part.get_content().strip() for part in first.iter_parts()] == ["Plain", "<p>Rich"]
    assert (second["To"], second["Bcc"]) == ("two@example.org", None)
    assert list(Letter.objects.order_by("pk").values_list("user", flat=True)) == [user.pk, None, None]


def test_message_with_an_attachment_is_not_taken() -> None:
    message = EmailMultiAlternatives(subject="Hello", body="Plain", to=["zora@example.org"])
    message.attach("card.pdf", b"%PDF", "application/pdf")
    with pytest.raises(AttachmentError):
        message.send()
