"""Histories that are made to harm: each is refused, or read without what harms, and none goes on and on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from builders.anki import database, note_type, packed, zstd
from builders.anki_log import START, Entry, database_of, logged, newest_package, older_package
from builders.bounds import bounded
from certway.core.items.item import Choice, Item, Option, Reference
from certway.exchange.bank.anki.database import MOST_DATABASE_BYTES
from certway.exchange.bank.anki.format import write_anki
from certway.exchange.bank.anki.writing import stable_id
from certway.exchange.reviews.anki_history import AnkiHistory, read_anki_history
from certway.exchange.reviews.matching import MOST_SIMILAR
from certway.exchange.safe.errors import ForeignFileError

BODY = Choice((Option("Blue", True, ""), Option("Red", False, ""), Option("Gray", False, "")), False)
ITEM = Item("draw/first", "draw", "recall", "easy", "Which tube is first?", BODY, Reference("clsi-gp41", "x"))
OURS = database_of(write_anki([ITEM], written_at=datetime(2026, 9, 1, tzinfo=UTC)).content)
CARD = stable_id(ITEM.id)
BASIC = note_type("Basic", "Front", "Back")
CLOZE = note_type("Cloze", "Text", "Back Extra", cloze=True)


def taken(content: bytes) -> AnkiHistory:
    with bounded():
        return read_anki_history(content, "history.apkg", (ITEM,), now=START)


def refusal(content: bytes) -> str:
    with pytest.raises(ForeignFileError) as caught:
        taken(content)
    return str(caught.value)


def scripted(script: str) -> bytes:
    return newest_package(logged(OURS, [Entry(CARD)], script))


@pytest.mark.parametrize("content", [b"", b"PK", b"SQLite format 3\x00", b"\x28\xb5\x2f\xfdabc", b"id,cid\n1,2\n"])
def test_what_is_no_history_is_refused(content: bytes) -> None:
    assert refusal(content).startswith("history.apkg: ")


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_history_cut_short_is_refused(share: float) -> None:
    made = logged(OURS, [Entry(CARD, START + at) for at in range(2000)])
    for content in (newest_package(made), zstd(made), made):
        assert refusal(content[: int(len(content) * share)]).startswith("history.apkg: ")


@pytest.mark.parametrize("whole", [zstd, newest_package])
def test_compressed_bomb_is_refused(whole) -> None:
    made = logged(OURS, [Entry(CARD)])

    assert "larger than" in refusal(whole(made + bytes(MOST_DATABASE_BYTES)))


def test_log_as_a_view_or_with_a_trigger_is_refused() -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, 1, 1, 1, 1, 1, 1, 1, 1 FROM n"

    assert "has a view 'revlog'" in refusal(scripted(f"DROP TABLE revlog; CREATE VIEW revlog AS {endless};"))
    trigger = "CREATE TRIGGER t AFTER INSERT ON revlog BEGIN DELETE FROM revlog; END;"
    assert "has a trigger" in refusal(scripted(trigger))


def test_log_with_a_computed_column_is_refused() -> None:
    bomb = (
        "DROP TABLE revlog; CREATE TABLE revlog (id integer PRIMARY KEY, cid integer, ease integer, factor integer,"
        " type integer, time integer AS (length(hex(zeroblob(9999999)))));"
    )
    assert "computed column" in refusal(scripted(bomb))


@pytest.mark.parametrize("value", ["'3'", "x'03'", "3.5", "NULL"])
def test_log_that_holds_no_numbers_is_refused(value: str) -> None:
    loose = (
        "DROP TABLE revlog; CREATE TABLE revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type);"
        f"INSERT INTO revlog VALUES ({START}, {CARD}, 0, {value}, 1, 1, 2500, 1, 1);"
    )
    assert "table 'revlog'" in refusal(scripted(loose))


def test_collection_without_the_table_is_refused() -> None:
    assert "no table 'revlog'" in refusal(scripted("DROP TABLE revlog;"))
    assert "can't be read" in refusal(scripted("ALTER TABLE revlog RENAME COLUMN ease TO button;"))


def test_huge_numbers_are_read_as_what_they_are() -> None:
    found = taken(newest_package(logged(OURS, [Entry(CARD, 2**63 - 1), Entry(2**62, START, 2**60, 2**50, -(2**63))])))

    assert (found.read, dict(found.not_reviews), found.matched) == (2, {"no-moment": 1, "no-card": 1}, ())


def test_table_without_an_end_is_refused() -> None:
    endless = (
        "DROP TABLE cards; CREATE TABLE cards (id integer PRIMARY KEY, nid, ord);"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200001)"
        " INSERT INTO cards SELECT i, 1, 0 FROM n;"
    )
    assert "more than 200000 rows" in refusal(logged(OURS, [Entry(CARD)], endless))


def test_other_databases_and_files_are_out_of_reach() -> None:
    made = logged(OURS, [Entry(CARD)])
    with closing(sqlite3.connect(":memory:")) as other:
        other.deserialize(made)
        other.execute("PRAGMA writable_schema=ON")
        other.execute(
            "UPDATE sqlite_master SET sql = 'CREATE VIRTUAL TABLE revlog USING fts3(a)' WHERE name = 'revlog'"
        )
        other.commit()
        forged = other.serialize()

    assert refusal(older_package(forged)).startswith("history.apkg: ")
    assert "is another zip" in refusal(packed({"collection.anki2": packed({"a": b"b"})}))


@pytest.mark.parametrize(
    "front",
    [
        " A) " * 3000,
        "{{c1::" * 3000,
        "<" * 100_000,
        "a " * 50_000,
        "١٢ " * 3000 + "\u0301" * 3000,
        "<script>alert(1)</script>",
    ],
)
def test_text_that_is_made_to_take_long_takes_no_long(front: str) -> None:
    made = database((BASIC, (front, "back")), (CLOZE, (front, "back")))

    found = taken(newest_package(logged(made, [Entry(1), Entry(2, START + 1)])))

    assert [one.why for one in found.unmatched] == ["no-question"] * 2


def test_no_more_cards_than_bounded_are_looked_at_for_similar_words() -> None:
    notes = [(BASIC, (f"Which vein is number {at}?", "back")) for at in range(MOST_SIMILAR + 3)]
    made = logged(database(*notes), [Entry(at, START + at) for at in range(1, len(notes) + 1)])

    whys = [one.why for one in taken(newest_package(made)).unmatched]

    assert (whys.count("no-question"), whys.count("not-looked-at")) == (MOST_SIMILAR, 3)
