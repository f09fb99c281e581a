"""What keeps a credential: status, points, what is missing, and every date, for all that a person holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from certway.core.person.record import Record
from certway.core.renew.policy import Policy
from certway.core.renew.standing import Renewal, renewals_of
from certway.core.rulebook.credential import Credential


@dataclass(frozen=True, slots=True)
class KeptCredential:
    """Where a person stands with the renewal of one credential."""

    credential: Credential
    policy: Policy
    renewal: Renewal


@dataclass(frozen=True, slots=True)
class Renewals:
    """The answer for one person on a day."""

    as_of: int  # ordinal
    credentials: tuple[KeptCredential, ...]


def renew(rules: Sequence[tuple[Credential, Policy]], record: Record, *, as_of: int) -> Renewals:
    """Return where a person stands with each credential on a day (an ordinal), in the order of `rules`.

    Those that count an activity once share what there is; so ask for all that she holds at once (`held_among`).
    """
    found = renewals_of([policy for _, policy in rules], record, as_of=as_of)
    return Renewals(as_of, tuple(KeptCredential(*rule, renewal) for rule, renewal in zip(rules, found, strict=True)))


def held_among(credentials: Sequence[str], record: Record) -> tuple[str, ...]:
    """Return the ids that the record names as held now or earlier, in the order of `credentials`."""
    held = {entry.get("id") for entry in record.entries("credentials") or ()}
    return tuple(name for name in credentials if name in held)
