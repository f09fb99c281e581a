"""The road: the stops of Certway in their order, which is the navigation."""

from __future__ import annotations

from dataclasses import dataclass

from certway.exchange.words.catalogue import catalogue

STOPS = (
    ("compare", "choose:compare"),
    ("where", "qualify:topics"),
    ("answer", "qualify:answer"),
    ("plan", "plan:wishes"),
    ("study", "study:today"),
    ("renew", "renew:renewals"),
)


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop, as a page shows it."""

    id: str
    name: str
    address: str  # name of the address
    place: int  # from 1
    state: str  # behind, here or ahead; on a page that is not on the road all are ahead


def road(here: str) -> tuple[Stop, ...]:
    """Return the stops as seen from one of them; `here` is its id, or empty for a page beside the road."""
    ids = [name for name, _ in STOPS]
    place = ids.index(here) if here in ids else -1
    return tuple(
        Stop(name, catalogue().say(f"road.{name}"), address, at + 1, _state(at, place))
        for at, (name, address) in enumerate(STOPS)
    )


def _state(at: int, here: int) -> str:
    if at == here:
        return "here"
    return "behind" if at < here else "ahead"
