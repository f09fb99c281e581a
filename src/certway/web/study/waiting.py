"""What a page of practice needs to keep runs on the device and to send them later: whose they are, and the words."""

from __future__ import annotations

from certway.records.models import User
from certway.records.visits import account_mark
from certway.web.layout.fields import say

_NUMBER = "{n}"  # the script puts the number there


def waiting_for(user: object) -> dict[str, object] | None:
    """Return what the page tells its script; None for who has no account."""
    if not isinstance(user, User):
        return None
    return {"owner": account_mark(user.public_id), "words": _words()}


def _words() -> dict[str, str]:
    return {
        "kept": say("study.runs.kept"),
        "waits": say("study.runs.waits", n=_NUMBER),
        "held": say("sit.held", n=_NUMBER),
        "refused": say("study.runs.refused", n=_NUMBER),
        "signed_out": say("study.runs.signed-out"),
        "offline": say("sit.why.offline"),
        "why_on_its_way": say("sit.why.on-its-way"),
        "why_away": say("sit.why.away"),
        "why_full": say("study.runs.full"),
        "then": say("study.runs.then"),
    }
