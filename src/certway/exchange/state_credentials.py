"""The license of a state as a credential: its names, who grants it, and how it is kept."""

from __future__ import annotations

from certway.core.renew.policy import Policy
from certway.core.renew.state_policy import state_policy
from certway.core.rulebook.credential import Credential, Issuer
from certway.core.rulebook.state_licenses import StateLicense
from certway.exchange.words.catalogue import Catalogue, catalogue


def state_rules(license_: StateLicense) -> tuple[Credential, Policy]:
    """Return the identity of a license and how it is kept."""
    return license_credential(license_), state_policy(license_)


def license_credential(license_: StateLicense) -> Credential:
    """Return a license as a credential: `Technologist (FL)`, the `Florida license` of its board."""
    words, board = catalogue(), license_.rule.board
    page = (board.url if board else "") or _address(license_)
    return Credential(
        id=license_.id,
        name=license_name(license_, words),
        postnominal="",
        short=license_short(license_, words),
        issuer=Issuer(license_.state.lower(), board.name if board else "", page, page),
        occupation=license_.occupation,
        summary=license_.rule.says,
    )


def license_name(license_: StateLicense, words: Catalogue) -> str:
    """Return of which state it is: `Florida license`."""
    state = words.say(f"choice.person.lives_in.{license_.state}")
    return words.say(f"state.held.{license_.rule.kind}", state=state)


def license_short(license_: StateLicense, words: Catalogue) -> str:
    """Return what it is: `Technologist (FL)`."""
    level = license_.level
    name = words.text(level.name) if level else words.say(f"state.occupation.{license_.occupation}")
    if name.endswith(")"):
        return f"{name[:-1]}, {license_.state})"
    return f"{name} ({license_.state})"


def _address(license_: StateLicense) -> str:
    """Return where the rule was read; empty where that is no address."""
    source = license_.rule.source
    return source.url if source and source.url.startswith("http") else ""
