"""What keeps a credential: status, points, what is missing, and every date, for all that a person holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from certway.core.person.record import Record
from certway.core.renew.policy import Policy, flag_on
from certway.core.renew.renewal import Renewal
from certway.core.renew.standing import renewals_of
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


def renew(rules: Sequence[tuple[Credential, Policy]], record: Record, *, as_of: int, before: bool = False) -> Renewals:
    """Return where a person stands with each credential on a day (an ordinal), in the order of `rules`.

    With `before` where she stood at the end of the cycle before that day's, which some bodies audit.

    Those that count an activity once share what there is; so ask for all that she holds at once (`held_among`).
    """
    found = renewals_of([policy for _, policy in rules], record, as_of=as_of, before=before)
    return Renewals(as_of, tuple(KeptCredential(*rule, renewal) for rule, renewal in zip(rules, found, strict=True)))


def apart(answer: Renewals) -> tuple[tuple[KeptCredential, ...], ...]:
    """Return the credentials of one body whose cycles end on different days, where the body aligns them on request."""
    groups: dict[str, list[KeptCredential]] = {}
    for kept in answer.credentials:
        cycle = kept.renewal.cycle
        if cycle and cycle.ends >= answer.as_of and flag_on(kept.policy.synchronize, answer.as_of) is True:
            groups.setdefault(kept.credential.issuer.id, []).append(kept)
    return tuple(tuple(group) for group in groups.values() if len({kept.renewal.expires for kept in group}) > 1)


def held_among(credentials: Sequence[str], record: Record) -> tuple[str, ...]:
    """Return the ids that the record names as held now or earlier, in the order of `credentials`."""
    held = {entry.get("id") for entry in record.entries("credentials") or ()}
    return tuple(name for name in credentials if name in held)
