"""What an answer about renewals needs of the rule files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from certway.answers.finish import Finish, FinishRules, finish
from certway.answers.renew import KeptCredential, Renewals, held_among, renew
from certway.core.person.record import Record
from certway.core.renew.policy import Policy
from certway.core.rulebook.credential import Credential
from certway.exchange.rule_files import RuleFiles


def load_policies(files: RuleFiles, credentials: Sequence[str]) -> list[tuple[Credential, Policy]]:
    """Return identity and policy of each credential; raises UnknownCredentialError or InputError."""
    return [(files.credential(name), files.policy(name)) for name in credentials]


def renew_asked(
    files: RuleFiles, record: Record, asked: Sequence[str], *, as_of: int, before: bool = False
) -> Renewals:
    """Return the renewals of the credentials asked about; of those that are held where none is named.

    With `before` those of the cycle before.

    Held ones that nobody asked about are looked at all the same: an activity that counts once is shared with them.
    """
    held = held_among(files.ids, record)
    chosen = tuple(dict.fromkeys(asked)) or held
    every = (*chosen, *(name for name in held if name not in chosen))
    answer = renew(load_policies(files, every), record, as_of=as_of, before=before)
    return Renewals(as_of, answer.credentials[: len(chosen)])


def load_ways(files: RuleFiles, answer: Renewals) -> Mapping[str, tuple[Finish, ...]]:
    """Return the ways to finish each renewal, by credential."""
    shelf, study = files.resources(), files.trainings().values.get("study-hours")

    def ways(kept: KeptCredential) -> tuple[Finish, ...]:
        rate = files.values(kept.credential.id, "exam").get("pass-rate")
        return finish(kept, FinishRules(shelf, rate, study), as_of=answer.as_of)

    return {kept.credential.id: ways(kept) for kept in answer.credentials}
