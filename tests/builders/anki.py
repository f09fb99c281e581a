"""Anki packages as Anki writes them, made by hand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

DECK = "Lab::Tubes"
_COMMON = """
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
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
"""
_SCHEMA_18 = """
CREATE TABLE fields (ntid integer NOT NULL, ord integer NOT NULL, name text NOT NULL COLLATE unicase,
  config blob NOT NULL, PRIMARY KEY (ntid, ord)) without rowid;
CREATE UNIQUE INDEX idx_fields_name_ntid ON fields (name, ntid);
CREATE TABLE notetypes (id integer NOT NULL PRIMARY KEY, name text NOT NULL COLLATE unicase,
  mtime_secs integer NOT NULL, usn integer NOT NULL, config blob NOT NULL);
CREATE TABLE decks (id integer PRIMARY KEY NOT NULL, name text NOT NULL COLLATE unicase, mtime_secs integer NOT NULL,
  usn integer NOT NULL, common blob NOT NULL, kind blob NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class NoteTypeMade:
    """A note type with the names of its fields."""

    name: str
    fields: tuple[str, ...]
    cloze: bool


def note_type(name: str, *fields: str, cloze: bool = False) -> NoteTypeMade:
    """Return a note type."""
    return NoteTypeMade(name, fields, cloze)


_Made = tuple[NoteTypeMade, Sequence[str]]


def database(*notes: _Made, tags: str = "", script: str = "", modern: bool = False) -> bytes:
    """Return a collection with notes in one deck; `script` is run in it at last."""
    types = list(dict.fromkeys(kind for kind, _ in notes))
    with closing(sqlite3.connect(":memory:")) as made:
        made.create_collation("unicase", lambda one, other: (one > other) - (one < other))
        made.executescript(_COMMON + (_SCHEMA_18 if modern else ""))
        told = ("", "") if modern else (json.dumps(_models(types)), json.dumps({"9": {"id": 9, "name": DECK}}))
        made.execute("INSERT INTO col VALUES (1, 0, 0, 0, 11, 0, 0, 0, '{}', ?, ?, '{}', '{}')", told)
        if modern:
            _add_modern(made, types)
        for at, (kind, fields) in enumerate(notes, start=1):
            row = (at, f"guid{at}", types.index(kind) + 1, f" {tags} ", "\x1f".join(fields))
            made.execute("INSERT INTO notes VALUES (?, ?, ?, 0, -1, ?, ?, '', 0, 0, '')", row)
            made.execute("INSERT INTO cards VALUES (?, ?, 9, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '')", (at, at))
        made.executescript(script)
        made.commit()
        return made.serialize()


def _models(types: Sequence[NoteTypeMade]) -> dict[str, object]:
    return {
        str(at): {
            "id": at,
            "name": kind.name,
            "type": int(kind.cloze),
            "flds": [{"name": name, "ord": place} for place, name in enumerate(kind.fields)],
        }
        for at, kind in enumerate(types, start=1)
    }


def _add_modern(made: sqlite3.Connection, types: Sequence[NoteTypeMade]) -> None:
    made.execute("INSERT INTO decks VALUES (9, ?, 0, 0, x'', x'')", (DECK.replace("::", "\x1f"),))
    for at, kind in enumerate(types, start=1):
        config = b"\x08\x01" if kind.cloze else b""
        made.execute("INSERT INTO notetypes VALUES (?, ?, 0, 0, ?)", (at, kind.name, config))
        for place, name in enumerate(kind.fields):
            made.execute("INSERT INTO fields VALUES (?, ?, ?, x'')", (at, place, name))


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def anki_package(
    *notes: _Made,
    media: Mapping[str, bytes] | None = None,
    tags: str = "",
    script: str = "",
    database_name: str = "collection.anki2",
    stub: bool = False,
) -> bytes:
    """Return a package as Anki writes it for older versions."""
    files = {database_name: database(*notes, tags=tags, script=script)}
    if stub:
        please = (note_type("Basic", "Front", "Back"), ("Please update to the latest Anki version", ""))
        files["collection.anki2"] = database(please)
    named = list((media or {}).items())
    files |= {str(at): content for at, (_, content) in enumerate(named)}
    return packed({**files, "media": json.dumps({str(at): name for at, (name, _) in enumerate(named)}).encode()})


def modern_package(*notes: _Made, media: Mapping[str, bytes] | None = None) -> bytes:
    """Return a package as Anki writes it by default since 2.1.50."""
    named = list((media or {}).items())
    listed = b"".join(_member(1, _member(1, name.encode())) for name, _ in named)
    files = {"meta": b"\x08\x03", "collection.anki21b": zstd(database(*notes, modern=True)), "media": zstd(listed)}
    return packed(files | {str(at): zstd(content) for at, (_, content) in enumerate(named)})


def zstd(content: bytes) -> bytes:
    """Return what Zstandard makes of bytes."""
    import zstandard

    return zstandard.ZstdCompressor().compress(content)


def _member(field: int, content: bytes) -> bytes:
    assert len(content) < 128
    return bytes((field << 3 | 2, len(content))) + content
