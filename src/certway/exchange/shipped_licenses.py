"""What the licenses of states are called, by the shipped rules."""

from __future__ import annotations

from collections.abc import Mapping

from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.state_credentials import license_short
from certway.exchange.words.catalogue import catalogue


def license_called(name: str) -> str:
    """Return what a license is called, by its id: `Technologist (FL)`; empty for what is none."""
    found = shipped_rules().licenses.get(name)
    return "" if found is None else license_short(found, catalogue())


def licenses_of(state: str) -> Mapping[str, str]:
    """Return what the licenses are called that a state (two letters) grants now, by id."""
    words = catalogue()
    found = shipped_rules().licenses.values()
    return {one.id: license_short(one, words) for one in found if one.state == state and one.ended is None}
