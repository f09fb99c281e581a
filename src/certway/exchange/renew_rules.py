"""What an answer about renewals needs of the rule files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from certway.answers.finish import Finish, FinishRules, finish
from certway.answers.lapse import Lapse, LapseRules, is_lapsing, lapse_effects
from certway.answers.renew import KeptCredential, Renewals, held_among, renew
from certway.core.person.record import Record
from certway.core.renew.policy import Policy
from certway.core.rulebook.credential import Credential
from certway.core.rulebook.state_licenses import StateLicense
from certway.exchange.rule_files import RuleFiles, UnknownCredentialError
from certway.exchange.state_credentials import state_rules


def load_policies(files: RuleFiles, credentials: Sequence[str]) -> list[tuple[Credential, Policy]]:
    """Return identity and policy of each credential, also of a state's; raises UnknownCredentialError or InputError."""
    licenses = load_licenses(files, credentials)
    for name in credentials:
        if name not in files.ids and name not in licenses:
            raise UnknownCredentialError(name, files.ids, tuple(licenses))
    return [
        state_rules(licenses[name]) if name in licenses else (files.credential(name), files.policy(name))
        for name in credentials
    ]


def load_licenses(files: RuleFiles, credentials: Sequence[str]) -> Mapping[str, StateLicense]:
    """Return what the states grant; nothing where bodies grant every one of some credentials: it takes a while."""
    return {} if all(name in files.ids for name in credentials) else files.licenses()


def renew_asked(
    files: RuleFiles, record: Record, asked: Sequence[str], *, as_of: int, before: bool = False
) -> Renewals:
    """Return the renewals of the credentials asked about; of those that are held where none is named.

    Those of bodies come first, then those of states. Held ones that nobody asked about are looked at all the same: an
    activity that counts once is shared with them. With `before` those of the cycle before.
    """
    names = [str(entry.get("id", "")) for entry in record.entries("credentials") or ()]
    held = held_among((*files.ids, *load_licenses(files, names)), record)
    chosen = tuple(dict.fromkeys(asked)) or held
    every = (*chosen, *(name for name in held if name not in chosen))
    answer = renew(load_policies(files, every), record, as_of=as_of, before=before)
    return Renewals(as_of, answer.credentials[: len(chosen)])


def load_ways(files: RuleFiles, answer: Renewals) -> Mapping[str, tuple[Finish, ...]]:
    """Return the ways to finish each renewal, by credential."""
    shelf, study = files.resources(), files.trainings().values.get("study-hours")

    def ways(kept: KeptCredential) -> tuple[Finish, ...]:
        rate = None if kept.policy.state else files.values(kept.credential.id, "exam").get("pass-rate")
        return finish(kept, FinishRules(shelf, rate, study), as_of=answer.as_of)

    return {kept.credential.id: ways(kept) for kept in answer.credentials}


def load_lapses(files: RuleFiles, answer: Renewals, record: Record) -> Mapping[str, Lapse]:
    """Return what the lapse of each credential means that has lapsed, or soon does; by credential."""
    lapsing = [kept for kept in answer.credentials if is_lapsing(kept, as_of=answer.as_of)]
    if not lapsing:
        return {}
    eligibility = {name: files.eligibility(name) for name in files.ids}
    rules = LapseRules(files.states(), files.licenses(), eligibility, files.ladder())
    found = {kept.credential.id: lapse_effects(kept, record, rules, as_of=answer.as_of) for kept in lapsing}
    return {name: lapse for name, lapse in found.items() if lapse is not None}
