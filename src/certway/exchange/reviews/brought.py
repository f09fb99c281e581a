"""A history in Anki as what is kept of it: moments and grades by card, known again by the card, and none of its words.

Each review has a number that stays the same in every later export of the same collection, so that what was taken once
is never taken twice.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Literal, TypeAlias

from certway.exchange.reviews.anki_history import AnkiHistory, MatchedCard, UnmatchedCard
from certway.exchange.reviews.anki_log import NOT_REVIEWED, NotReviewed, ReviewedCard
from certway.exchange.reviews.matching import How
from certway.exchange.reviews.review import LoggedReview

OTHER: Final = "anki/"  # so begin the items of cards that ask no question of ours
DEVICE: Final = "anki-"  # so begin the devices under which reviews stand in the log
LeftOut: TypeAlias = NotReviewed | Literal["no-note", "no-room"]
"""Why a review is left out, beside `NOT_REVIEWED`: the file lacks its note, so its card can't be known again; or as
many are kept as anybody's may be."""
LEFT_OUT: Final[tuple[LeftOut, ...]] = (*NOT_REVIEWED, "no-note", "no-room")

_MARK = 31  # letters of a card's hash: with DEVICE as many as a device's name may have
_FIRST_SECOND = 1_159_000_000  # in September 2006, before any review in Anki


@dataclass(frozen=True, slots=True)
class BroughtReview:
    """One review."""

    number: int  # of its card alone, rising
    at: int  # UTC milliseconds
    grade: int  # 1 to 4
    spent: int  # milliseconds; 0 = not measured


@dataclass(frozen=True, slots=True)
class BroughtCard:
    """One card with its reviews by time."""

    device: str  # known again by it in every export
    item: str  # id of the question that it asks, or OTHER and its hash
    topic: str  # of the question; empty for another card
    reviews: tuple[BroughtReview, ...]

    @property
    def is_question(self) -> bool:
        """Whether it asks a question of ours."""
        return bool(self.topic)


@dataclass(frozen=True, slots=True)
class Brought:
    """What would come in."""

    read: int  # entries of the log; all of them are told below
    cards: tuple[BroughtCard, ...]  # with what is new of each
    same: int  # reviews that are here already
    left_out: Mapping[LeftOut, int]  # by LEFT_OUT
    how: Mapping[How, int]  # cards that ask a question of ours, by how that was found


def brought_of(
    history: AnkiHistory, topics: Mapping[str, str], *, kept: Collection[tuple[str, int]], most: int
) -> Brought:
    """Return what would come in of a history.

    `topics` are those of the questions, by id; `kept` tells what is here of earlier ones, by device and number; `most`
    is how many reviews may be kept in all. Questions come first, then cards that are here already, then others, always
    in the same order; each comes wholly or not at all.
    """
    left_out: Counter[LeftOut] = Counter(history.not_reviews)
    cards: list[BroughtCard] = []
    room, same = most - len(kept), 0
    known = {device for device, _ in kept}
    ordered = sorted(
        _cards(history, topics, left_out), key=lambda one: (not one.is_question, one.device not in known, one.device)
    )
    for card in ordered:
        new = tuple(one for one in card.reviews if (card.device, one.number) not in kept)
        same += len(card.reviews) - len(new)
        if len(new) > room:
            left_out["no-room"] += len(new)
        elif new:
            room -= len(new)
            cards.append(BroughtCard(card.device, card.item, card.topic, new))
    how = Counter(one.match.how for one in history.matched)
    return Brought(history.read, tuple(cards), same, dict(left_out), dict(how))


def _cards(history: AnkiHistory, topics: Mapping[str, str], left_out: Counter[LeftOut]) -> Iterator[BroughtCard]:
    joined: dict[str, BroughtCard] = {}
    every: tuple[MatchedCard | UnmatchedCard, ...] = (*history.matched, *history.unmatched)
    for one in every:
        if not one.card.guid:
            left_out["no-note"] += len(one.card.reviews)
            continue
        mark = _mark(one.card)
        item = one.match.item if isinstance(one, MatchedCard) else f"{OTHER}{mark}"
        before = joined[mark].reviews if mark in joined else ()  # a file may hold two cards of one name
        reviews = _numbered([*before, *one.card.reviews])
        joined[mark] = BroughtCard(f"{DEVICE}{mark}", item, topics.get(item, ""), reviews)
    return iter(joined.values())


def _mark(card: ReviewedCard) -> str:
    return sha256(f"{card.guid}\x1f{card.side}".encode()).hexdigest()[:_MARK]


def _numbered(reviews: Iterable[LoggedReview | BroughtReview]) -> tuple[BroughtReview, ...]:
    """Return reviews by time; each is numbered by its second, one more where that is taken."""
    found: list[BroughtReview] = []
    last = 0
    for one in sorted(reviews, key=lambda one: one.at):
        last = max(last + 1, one.at // 1000 - _FIRST_SECOND)
        found.append(BroughtReview(last, one.at, one.grade, one.spent))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class BroughtFigures:
    """What is in a history, in figures: what is new of it, and what is not."""

    read: int  # entries of the log
    questions: int  # of ours that its cards ask, of those below
    question_cards: int
    question_reviews: int
    other_cards: int
    other_reviews: int
    same: int  # reviews that were here already
    first: int | None  # UTC milliseconds of the first and last review that is new; None without any
    last: int | None
    left_out: Mapping[LeftOut, int]
    how: Mapping[How, int]

    @property
    def reviews(self) -> int:
        """How many would come in, or did."""
        return self.question_reviews + self.other_reviews


def figures_of(brought: Brought) -> BroughtFigures:
    """Return what is in a history."""
    ours = [one for one in brought.cards if one.is_question]
    others = [one for one in brought.cards if not one.is_question]
    moments = [at.at for one in brought.cards for at in one.reviews]
    return BroughtFigures(
        read=brought.read,
        questions=len({one.item for one in ours}),
        question_cards=len(ours),
        question_reviews=sum(len(one.reviews) for one in ours),
        other_cards=len(others),
        other_reviews=sum(len(one.reviews) for one in others),
        same=brought.same,
        first=min(moments, default=None),
        last=max(moments, default=None),
        left_out=brought.left_out,
        how=brought.how,
    )


def pack(cards: Iterable[BroughtCard]) -> bytes:
    """Return cards as bytes to be kept until they are taken."""
    told = [
        (one.device, one.item, one.topic, [(at.number, at.at, at.grade, at.spent) for at in one.reviews])
        for one in cards
    ]
    return zlib.compress(json.dumps(told, separators=(",", ":")).encode())


def unpack(content: bytes) -> tuple[BroughtCard, ...]:
    """Return what `pack` packed."""
    return tuple(
        BroughtCard(device, item, topic, tuple(BroughtReview(*one) for one in reviews))
        for device, item, topic, reviews in json.loads(zlib.decompress(content))
    )
