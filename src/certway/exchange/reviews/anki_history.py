"""Somebody's history in Anki as reviews of the bank's questions; every entry is accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from certway.core.items.item import Item
from certway.exchange.reviews.anki_log import NotReviewed, ReviewedCard, read_anki_log
from certway.exchange.reviews.matching import Match, Matcher, NotMatched
from certway.exchange.reviews.review import LoggedReview


@dataclass(frozen=True, slots=True)
class MatchedCard:
    """A card that asks a question of the bank."""

    match: Match
    card: ReviewedCard


@dataclass(frozen=True, slots=True)
class UnmatchedCard:
    """A card that asks none."""

    why: NotMatched
    card: ReviewedCard


@dataclass(frozen=True, slots=True)
class AnkiHistory:
    """What came of a file: `read` is the reviews of both kinds of cards and what is no review, together."""

    read: int  # entries of the log
    matched: tuple[MatchedCard, ...]
    unmatched: tuple[UnmatchedCard, ...]
    not_reviews: Mapping[NotReviewed, int]

    def by_item(self) -> Mapping[str, tuple[LoggedReview, ...]]:
        """Return the reviews of each question by time; of several cards that ask it, all of them."""
        found: dict[str, list[LoggedReview]] = {}
        for one in self.matched:
            found.setdefault(one.match.item, []).extend(one.card.reviews)
        return {item: tuple(sorted(reviews, key=lambda one: one.at)) for item, reviews in sorted(found.items())}


def read_anki_history(content: bytes, file: str, items: Iterable[Item], *, now: int) -> AnkiHistory:
    """Return the reviews of a package, a backup or a collection of Anki; `now` in UTC milliseconds.

    Raises ForeignFileError; then nothing is taken.
    """
    log, matcher = read_anki_log(content, file, now=now), Matcher(items)
    matched: list[MatchedCard] = []
    unmatched: list[UnmatchedCard] = []
    for card in log.cards:
        found = matcher.match(card.guid, card.side, card.question)
        if isinstance(found, Match):
            matched.append(MatchedCard(found, card))
        else:
            unmatched.append(UnmatchedCard(found, card))
    return AnkiHistory(log.read, tuple(matched), tuple(unmatched), log.not_reviews)
