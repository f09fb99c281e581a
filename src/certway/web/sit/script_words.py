"""The sentences that the script of an exam says, from the one catalogue."""

from __future__ import annotations

from typing import get_args

from certway.core.sit.delivery import Reason
from certway.web.layout.fields import say

_NUMBER = "{n}"  # the script puts the number there


def script_words() -> dict[str, object]:
    """Return every sentence by the name under which the script knows it."""
    return {
        "safe": say("sit.safe"),
        "no_store": say("sit.no-store"),
        "kept": say("sit.kept", n=_NUMBER),
        "held": say("sit.held", n=_NUMBER),
        "offline": say("sit.why.offline"),
        "why_on_its_way": say("sit.why.on-its-way"),
        "why_away": say("sit.why.away"),
        "why_full": say("sit.why.full"),
        "then_free": say("sit.then.free"),
        "then_next": say("sit.then.next"),
        "then_told": say("sit.then.told"),
        "shows_soon": say("sit.shows-soon"),
        "needs_network": say("sit.needs-network"),
        "signed_out": say("sit.signed-out"),
        "elsewhere": say("sit.elsewhere"),
        "not_counted": say("sit.not-counted", n=_NUMBER),
        "time_over": say("sit.time-over"),
        "drift": say("sit.drift", n=_NUMBER),
        "done": say("sit.map.done"),
        "flagged": say("sit.map.flagged"),
        "refused": {reason: say(f"sit.refused.{reason}") for reason in get_args(Reason)},
    }
