"""Whose record a request is about, who asks, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

SESSION_KEY = "person"  # the session holds the person's public id
WAITING_KEY = "waiting"  # and, after a sign-in, that of the visitor who told something in it before
USED_ON = "used-on"  # in a session: the last day in UTC on which it was used


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of a visitor or a user. Her session names the person whose record it is about."""

    session: SessionBase
    user_id: int | None  # who is signed in; None for a visitor
    at: datetime  # an instant in UTC

    @property
    def person_id(self) -> UUID | None:
        """The public id of the person; None where the session names none, or something else."""
        try:
            return UUID(str(self.session.get(SESSION_KEY)))
        except ValueError:
            return None

    def as_visitor(self) -> Visit:
        """Return the same visit as it was before anybody signed in."""
        return Visit(self.session, None, self.at)

    def waiting(self) -> Visit | None:
        """Return the visit of who told something before the sign-in that is not hers yet; None for nobody."""
        name = self.session.get(WAITING_KEY)
        if self.user_id is None or name is None:
            return None
        hers = SessionBase()
        hers[SESSION_KEY] = name
        return Visit(hers, None, self.at)

    def stop_waiting(self) -> None:
        """Forget who told something before the sign-in."""
        self.session.pop(WAITING_KEY, None)

    @property
    def owned(self) -> Mapping[str, object]:
        """What a query for the person must ask: that it is this one, and belongs to who asks."""
        return {"public_id": self.person_id, "owner_id": self.user_id}

    def owned_through(self, path: str) -> Mapping[str, object]:
        """Return the same for rows that lead to the person by a path of relations, such as `entry__person`."""
        return {f"{path}__{name}": value for name, value in self.owned.items()}

    @property
    def owner(self) -> str:
        """A hash that stands for whose record it is; empty where nobody told anything."""
        name = self.person_id
        return "" if name is None else sha256(name.bytes).hexdigest()


def account_mark(public_id: UUID) -> str:
    """Return what stands for an account where nobody is to read which: in its forms, in sessions."""
    return sha256(b"account" + public_id.bytes).hexdigest()[:32]
