"""An Anki collection of schema 11, which every version of Anki imports, and the package around it.

Ids come from the questions' ids, so that Anki updates what it imported before.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from certway.exchange.bank.anki.cards import BACK, FRONT, STYLE
from certway.exchange.bank.anki.markup import bare_text
from certway.exchange.bank.anki.own import FIELDS, NAME

TOP: Final = "Certway"  # the deck above all others
TYPE_ID: Final = 1_388_534_400_001  # of our note type; a moment in the past, as Anki's ids are

_EPOCH_MS = 1_000_000_000_000  # ids stand for moments between 2001 and 2017: never in the future, which Anki would mend
_SPAN_MS = 500_000_000_000
_SCHEMA = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
  ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
  models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
  usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
  flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL,
  ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL,
  odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
  ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL,
  type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """One note of our type."""

    name: str  # the question's id
    deck: str
    fields: Mapping[str, str]
    tags: tuple[str, ...]


def package_bytes(notes: Sequence[WrittenNote], media: Mapping[str, bytes], written_at: datetime) -> bytes:
    """Return a package; the same notes, media and moment give the same bytes."""
    out = BytesIO()
    moment = written_at.astimezone(UTC)
    with ZipFile(out, "w") as packed:
        packed.writestr(_entry("collection.anki2", moment, ZIP_DEFLATED), _collection(notes, moment))
        for at, name in enumerate(media):
            packed.writestr(_entry(str(at), moment, ZIP_STORED), media[name])
        listed = json.dumps({str(at): name for at, name in enumerate(media)}, ensure_ascii=False)
        packed.writestr(_entry("media", moment, ZIP_DEFLATED), listed)
    return out.getvalue()


def stable_id(name: str, taken: Iterable[int] = ()) -> int:
    """Return the id that a name has in Anki, the next one that is free where two names meet in one."""
    digest = hashlib.sha256(f"certway:{name}".encode()).digest()
    found = _EPOCH_MS + int.from_bytes(digest[:8], "big") % _SPAN_MS
    while found in taken:
        found += 1
    return found


def guid(name: str) -> str:
    """Return what Anki knows a note by, in every collection."""
    return hashlib.sha256(f"certway:{name}".encode()).hexdigest()[:20]


def _entry(name: str, at: datetime, how: int) -> ZipInfo:
    info = ZipInfo(name, (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second))
    info.compress_type, info.external_attr = how, 0o644 << 16
    return info


def _collection(notes: Sequence[WrittenNote], at: datetime) -> bytes:
    seconds = int(at.timestamp())
    decks = {name: stable_id(f"deck {name}") for name in dict.fromkeys((TOP, *(note.deck for note in notes)))}
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(_SCHEMA)
        made.execute(
            "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
            (
                *(_EPOCH_MS // 1000, seconds * 1000, seconds * 1000),
                json.dumps({"nextPos": len(notes) + 1, "curDeck": 1, "activeDecks": [1]}),
                json.dumps({str(TYPE_ID): _type(seconds)}),
                json.dumps({"1": _deck("Default", 1, seconds), **_decks(decks, seconds)}),
                json.dumps({"1": _DECK_OPTIONS}),
            ),
        )
        taken: set[int] = set()
        for place, note in enumerate(notes):
            number = stable_id(note.name, taken)
            taken.add(number)
            made.execute("INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')", _note(note, number, seconds))
            card = (number, number, decks[note.deck], seconds, place + 1)
            made.execute("INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')", card)
        made.commit()
        return made.serialize()


def _note(note: WrittenNote, number: int, seconds: int) -> tuple[object, ...]:
    fields = [note.fields[name] for name in FIELDS]
    first = bare_text(fields[0])
    checksum = int(hashlib.sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16)
    tags = f" {' '.join(note.tags)} "
    return number, guid(note.name), TYPE_ID, seconds, tags, "\x1f".join(fields), first, checksum


def _type(seconds: int) -> dict[str, object]:
    fields = [
        {"name": name, "ord": at, "sticky": False, "rtl": False, "font": "Arial", "size": 20, "media": []}
        for at, name in enumerate(FIELDS)
    ]
    card = {"name": "Card 1", "ord": 0, "qfmt": FRONT, "afmt": BACK, "bqfmt": "", "bafmt": "", "did": None}
    return {
        "id": TYPE_ID,
        "name": NAME,
        "type": 0,
        "mod": seconds,
        "usn": -1,
        "sortf": 0,
        "did": None,
        "tmpls": [card],
        "flds": fields,
        "css": STYLE,
        "latexPre": "",
        "latexPost": "",
        "req": [[0, "any", [0, 1]]],
        "tags": [],
        "vers": [],
    }


def _decks(decks: Mapping[str, int], seconds: int) -> dict[str, object]:
    return {str(number): _deck(name, number, seconds) for name, number in decks.items()}


def _deck(name: str, number: int, seconds: int) -> dict[str, object]:
    today = {f"{kind}Today": [0, 0] for kind in ("new", "rev", "lrn", "time")}
    told = {"id": number, "name": name, "mod": seconds, "usn": -1, "desc": "", "dyn": 0, "conf": 1, "collapsed": False}
    return {**told, "browserCollapsed": False, "extendNew": 0, "extendRev": 0, **today}


_DECK_OPTIONS: Mapping[str, object] = {
    "id": 1,
    "name": "Default",
    "mod": 0,
    "usn": 0,
    "maxTaken": 60,
    "autoplay": True,
    "timer": 0,
    "replayq": True,
    "dyn": False,
    "new": {"bury": False, "delays": [1.0, 10.0], "initialFactor": 2500, "ints": [1, 4, 0], "order": 1, "perDay": 20},
    "rev": {"bury": False, "ease4": 1.3, "ivlFct": 1.0, "maxIvl": 36500, "perDay": 200, "hardFactor": 1.2},
    "lapse": {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0},
}
