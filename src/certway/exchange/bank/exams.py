"""The bank as one exam sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certway.core.items.bank import Bank
from certway.core.items.coverage import Coverage, coverage_of
from certway.core.rulebook.credential import Edition
from certway.core.rulebook.forms import nearest
from certway.core.units.errors import CertwayError
from certway.exchange.rule_files import RuleFiles


class NoOutlineError(CertwayError):
    """Raised for an exam that the bank has no outline of."""

    def __init__(self, exam: str, known: tuple[str, ...]) -> None:
        text = f"the bank knows no outline of '{exam}'{nearest(exam, known)}; it knows those of {', '.join(known)}"
        super().__init__(text)


@dataclass(frozen=True, slots=True)
class ExamCoverage:
    """How the bank covers an exam."""

    short: str  # the credential's short name
    ours: str  # what of the split is our own reading
    coverage: Coverage


def coverage_of_exam(bank: Bank, exam: str) -> ExamCoverage:
    """Return how a bank covers an exam. Raises NoOutlineError."""
    if exam not in bank.outlines:
        raise NoOutlineError(exam, tuple(bank.outlines))
    files, topics = RuleFiles(), bank.outlines[exam]
    edition = edition_of(files, exam, topics.edition)
    if edition is None:
        raise NoOutlineError(exam, tuple(bank.outlines))
    short = files.credential(exam).short
    return ExamCoverage(short, topics.ours, coverage_of(edition, topics, counts_of(bank)))


def counts_of(bank: Bank) -> Mapping[str, int]:
    """Return the number of questions of each topic."""
    return {topic: len(items) for topic, items in bank.by_topic.items()}


def edition_of(files: RuleFiles, credential: str, edition: str) -> Edition | None:
    """Return an edition of a credential's outline, or None where there is none of that id."""
    return next((one for one in files.outline(credential) if one.id == edition), None)


def part_names(edition: Edition) -> dict[str, str]:
    """Return the titles of an outline's parts, by their ids."""
    return {node.id: node.name for area in edition.areas for node in area.walk()}
