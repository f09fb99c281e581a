"""A folder of rule files, read as far as it can be and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from certway.core.advance.ladder_reading import read_ladder
from certway.core.choose.trait_reading import read_traits
from certway.core.plan.training_reading import read_trainings
from certway.core.renew.policy_reading import read_policy
from certway.core.rulebook.credential_reading import (
    read_credential,
    read_eligibility,
    read_outline,
    read_values_file,
)
from certway.core.rulebook.ledger import read_ledger
from certway.core.rulebook.lint import PARTS, CredentialFiles, Report, lint, old_sources
from certway.core.rulebook.resource_reading import read_shelf
from certway.core.rulebook.state_reading import read_states
from certway.core.rulebook.wage_reading import read_occupations
from certway.core.units.errors import CertwayError, InputError, Problem
from certway.core.units.located import Located
from certway.exchange.rule_files import BESIDE_VALUES, SHELVES
from certway.exchange.wage_files import load_wages
from certway.exchange.yaml_files import read_yaml

_Read = TypeVar("_Read")


class NoRulesError(CertwayError):
    """Raised for a folder without rule files."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"there are no rule files in {root}; name a folder that holds <issuer>/<credential>/*.yaml")


@dataclass(frozen=True, slots=True)
class LintResult:
    """What lint says about a folder, and how much it read."""

    report: Report
    credentials: tuple[str, ...]
    files: int


def lint_folder(root: Path, *, as_of: int) -> LintResult:
    """Check every rule file below a folder: a whole tree of issuers, or one credential's own folder.

    Raises NoRulesError when there is nothing to check.
    """
    folders = _folders(root)
    if not folders:
        raise NoRulesError(root)
    refused: list[Problem] = []
    credentials = [_read_folder(folder, refused) for folder in folders]
    found = lint(credentials, as_of=as_of)
    others = (*_read_others(root, refused), *_read_states(root, refused))
    remarks = [*found.remarks, *(remark for document in others for remark in old_sources(document, as_of))]
    report = Report(errors=tuple(sorted({*refused, *found.errors})), remarks=tuple(sorted(remarks)))
    files = sum(len(PARTS) - len(credential.absent) for credential in credentials) + len(others)
    return LintResult(report, tuple(credential.folder for credential in credentials), files)


def _folders(root: Path) -> list[Path]:
    if any((root / f"{part}.yaml").is_file() for part in PARTS):
        return [root.resolve() if root.name in ("", ".", "..") else root]
    return sorted({path.parent for path in root.glob("*/*/*.yaml")})


def _read_folder(folder: Path, refused: list[Problem]) -> CredentialFiles:
    paths = {part: folder / f"{part}.yaml" for part in PARTS}
    present = {part: path for part, path in paths.items() if path.is_file()}
    read = {part: _try(lambda path=path: read_yaml(path), refused) for part, path in present.items()}  # type: ignore[misc]
    documents = {part: document for part, document in read.items() if document is not None}

    def parsed(part: str, reader: Callable[[Located], _Read]) -> _Read | None:
        document = documents.get(part)
        return None if document is None else _try(lambda: reader(document), refused)

    parsed("credential", read_credential)
    for part in ("exam", "renewal"):
        parsed(part, partial(read_values_file, others=BESIDE_VALUES.get(part, ())))
    fees, ledger = parsed("fees", read_values_file), parsed("clauses", read_ledger)
    if fees is not None:
        parsed("renewal", lambda document: read_policy(document, fees=fees[1]))
    return CredentialFiles(
        folder=folder.name,
        path=str(folder),
        documents=documents,
        absent=tuple(part for part in PARTS if part not in present),
        eligibility=parsed("eligibility", read_eligibility),
        outline=parsed("outline", read_outline),
        clauses=ledger[1] if ledger else None,
        fees=fees[1] if fees else None,
    )


def _read_others(root: Path, refused: list[Problem]) -> tuple[Located, ...]:
    """Read what the tree has besides credentials: trainings, the ladder, wages."""
    found = []
    for name, reader in _OTHERS.items():
        path = root / name
        document = _try(lambda path=path: read_yaml(path), refused) if path.is_file() else None  # type: ignore[misc]
        if document is not None:
            found.append(document)
            _try(lambda reader=reader, document=document: reader(document), refused)  # type: ignore[misc]
    return tuple(found)


def _read_wages(document: Located) -> None:
    load_wages(Path(document.file).parent, read_occupations(document))


_OTHERS: Mapping[str, Callable[[Located], object]] = {
    "trainings.yaml": read_trainings,
    "ladders.yaml": read_ladder,
    "choosing.yaml": read_traits,
    "wages/occupations.yaml": _read_wages,
    **{f"{name}.yaml": partial(read_shelf, name=f"{name}.yaml") for name in SHELVES},
}


def _read_states(root: Path, refused: list[Problem]) -> tuple[Located, ...]:
    """Read the tree's files of state law: each occupation has one, which bears its name."""
    found = []
    for path in sorted((root / "states").glob("*.yaml")):
        document = _try(lambda path=path: read_yaml(path), refused)  # type: ignore[misc]
        law = _try(lambda document=document: read_states(document), refused) if document else None  # type: ignore[misc]
        if document is not None:
            found.append(document)
        if law is not None and law.occupation != path.stem:
            refused.append(Problem(str(path), 0, f"'occupation' is '{law.occupation}', but the file is '{path.name}'"))
    return tuple(found)


def _try(read: Callable[[], _Read], refused: list[Problem]) -> _Read | None:
    try:
        return read()
    except InputError as error:
        refused.extend(error.problems)
        return None
