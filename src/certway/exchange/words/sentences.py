"""Findings in words: why a requirement is met, is not met, or what would settle it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from certway.core.rulebook.findings import Finding
from certway.exchange.words.figures import opened
from certway.exchange.words.finding_values import finding_values, variants_of
from certway.exchange.words.places import missing_words
from certway.exchange.words.telling import Telling


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the id under which it stands in the catalogue."""

    id: str
    text: str


def because(finding: Finding, telling: Telling | None = None) -> str:
    """Return the sentence of a finding: what is asked for, and how the person stands to it, with the numbers."""
    return sentence(finding, telling).text


def sentence(finding: Finding, telling: Telling | None = None) -> Sentence:
    """Return the sentence of a finding with its id: the most specific one that the catalogue has.

    Raises LookupError when the catalogue has none.
    """
    telling = telling or Telling()
    values = finding_values(finding, telling)
    count = values.get("number")
    for message in _candidates(finding, telling):
        found = telling.words.find(message, count if isinstance(count, int) else None)
        if found is not None:
            return Sentence(message, opened(found.format_map(values)))
    raise LookupError(f"there is no sentence for '{finding.message}' in the catalogue")


def _candidates(finding: Finding, telling: Telling) -> Iterator[str]:
    """Yield the ids under which a finding's sentence may stand, the most specific first.

    An id is the finding's message, with `/variant` and `.section.field` where a sentence is for these alone.
    """
    section = str(finding.arguments.get("section") or "")
    field = str(finding.arguments.get("field") or "")
    path = [part for part in (section, *field.split(".")) if part]
    for variant in (*variants_of(finding, telling), ""):
        base = f"{finding.message}/{variant}" if variant else finding.message
        for length in range(len(path), -1, -1):
            yield ".".join((base, *path[:length]))


def invitation(finding: Finding, telling: Telling | None = None) -> str:
    """Return what would settle or mend a finding, as a sentence; empty where its own sentence says it or none does."""
    telling = telling or Telling()
    return missing_words(finding, telling) if finding.verdict != "met" else ""
