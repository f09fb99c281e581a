"""The rows of the ledger, and of a table that is looked at, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from certway.actions.see_credits import SeenCredit, SeenYear
from certway.core.person.record import Entry
from certway.core.person.topics import Topic, record_topic
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import number
from certway.records.documents import KeptProof
from certway.web.layout.summaries import answer_words


@dataclass(frozen=True, slots=True)
class CreditWords:
    """One credit, field by field; empty where a field is not told."""

    title: str
    on: str
    points: str
    areas: str
    provider: str
    approved_by: str
    kind: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One credit of the ledger."""

    key: str
    told: CreditWords
    proofs: tuple[KeptProof, ...] | None  # None for a visitor
    counts_for: tuple[str, ...] = ()  # the credentials that it counts for, each in words


@dataclass(frozen=True, slots=True)
class LedgerYear:
    """The credits of one year."""

    year: int | None
    points: str  # their sum; empty where none tells its points
    without_points: int
    rows: tuple[LedgerRow, ...]


def told_years(years: Iterable[SeenYear], counts: Mapping[str, tuple[str, ...]]) -> tuple[LedgerYear, ...]:
    """Return the ledger in words; `counts` are the credentials that a credit counts for, by its key."""
    return tuple(
        LedgerYear(
            year=year.year,
            points=number(year.points / 100) if year.without_points < len(year.credits) else "",
            without_points=year.without_points,
            rows=tuple(_row(one, counts) for one in year.credits),
        )
        for year in years
    )


def credit_words(entry: Entry) -> CreditWords:
    """Return a credit in words."""
    topic = credits_topic()
    points = entry.get("points")
    return CreditWords(
        title=answer_words(topic, "title", entry) or catalogue().say("renew.untitled"),
        on=answer_words(topic, "on", entry),
        points=number(points / 100) if isinstance(points, int) else "",
        areas=answer_words(topic, "areas", entry),
        provider=answer_words(topic, "provider", entry),
        approved_by=answer_words(topic, "approved_by", entry),
        kind=answer_words(topic, "kind", entry),
    )


def credits_topic() -> Topic:
    """Return the section of the record that credits stand in."""
    topic = record_topic("credits")
    assert topic is not None
    return topic


def _row(one: SeenCredit, counts: Mapping[str, tuple[str, ...]]) -> LedgerRow:
    return LedgerRow(one.key, credit_words(one.entry), one.proofs, counts.get(one.key, ()))
