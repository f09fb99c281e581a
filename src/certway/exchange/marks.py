"""The quiet mark beside a figure that is old or not the body's own words: what it rests on, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from certway.answers.evidence import Evidence
from certway.core.rulebook.freshness import freshness_on
from certway.core.rulebook.values import Source
from certway.exchange.check_text import SourceText, source_text
from certway.exchange.words.figures import as_sentence
from certway.exchange.words.standings import freshness_sentence
from certway.exchange.words.telling import Telling


@dataclass(frozen=True, slots=True)
class MarkLine:
    """One source, with what was read there."""

    titles: tuple[str, ...]
    sentence: str  # when and where it was read, and whether to check it
    source: SourceText
    conflicts: tuple[str, ...]  # what other sources say instead


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a figure is marked: every source that it rests on, the doubtful ones first."""

    lines: tuple[MarkLine, ...]


def mark_of(evidence: Sequence[Evidence], day: int, telling: Telling) -> Mark | None:
    """Return the mark of a figure on a day; None when all it rests on is fresh and in the body's own words."""
    lines = source_lines(evidence, day, telling)
    return Mark(lines) if any(line.source.quiet for line in lines) else None


def source_lines(evidence: Sequence[Evidence], day: int, telling: Telling) -> tuple[MarkLine, ...]:
    """Return every source that statements rest on, seen from a day, the doubtful ones first."""
    by_source: dict[Source, list[Evidence]] = {}
    for one in evidence:
        by_source.setdefault(one.source, []).append(one)
    ordered = sorted(by_source, key=lambda source: not freshness_on(source, day).doubtful)
    return tuple(_line(source, by_source[source], day, telling) for source in ordered)


def _line(source: Source, stated: Sequence[Evidence], day: int, telling: Telling) -> MarkLine:
    conflicts = dict.fromkeys(conflict.says for one in stated for conflict in one.conflicts)
    return MarkLine(
        titles=tuple(dict.fromkeys(telling.words.text(one.title) for one in stated)),
        sentence=freshness_sentence(source, day, telling),
        source=source_text(source, telling, day),
        conflicts=tuple(as_sentence(telling.words.text(says)) for says in conflicts),
    )
