"""Visits by the moment, as views make them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore

from certway.records.history import undo_change, undoable_change
from certway.records.models import User
from certway.records.visits import Visit

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def visit(session: SessionBase | None = None, *, user: User | None = None, hours: float = 0) -> Visit:
    """Return a visit some hours after noon of 2026-11-24; without a session by somebody new."""
    at = NOON + timedelta(hours=hours)
    return Visit(SessionStore() if session is None else session, None if user is None else user.pk, at)


def can_undo(here: Visit) -> bool:
    """Tell whether undoing is offered."""
    return undoable_change(here) is not None


def undo_last(here: Visit) -> bool:
    """Press the button that undoes, if there is one."""
    change = undoable_change(here)
    return change is not None and undo_change(here, change.name)
