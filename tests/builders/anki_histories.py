"""Histories in Anki as files: of questions of the bank, as Certway exports them, and of somebody's own cards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from builders.anki import note_type
from builders.anki_log import DAY, Entry, database_of, logged, newest_package
from certway.core.items.item import Item
from certway.exchange.bank.anki.format import write_anki
from certway.exchange.bank.anki.writing import stable_id
from certway.exchange.bank.shipped import shipped_bank

BASIC = note_type("Basic", "Front", "Back")
OWN_WORDS = "Where does the blue heron nest"  # of a card that asks no question of ours
FIRST = 1_770_000_000_000  # in February 2026


def singles(count: int, exam: str = "cma-aama") -> tuple[Item, ...]:
    """Return questions of an exam with one best answer."""
    bank = shipped_bank().bank
    topics = {topic for topics in bank.outlines[exam].nodes.values() for topic in topics}
    return tuple(one for one in bank.items if one.kind == "single" and one.topic in topics)[:count]


def history_file(items: Sequence[Item], *, reviews: int, own: int = 0, days: int = 4, grade: int = 3) -> bytes:
    """Return a package with so many reviews of each question, some days apart, and as many of one's own cards."""
    made = database_of(write_anki(items, written_at=datetime(2026, 1, 1, tzinfo=UTC)).content)
    cards = [stable_id(one.id) for one in items]
    script = "".join(
        f"INSERT INTO notes SELECT {at}, 'own{at}', mid, 0, -1, '', '{OWN_WORDS} {at}', '', 0, 0, ''"
        f" FROM notes LIMIT 1;"
        f"INSERT INTO cards VALUES ({at}, {at}, 9, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '');"
        for at in range(1, own + 1)
    )
    entries = [
        Entry(card, FIRST + turn * days * DAY + place, grade)
        for turn in range(reviews)
        for place, card in enumerate([*cards, *range(1, own + 1)])
    ]
    return newest_package(logged(made, entries, script))
