"""The shipped rules, read from their files only as far as they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from certway.core.rulebook.credential import Credential, Edition, EligibilityRules
from certway.core.rulebook.credential_reading import (
    read_credential,
    read_eligibility,
    read_outline,
    read_values_file,
)
from certway.core.rulebook.forms import nearest
from certway.core.rulebook.values import Value
from certway.core.units.errors import CertwayError
from certway.exchange.yaml_files import read_yaml

if TYPE_CHECKING:
    from certway.core.advance.ladder import Ladder
    from certway.core.choose.trait_reading import SourcedTraits
    from certway.core.plan.trainings import Trainings
    from certway.core.renew.policy import Policy
    from certway.core.rulebook.resources import Shelf
    from certway.core.rulebook.state_licenses import StateLicense
    from certway.core.rulebook.states import StateBook
    from certway.core.rulebook.wages import WageBook

RULES = Path(__file__).parent.parent / "rules"
BESIDE_VALUES = {"renewal": ("policy",)}  # what stands in a file besides its values
SHELVES = ("preparation", "continuing-education", "programs")  # the files of resources


class UnknownCredentialError(CertwayError):
    """Raised for an id that no rule file has."""

    def __init__(self, credential: str, known: tuple[str, ...], licenses: tuple[str, ...] = ()) -> None:
        hint = nearest(credential, (*known, *licenses))
        super().__init__(f"there is no credential '{credential}'{hint}; the credentials are {', '.join(known)}")


class RuleFiles:
    """The rule files below a folder, by credential id."""

    def __init__(self, root: Path = RULES) -> None:
        self.root = root

    @cached_property
    def _folders(self) -> Mapping[str, Path]:
        return {path.parent.name: path.parent for path in sorted(self.root.glob("*/*/eligibility.yaml"))}

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all credentials, the medical assistants' first."""
        order = (
            "cma-aama", "rma-amt", "ccma-nha", "ncma-ncct", "cpct-a-nha", "pbt-ascp", "cpt-nha", "rpt-amt", "mlt-ascp",
            "mlt-amt", "mls-ascp",
        )  # fmt: skip
        rank = {name: place for place, name in enumerate(order)}
        return tuple(sorted(self._folders, key=lambda name: (rank.get(name, len(rank)), name)))

    def folder(self, credential: str) -> Path:
        """Return the folder of a credential; raises UnknownCredentialError."""
        if credential not in self._folders:
            raise UnknownCredentialError(credential, self.ids)
        return self._folders[credential]

    def eligibility(self, credential: str) -> EligibilityRules:
        """Return who may apply."""
        return read_eligibility(read_yaml(self.folder(credential) / "eligibility.yaml"))

    def credential(self, credential: str) -> Credential:
        """Return the credential's identity and what is known of its body."""
        return read_credential(read_yaml(self.folder(credential) / "credential.yaml"))

    def credentials(self) -> Mapping[str, Credential]:
        """Return the identity of every credential by its id."""
        return {name: self.credential(name) for name in self.ids}

    def values(self, credential: str, part: str) -> Mapping[str, Value]:
        """Return the values of `exam`, `fees` or `renewal`."""
        others = BESIDE_VALUES.get(part, ())
        return read_values_file(read_yaml(self.folder(credential) / f"{part}.yaml"), others=others)[1]

    def policy(self, credential: str) -> Policy:
        """Return how a credential is renewed."""
        from certway.core.renew.policy_reading import read_policy  # only renewals need it

        return read_policy(read_yaml(self.folder(credential) / "renewal.yaml"), fees=self.values(credential, "fees"))

    def outline(self, credential: str) -> tuple[Edition, ...]:
        """Return the editions of the content outline, oldest first."""
        return read_outline(read_yaml(self.folder(credential) / "outline.yaml"))

    def traits(self) -> Mapping[str, SourcedTraits]:
        """Return what work with each credential is like."""
        from certway.core.choose.trait_reading import read_traits  # only a match needs it

        return read_traits(read_yaml(self.root / "choosing.yaml"))

    def trainings(self) -> Trainings:
        """Return the programs, jobs and other ways that bring somebody closer to a credential."""
        from certway.core.plan.training_reading import read_trainings  # only plans need it

        return read_trainings(read_yaml(self.root / "trainings.yaml"))

    def states(self) -> StateBook:
        """Return what the states ask of each occupation."""
        from certway.core.rulebook.state_reading import read_states  # few answers need it
        from certway.core.rulebook.states import StateBook

        laws = [read_states(read_yaml(path)) for path in sorted((self.root / "states").glob("*.yaml"))]
        return StateBook({law.occupation: law for law in laws})

    def licenses(self) -> Mapping[str, StateLicense]:
        """Return what the states grant, by the ids of the licenses."""
        from certway.core.rulebook.state_licenses import state_licenses

        return state_licenses(self.states())

    def wages(self) -> WageBook:
        """Return what work pays and how many jobs there are: the federal wage survey's figures."""
        from certway.core.rulebook.wage_reading import read_occupations  # only what comes next needs them
        from certway.exchange.wage_files import load_wages

        folder = self.root / "wages"
        return load_wages(folder, read_occupations(read_yaml(folder / "occupations.yaml")))

    def ladder(self) -> Ladder:
        """Return what leads where: credentials, state certificates and jobs, and what each asks for."""
        from certway.core.advance.ladder_reading import read_ladder

        return read_ladder(read_yaml(self.root / "ladders.yaml"))

    def resources(self) -> Shelf:
        """Return what the bodies and others offer, of all files of resources that there are."""
        from certway.core.rulebook.resource_reading import read_shelf  # only resources need it
        from certway.core.rulebook.resources import Shelf

        paths = [self.root / f"{name}.yaml" for name in SHELVES]
        shelves = [read_shelf(read_yaml(path), name=path.name) for path in paths if path.is_file()]
        return sum(shelves, Shelf())
