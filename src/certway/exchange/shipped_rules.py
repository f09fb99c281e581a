"""The shipped rules, all of them read once and kept: what a process that answers many questions works with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from certway.answers.plan_question import Rules
from certway.answers.sheet import RuleSheet, rules_of
from certway.core.advance.ladder import Ladder
from certway.core.choose.trait_reading import SourcedTraits
from certway.core.plan.trainings import Trainings
from certway.core.renew.policy import Policy
from certway.core.rulebook.ledger import Clause, read_ledger
from certway.core.rulebook.resources import Shelf
from certway.core.rulebook.state_licenses import StateLicense, state_licenses
from certway.core.rulebook.states import StateBook
from certway.core.rulebook.wages import WageBook
from certway.exchange.rule_files import RULES, RuleFiles
from certway.exchange.rule_sheets import load_sheet
from certway.exchange.yaml_files import read_yaml


@dataclass(frozen=True)
class ShippedRules:
    """Everything the rule files say."""

    sheets: Mapping[str, RuleSheet]  # by credential id, in the order in which credentials are shown
    trainings: Trainings
    clauses: Mapping[str, tuple[Clause, ...]]  # the ledger of each credential
    wages: WageBook
    states: StateBook
    licenses: Mapping[str, StateLicense]  # what the states grant, by the ids of the licenses
    traits: Mapping[str, SourcedTraits]  # what work with each credential is like
    ladder: Ladder
    policies: Mapping[str, Policy]  # how each credential is renewed
    resources: Shelf  # what the bodies and others offer, for every credential
    edition: str  # hash of the files' content: names the rules that an answer was made with

    def for_plan(self, goal: str) -> Rules:
        """Return what a plan for one credential needs; raises KeyError for an unknown one."""
        return rules_of(self.sheets[goal], self.trainings)

    def keeps(self, credential: str) -> bool:
        """Tell whether there are rules for how a credential, or the license of a state, is renewed."""
        return credential in self.policies or credential in self.licenses


@lru_cache(maxsize=1)
def shipped_rules() -> ShippedRules:
    """Return the shipped rules; the first call reads the files."""
    files = RuleFiles()
    states = files.states()
    return ShippedRules(
        sheets={credential: load_sheet(files, credential) for credential in files.ids},
        trainings=files.trainings(),
        clauses={name: read_ledger(read_yaml(files.folder(name) / "clauses.yaml"))[1] for name in files.ids},
        wages=files.wages(),
        states=states,
        licenses=state_licenses(states),
        traits=files.traits(),
        ladder=files.ladder(),
        policies={credential: files.policy(credential) for credential in files.ids},
        resources=files.resources(),
        edition=_edition(),
    )


def _edition() -> str:
    digest = sha256()
    for path in sorted((*RULES.rglob("*.yaml"), *RULES.rglob("*.csv"))):
        digest.update(str(path.relative_to(RULES)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
