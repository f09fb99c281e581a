"""A pass to one sitting: with it the page that runs goes on, also where its visitor was signed out meanwhile.

It is signed, names whose sitting it is and is taken for that sitting alone: to answer and to steer it, not to see it.
So an exam is not lost with a session that ends, and who answers is known without asking the database.
"""

from __future__ import annotations

from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest

HEADER, FIELD = "X-Certway-Pass", "pass"
GOOD_MILLISECONDS = 24 * 3600 * 1000  # longer than any exam; then the session decides alone
_SIGNER = Signer(salt="certway.sit.pass")


def pass_for(user_id: int, key: UUID, *, now: int) -> str:
    """Return a pass of a user to a sitting that is hers; `now` in UTC milliseconds."""
    return _SIGNER.sign(f"{user_id}.{key.hex}.{now + GOOD_MILLISECONDS}")


def pass_holder(request: HttpRequest, key: UUID, *, now: int) -> int | None:
    """Return whose pass to a sitting came with a request; None for none, one of another sitting, or an old one."""
    told = request.headers.get(HEADER) or request.POST.get(FIELD, "")
    if not told:
        return None
    try:
        user_id, sitting, until = _SIGNER.unsign(told).split(".")
    except BadSignature:
        return None
    return int(user_id) if sitting == key.hex and now <= int(until) else None
