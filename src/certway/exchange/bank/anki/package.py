"""An Anki package: which database in it counts, and its media by their names.

Source: the three versions of packages that Anki tells apart by the file `meta`, and without it by the databases' names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from certway.exchange.bank.anki.collection import Note, read_collection
from certway.exchange.bank.anki.database import HEADER, MOST_DATABASE_BYTES
from certway.exchange.bank.anki.pictures import MOST_PICTURE_BYTES
from certway.exchange.bank.anki.protobuf import first_number, first_text, members
from certway.exchange.safe.errors import ForeignFileError
from certway.exchange.safe.zip import open_zip

MOST_MEDIA: Final = 50_000
MOST_LIST_BYTES: Final = 8 * 1024 * 1024
NEWEST: Final = 3  # version of packages; 3 is compressed once more, with Zstandard

_DATABASES: Mapping[int, str] = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}
_ZSTANDARD = b"\x28\xb5\x2f\xfd"  # begins what it packed
_WINDOW_BYTES = 32 * 1024 * 1024  # that a Zstandard frame may ask to be kept
_OLDER = "in Anki choose 'Support older Anki versions' when you export"


@dataclass(frozen=True, slots=True)
class AnkiPackage:
    """What a package holds."""

    notes: tuple[Note, ...]
    file: str
    _files: Mapping[str, bytes]
    _media: Mapping[str, str]  # names in the package by the names of the media
    _compressed: bool

    def picture(self, name: str) -> bytes | None:
        """Return a picture by its name; None where the package has none. Raises ForeignFileError for a broken one."""
        inside = self._media.get(name, "")
        if inside not in self._files:
            return None
        content = self._files[inside]
        return _unpacked(content, MOST_PICTURE_BYTES + 1, self.file) if self._compressed else content


def open_package(content: bytes, file: str) -> AnkiPackage:
    """Return what an Anki package holds. Raises ForeignFileError."""
    files = open_zip(content, file)
    version = _version(files, file)
    compressed = version == NEWEST
    database = _database(files, version, file)
    listed = files.get("media", b"")
    media = _listed(_unpacked(listed, MOST_LIST_BYTES + 1, file), file) if compressed else _told(listed, file)
    return AnkiPackage(read_collection(database, file), file, files, media, compressed)


def open_database(content: bytes, file: str) -> bytes:
    """Return the database of an Anki package, a backup (.colpkg) or a collection by itself. Raises ForeignFileError."""
    if content.startswith(HEADER):
        return content
    if content.startswith(_ZSTANDARD):
        return _unpacked(content, MOST_DATABASE_BYTES + 1, file)
    files = open_zip(content, file)
    return _database(files, _version(files, file), file)


def _database(files: Mapping[str, bytes], version: int, file: str) -> bytes:
    database = files.get(_DATABASES[version])
    if database is None:
        raise ForeignFileError(
            f"{file}: this is no Anki package, it has no '{_DATABASES[version]}'; export it as .apkg"
        )
    return _unpacked(database, MOST_DATABASE_BYTES + 1, file) if version == NEWEST else database


def _version(files: Mapping[str, bytes], file: str) -> int:
    if "meta" not in files:
        return next((version for version, name in sorted(_DATABASES.items(), reverse=True) if name in files), 1)
    version = first_number(files["meta"], 1, file)
    if version not in _DATABASES:
        raise ForeignFileError(f"{file}: this package is of version {version}, {NEWEST} is the newest known; {_OLDER}")
    return version


def _unpacked(content: bytes, most: int, file: str) -> bytes:
    """Return what Zstandard packed, at most so many bytes of it."""
    try:
        import zstandard
    except ImportError:
        raise ForeignFileError(f"{file}: this package needs zstandard, which is not installed; {_OLDER}") from None
    try:
        unpacking = zstandard.ZstdDecompressor(max_window_size=_WINDOW_BYTES)
        with unpacking.stream_reader(content) as stream:
            return bytes(stream.read(most))
    except (zstandard.ZstdError, MemoryError):
        raise ForeignFileError(f"{file}: a file in the package is damaged; export it again, or {_OLDER}") from None


def _told(content: bytes, file: str) -> Mapping[str, str]:
    """Return the media of an older package, which lists them as JSON: names by numbers."""
    try:
        pairs = json.loads(content[: MOST_LIST_BYTES + 1].decode("utf-8-sig") or "{}", object_pairs_hook=tuple)
    except (ValueError, RecursionError):
        pairs = None
    if not isinstance(pairs, tuple):
        raise _wrong("its list of media is no JSON as Anki writes it", file)
    told = [(name, inside) for inside, name in pairs if isinstance(name, str) and inside.isascii() and inside.isdigit()]
    if len(told) < len(pairs) or len({inside for _, inside in told}) < len(pairs):
        raise _wrong("its list of media has an entry that is no number with a name, or a number twice", file)
    return _named(told, file)


def _listed(content: bytes, file: str) -> Mapping[str, str]:
    """Return the media of a newer package, which lists them as a message: the n-th is in the file n."""
    if len(content) > MOST_LIST_BYTES:
        raise _wrong("its list of media is too long", file)
    entries = [entry for field, entry in members(content, file) if field == 1 and isinstance(entry, bytes)]
    return _named([(first_text(entry, 1, file), str(at)) for at, entry in enumerate(entries)], file)


def _named(told: Iterable[tuple[str, str]], file: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, inside in told:
        if not name.isprintable() or name in ("", ".", "..") or any(mark in name for mark in '/\\:*?"<>|'):
            raise _wrong(f"its media have a file named {name[:60]!r}, which Anki never writes", file)
        if name in found:
            raise _wrong(f"its media have '{name[:60]}' twice", file)
        found[name] = inside
    if len(found) > MOST_MEDIA:
        raise _wrong(f"it has more than {MOST_MEDIA} media", file)
    return found


def _wrong(why: str, file: str) -> ForeignFileError:
    return ForeignFileError(f"{file}: {why}; export the deck from Anki again")
