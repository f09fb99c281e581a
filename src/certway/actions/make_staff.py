"""Make somebody staff of this server."""

from __future__ import annotations

from certway.core.units.errors import CertwayError
from certway.records.models import User


class UnknownAddressError(CertwayError):
    """Raised for an e-mail address with which nobody has an account."""

    def __init__(self, email: str) -> None:
        super().__init__(f"nobody has an account with the address {email}; sign up on the pages first")


def make_staff(email: str) -> None:
    """Let a user into everything; the case of the address does not matter. Raises UnknownAddressError."""
    if not User.objects.filter(email__iexact=email).update(is_superuser=True):
        raise UnknownAddressError(email)
