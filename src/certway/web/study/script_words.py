"""The sentences that the script of the question screen says, from the one catalogue."""

from __future__ import annotations

from certway.web.layout.fields import say

_NUMBER = "{n}"  # the script puts the number there


def script_words() -> dict[str, str]:
    """Return every sentence by the name under which the script knows it."""
    return {
        "safe": say("study.safe"),
        "no_store": say("study.no-store"),
        "waiting": say("study.waiting", n=_NUMBER),
        "held": say("study.held", n=_NUMBER),
        "offline": say("sit.why.offline"),
        "why_on_its_way": say("sit.why.on-its-way"),
        "why_away": say("sit.why.away"),
        "why_full": say("sit.why.full"),
        "signed_out": say("study.signed-out"),
        "not_kept": say("study.refused", n=_NUMBER),
        "choose": say("study.refused.no-such-answer"),
        "answered": say("study.answered", n=_NUMBER),
        "undone": say("study.undone"),
    }
