"""A folder of proofs: which file proves which activity, by its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from certway.answers.audit import SECTION, ProofFact
from certway.core.person.record import Record
from certway.core.units.errors import CertwayError
from certway.exchange.document_content import DocumentRefusedError, kind_by_signature
from certway.exchange.document_names import title_of_file
from certway.exchange.document_reading import MOST_BYTES
from certway.exchange.words.catalogue import Catalogue


class NoFolderError(CertwayError):
    """Raised for a folder of proofs that is none."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is no folder; name the one in which the proofs lie")


@dataclass(frozen=True, slots=True)
class ProofFolder:
    """The files of a folder, as far as they prove activities."""

    folder: Path
    proofs: Mapping[str, tuple[ProofFact, ...]] = field(default_factory=dict)  # by place; the id is the file's name
    refused: tuple[tuple[str, str], ...] = ()  # files that prove nothing, each with why

    def read(self, file: str) -> bytes:
        """Return what a file holds; raises LookupError where it can't be read any more."""
        try:
            return read_proof(self.folder / file)
        except OSError as error:
            raise LookupError(file) from error


def read_proof(path: Path) -> bytes:
    """Return what a file holds, of one that is too large only so much that this can be told."""
    with path.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def look_into(folder: Path, record: Record, words: Catalogue) -> ProofFolder:
    """Return which files of a folder prove which activities of a record; raises NoFolderError.

    A file is called as the entry's `id`, or `education_credits-3` for the fourth, and may go on behind another hyphen:
    `education_credits-3-transcript.pdf`. What it is, is told by its content.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError as error:
        raise NoFolderError(folder) from error
    names = _names(record)
    proofs: dict[str, tuple[ProofFact, ...]] = {}
    refused = []
    for path in paths:
        place = _place(path.stem, names)
        if place is None:
            refused.append((path.name, words.say("audit.file.unmatched")))
            continue
        try:
            fact = ProofFact(path.name, title_of_file(path.name) or path.name, kind_by_signature(read_proof(path)))
        except DocumentRefusedError as error:
            refused.append((path.name, str(error)))
        except OSError:
            refused.append((path.name, words.say("audit.file.unreadable")))
        else:
            proofs[place] = (*proofs.get(place, ()), fact)
    return ProofFolder(folder, proofs, tuple(refused))


def _names(record: Record) -> Mapping[str, str]:
    """Return the place of each activity by what its proofs may be called."""
    found: dict[str, str] = {}
    for at, entry in enumerate(record.entries(SECTION) or ()):
        found[f"{SECTION}-{at}"] = f"{SECTION}/{at}"
        name = entry.get("id")
        if isinstance(name, str) and name:
            found[name] = f"{SECTION}/{at}"
    return found


def _place(stem: str, names: Mapping[str, str]) -> str | None:
    """Return the place that a name stands for: its whole, else as much of it up to a hyphen as there is."""
    while stem not in names:
        stem, hyphen, _ = stem.rpartition("-")
        if not hyphen:
            return None
    return names[stem]
