"""An Anki collection as values: notes with their types, decks and tags, of both schemas that packages hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from certway.exchange.bank.anki.database import Row, Tables, opened_tables
from certway.exchange.bank.anki.protobuf import first_number

MOST_NOTES: Final = 6_000
MOST_CARDS: Final = 30_000
MOST_TYPES: Final = 500  # note types, and decks
MOST_FIELDS: Final = 100  # of one note type
LONGEST_NAME: Final = 500  # characters of a note type, a field or a deck
MOST_TEXT: Final = 40_000_000  # characters of all notes together

_BETWEEN = "\x1f"  # fields of a note, and since schema 18 the parts of a deck's name


@dataclass(frozen=True, slots=True)
class NoteType:
    """What fields notes have."""

    name: str
    cloze: bool
    fields: tuple[str, ...]


NO_TYPE: Final = NoteType("without a note type", False, ())


@dataclass(frozen=True, slots=True)
class Note:
    """One note; a card shows it from one side."""

    type: NoteType
    fields: Mapping[str, str]  # HTML by the names of the fields; those that are empty are left out
    tags: tuple[str, ...]
    deck: str  # of its first card, parts joined by `::`; empty where it has none


def read_collection(content: bytes, file: str) -> tuple[Note, ...]:
    """Return the notes of a collection in the order of their ids. Raises ForeignFileError."""
    with opened_tables(content, file) as tables:
        types = note_types(tables)
        decks = _decks(tables) if _is_modern(tables) else _decks_of_json(tables)
        deck_of: dict[Row, str] = {}
        for _, note, deck in sorted(tables.rows("cards", "id, nid, did", most=MOST_CARDS), key=_by_number):
            deck_of.setdefault((note,), decks.get(str(deck), ""))
        rows = sorted(tables.rows("notes", "id, mid, tags, flds", most=MOST_NOTES, texts=(2, 3)), key=_by_number)
        if sum(len(str(row[2])) + len(str(row[3])) for row in rows) > MOST_TEXT:
            raise tables.wrong(f"its notes hold more than {MOST_TEXT} characters")
        return tuple(_note(row, types, deck_of.get((row[0],), "")) for row in rows)


def note_types(tables: Tables) -> Mapping[str, NoteType]:
    """Return the note types of a collection by their ids. Raises ForeignFileError."""
    return _types(tables) if _is_modern(tables) else _types_of_json(tables)


def _is_modern(tables: Tables) -> bool:
    return {"notetypes", "fields", "decks"} <= tables.names


def _note(row: Row, types: Mapping[str, NoteType], deck: str) -> Note:
    _, type_id, tags, fields = row
    kind = types.get(str(type_id), NO_TYPE)
    return Note(kind, told_fields(kind, str(fields)), tuple(str(tags).split()), deck)


def told_fields(kind: NoteType, fields: str) -> Mapping[str, str]:
    """Return the fields of a note, as its row holds them, by their names; those that are empty are left out."""
    told = zip(kind.fields, fields.split(_BETWEEN), strict=False)
    return {name: text for name, text in told if text.strip()}


def _by_number(row: Row) -> int:
    return row[0] if isinstance(row[0], int) else 0


def _types(tables: Tables) -> Mapping[str, NoteType]:
    fields: dict[str, dict[int, str]] = {}
    for kind, place, name in tables.rows("fields", "ntid, ord, name", most=MOST_TYPES * 10, texts=(2,)):
        fields.setdefault(str(kind), {})[place if isinstance(place, int) else 0] = str(name)
    found = {}
    for kind, name, config in tables.rows("notetypes", "id, name, config", most=MOST_TYPES, texts=(1,)):
        cloze = first_number(config, 1, tables.file) == 1 if isinstance(config, bytes) else False
        ordered = sorted(fields.get(str(kind), {}).items())
        found[str(kind)] = _type(tables, str(name), cloze, [text for _, text in ordered])
    return found


def _decks(tables: Tables) -> Mapping[str, str]:
    rows = tables.rows("decks", "id, name", most=MOST_TYPES, texts=(1,))
    return {str(deck): _name(tables, str(name).replace(_BETWEEN, "::")) for deck, name in rows}


def _types_of_json(tables: Tables) -> Mapping[str, NoteType]:
    """Return the note types of schema 11, which stand as JSON in the one row of `col`."""
    found = {}
    for name, told in _json(tables, "models").items():
        if not isinstance(told, dict) or not isinstance(fields := told.get("flds"), list):
            raise tables.wrong("its note types are not told as Anki tells them")
        names = [one.get("name") if isinstance(one, dict) else None for one in fields]
        found[name] = _type(tables, str(told.get("name")), told.get("type") == 1, [str(one) for one in names])
    return found


def _decks_of_json(tables: Tables) -> Mapping[str, str]:
    told = _json(tables, "decks")
    names = {name: deck.get("name") if isinstance(deck, dict) else "" for name, deck in told.items()}
    return {name: _name(tables, str(deck)) for name, deck in names.items()}


def _type(tables: Tables, name: str, cloze: bool, fields: list[str]) -> NoteType:
    if len(fields) > MOST_FIELDS:
        raise tables.wrong(f"a note type has more than {MOST_FIELDS} fields")
    return NoteType(_name(tables, name), cloze, tuple(_name(tables, field) for field in fields))


def _name(tables: Tables, name: str) -> str:
    if len(name) > LONGEST_NAME:
        raise tables.wrong(f"a note type, a field or a deck has a name of more than {LONGEST_NAME} characters")
    return name


def _json(tables: Tables, column: str) -> Mapping[str, object]:
    rows = list(tables.rows("col", column, most=1, texts=(0,)))
    try:
        found = json.loads(str(rows[0][0])) if rows else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or len(found) > MOST_TYPES:
        raise tables.wrong(f"'{column}' of its collection is no JSON of at most {MOST_TYPES} entries")
    return found
