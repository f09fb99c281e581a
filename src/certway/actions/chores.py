"""What has to be done from time to time, whoever asks: old things are deleted."""

from __future__ import annotations

from django.core.management import call_command
from django.utils import timezone
from django_tasks import task

from certway.actions import see_readiness
from certway.actions.erase_account import erase_due_accounts
from certway.actions.send_letter import forget_unsent_letters
from certway.actions.send_reminders import send_reminders
from certway.records.erase import delete_old_visitors
from certway.records.vault import sweep_orphans

DONE_DAYS, FAILED_DAYS = 7, 60  # how long finished work stays in the list


@task()
def delete_visitors() -> None:
    """Delete the answers of visitors that nobody changed for too long."""
    delete_old_visitors(timezone.now())


@task()
def clear_sessions() -> None:
    """Delete the sessions that have run out."""
    call_command("clearsessions", verbosity=0)


@task()
def forget_letters() -> None:
    """Delete what letters say that could not be sent."""
    forget_unsent_letters(now=timezone.now())


@task()
def prune_work() -> None:
    """Delete finished work from the queue, what failed later than what went well."""
    call_command(
        "prune_db_task_results",
        queue_name="*",
        min_age_days=DONE_DAYS,
        failed_min_age_days=FAILED_DAYS,
        verbosity=0,
    )


@task()
def erase_accounts() -> None:
    """Erase the accounts whose days of grace are over."""
    erase_due_accounts(timezone.now())


@task()
def remind_people() -> None:
    """Queue the mails that remind people of their days."""
    send_reminders(timezone.now())


@task()
def note_readiness() -> None:
    """Note how everybody stands for the exam that she studies for."""
    see_readiness.note_readiness(timezone.now())


@task()
def sweep_documents() -> None:
    """Delete stored files that no document names."""
    sweep_orphans(timezone.now())
