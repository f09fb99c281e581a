"""The review log of an Anki collection: which reviews are reviews, by card, and what was left out and why.

Left out is what Anki itself leaves out of FSRS: entries without a grade, such as new dates set by hand or by a new
plan, cramming that moved no date, and everything before a card was reset. Relearning is kept: it was answered.

Source: the table revlog of Anki's schemas 11 and 18; in its sources rslib/src/revlog/mod.rs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from certway.exchange.bank.anki.cloze import HOLE, Cloze
from certway.exchange.bank.anki.collection import NO_TYPE, NoteType, note_types, told_fields
from certway.exchange.bank.anki.database import NOTES, Tables, opened_tables
from certway.exchange.bank.anki.markup import NotMappedError, bare_text
from certway.exchange.bank.anki.package import open_database
from certway.exchange.reviews.review import LoggedReview, Phase
from certway.exchange.safe.errors import ForeignFileError

NotReviewed: TypeAlias = Literal[
    "no-card", "set-by-hand", "rescheduled", "no-grade", "crammed", "no-moment", "before-reset"
]
"""Why an entry is no review, the first that holds: its card is not in the file; its date was set by hand, or by a new
plan; it has no grade of 1 to 4; the card was looked at without moving its date; the moment lies ahead, or before Anki;
the card was reset later."""

NOT_REVIEWED: Final[tuple[NotReviewed, ...]] = get_args(NotReviewed)
MOST_REVIEWS: Final = 500_000
MOST_NOTES: Final = 60_000
MOST_CARDS: Final = 200_000
MOST_TEXT: Final = 40_000_000  # characters of all notes that were reviewed
LONGEST_QUESTION: Final = 2_000  # characters; what stands behind is not looked at
READ_SECONDS: Final = 20.0

_FIRST_DAY = 1_159_000_000_000  # in September 2006, before Anki's first version
_CLOCKS_DIFFER = 86_400_000  # milliseconds by which a device's clock may go ahead
_LONGEST_SPENT = 3_600_000  # milliseconds; Anki counts a minute, unless told otherwise
_IS_REVIEW = len(NOT_REVIEWED)
_FILTERED, _MANUAL, _RESCHEDULED = 3, 4, 5
_PHASES: Mapping[int, Phase] = {0: "learning", 1: "review", 2: "relearning", 3: "review"}
_QUESTIONS = ("question", "stem", "front", "text")
_BLANK = "____"


@dataclass(frozen=True, slots=True)
class ReviewedCard:
    """One card with its reviews by time."""

    guid: str  # of its note, in every collection
    side: int  # from 0: which of its note's cards, or clozes
    question: str  # what it asks, in bare words; empty where its note has other sides than a cloze and this is one
    reviews: tuple[LoggedReview, ...]


@dataclass(frozen=True, slots=True)
class AnkiLog:
    """The review log of one file."""

    read: int  # entries that were there
    cards: tuple[ReviewedCard, ...]  # those with a review, in the order of their ids
    not_reviews: Mapping[NotReviewed, int]


def read_anki_log(content: bytes, file: str, *, now: int) -> AnkiLog:
    """Return the review log of a package, a backup or a collection; `now` in UTC milliseconds.

    Raises ForeignFileError for what is none, is made to harm or has no log.
    """
    tables_read = NOTES | {"revlog"}
    with opened_tables(open_database(content, file), file, trusted=tables_read, seconds=READ_SECONDS) as tables:
        cards = tables.numbers("cards", "id, nid, ord", most=MOST_CARDS)
        entries = tables.numbers("revlog", "cid, id, ease, factor, time, type", most=MOST_REVIEWS)
        if not len(entries):
            raise ForeignFileError(f"{file}: it holds no reviews; export it with 'Include scheduling information'")
        why = _why_no_review(entries, cards[:, 0], now)
        reviews = dict(_by_card(entries[why == _IS_REVIEW]))
        told = {card: (note, side) for card, note, side in cards.tolist() if card in reviews}
        notes = _notes(tables, {note for note, _ in told.values()})
    counts = np.bincount(why, minlength=len(NOT_REVIEWED) + 1)[:_IS_REVIEW]
    return AnkiLog(
        read=len(entries),
        cards=tuple(ReviewedCard(*_asked(notes.get(told[card][0]), told[card][1]), of) for card, of in reviews.items()),
        not_reviews={reason: count for reason, count in zip(NOT_REVIEWED, counts.tolist(), strict=True) if count},
    )


def _why_no_review(entries: NDArray[np.int64], cards: NDArray[np.int64], now: int) -> NDArray[np.intp]:
    """Return for each entry a place in NOT_REVIEWED, or _IS_REVIEW behind them."""
    card, at, grade, factor, _, kind = entries.T
    _, place = np.unique(card, return_inverse=True)
    reset_at = np.full(len(entries), -1)
    resets = (kind == _MANUAL) & (factor == 0)
    np.maximum.at(reset_at, place[resets], at[resets])
    reasons: Mapping[NotReviewed, NDArray[np.bool_]] = {
        "no-card": ~np.isin(card, cards),
        "set-by-hand": kind == _MANUAL,
        "rescheduled": kind == _RESCHEDULED,
        "no-grade": (grade < 1) | (grade > 4) | (kind < 0) | (kind > _RESCHEDULED),
        "crammed": (kind == _FILTERED) & (factor == 0),
        "no-moment": (at < _FIRST_DAY) | (at > now + _CLOCKS_DIFFER),
        "before-reset": at < reset_at[place],
    }
    return np.select([reasons[one] for one in NOT_REVIEWED], list(range(_IS_REVIEW)), default=_IS_REVIEW)


def _by_card(entries: NDArray[np.int64]) -> Iterator[tuple[int, tuple[LoggedReview, ...]]]:
    """Yield cards in the order of their ids with their reviews by time."""
    ordered = entries[np.lexsort((entries[:, 1], entries[:, 0]))]
    spent = np.clip(ordered[:, 4], 0, _LONGEST_SPENT)
    columns = zip(*(column.tolist() for column in (*ordered.T[:3], ordered[:, 5], spent)), strict=True)
    for card, rows in groupby(columns, key=itemgetter(0)):
        yield card, tuple(LoggedReview(at, grade, _PHASES[kind], took) for _, at, grade, kind, took in rows)


_Note = tuple[str, NoteType, Mapping[str, str]]


def _notes(tables: Tables, wanted: set[int]) -> Mapping[int, _Note]:
    """Return the notes that were reviewed by their ids: guid, type and fields."""
    types = note_types(tables)
    found: dict[int, _Note] = {}
    together = 0
    for number, guid, kind_id, fields in tables.rows("notes", "id, guid, mid, flds", most=MOST_NOTES, texts=(1, 3)):
        if isinstance(number, int) and number in wanted:
            together += len(str(fields))
            if together > MOST_TEXT:
                raise tables.wrong(f"its notes hold more than {MOST_TEXT} characters")
            kind = types.get(str(kind_id), NO_TYPE)
            found[number] = (str(guid), kind, told_fields(kind, str(fields)))
    return found


def _asked(note: _Note | None, side: int) -> tuple[str, int, str]:
    """Return the guid of a card's note, its side, and what it asks."""
    if note is None:
        return "", side, ""
    guid, kind, fields = note
    named = {name.strip().lower(): text for name, text in fields.items()}
    first = next(iter(fields.values()), "")
    html = next((named[name] for name in _QUESTIONS if name in named), first)
    if kind.cloze:
        html = _with_blank(html, side + 1)
    elif side:
        return guid, side, ""
    return guid, side, bare_text(html[: 4 * LONGEST_QUESTION])[:LONGEST_QUESTION]


def _with_blank(html: str, number: int) -> str:
    try:
        return Cloze(html).asked(number).replace(HOLE, _BLANK)
    except NotMappedError:
        return html
