"""An archive: one file with every row and every document, sealed by a checksum of all its bytes.

It is a ZIP file that any program opens. Its comment, the last bytes of the file, is the SHA-256 of everything before;
`manifest.json` tells what the other members must be.

Source: docs/decisions/0021-backups-as-rows.md
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from certway import __version__
from certway.core.units.errors import CertwayError

FORMAT = 1
MANIFEST = "manifest.json"
TABLES, DOCUMENTS = "tables/", "documents/"  # how the names of members begin

_SEAL = b"certway archive sha256 "
_SEAL_BYTES = len(_SEAL) + 64
_PIECE = 1024 * 1024  # bytes read at once


class NoArchiveError(CertwayError):
    """Raised for a file that is no archive, or whose end is missing."""

    def __init__(self, path: Path, reason: str = "it is none of Certway's, or its end is missing") -> None:
        super().__init__(f"{path} can't be restored: {reason}; name another archive")


class DamagedArchiveError(CertwayError):
    """Raised for an archive that is not as it was written."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path} is damaged: {what}; nothing was changed, so restore another archive")


class NewerArchiveError(CertwayError):
    """Raised for an archive that only a later version of Certway understands."""

    def __init__(self, path: Path, made_by: str) -> None:
        super().__init__(
            f"{path} was made by Certway {made_by} and is newer than this one, {__version__}; nothing was changed, so "
            "update Certway, then restore it"
        )


@dataclass(frozen=True, slots=True)
class Member:
    """What one file inside the archive must be."""

    bytes: int
    sha256: str  # hexadecimal
    rows: int = 0  # lines of a table


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds, and what it does not."""

    made_at: str  # the moment of its snapshot, ISO 8601 in UTC
    database: str  # from which kind it came: sqlite or postgresql
    migrations: tuple[tuple[str, str], ...]  # app and name of those that the database had
    members: Mapping[str, Member] = field(default_factory=dict)  # by name
    missing: tuple[str, ...] = ()  # documents that have a row and no file
    certway: str = __version__

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(member.rows for member in self.members.values())

    @property
    def documents(self) -> tuple[str, ...]:
        """The names of the members that are documents."""
        return tuple(name for name in self.members if name.startswith(DOCUMENTS))


class ArchiveWriter:
    """Writes the members of an archive and keeps what the manifest says of them."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.members: dict[str, Member] = {}

    def add_table(self, name: str, lines: Iterable[str]) -> None:
        """Add a table, a row a line."""
        self._add(f"{TABLES}{name}.jsonl", ((line + "\n").encode() for line in lines), ZIP_DEFLATED, has_rows=True)

    def add_document(self, name: str, content: IO[bytes]) -> None:
        """Add a document's file as it is; its bytes are sealed and don't get smaller."""
        self._add(f"{DOCUMENTS}{name[:2]}/{name}", iter(lambda: content.read(_PIECE), b""), ZIP_STORED)

    def _add(self, name: str, pieces: Iterable[bytes], how: int, *, has_rows: bool = False) -> None:
        digest, size, rows = sha256(), 0, 0
        with self.archive.open(_entry(name, how), "w", force_zip64=True) as stream:
            for piece in pieces:
                stream.write(piece)
                digest.update(piece)
                size, rows = size + len(piece), rows + has_rows
        self.members[name] = Member(size, digest.hexdigest(), rows)


@contextmanager
def writing_archive(stream: IO[bytes]) -> Iterator[ArchiveWriter]:
    """Give a writer whose members become an archive once `finish` was called; `stream` is open for both ways."""
    with ZipFile(stream, "w") as archive:
        archive.comment = _SEAL + b"0" * 64
        yield ArchiveWriter(archive)
    digest, size = sha256(), stream.tell() - _SEAL_BYTES
    stream.seek(0)
    for piece in _pieces(stream, size):
        digest.update(piece)
    stream.seek(size)
    stream.write(_SEAL + digest.hexdigest().encode())


def add_manifest(writer: ArchiveWriter, manifest: Manifest) -> None:
    """Add the manifest of what was written."""
    told = {"format": FORMAT, **asdict(manifest)}
    writer.archive.writestr(_entry(MANIFEST, ZIP_DEFLATED), json.dumps(told, indent=1))


def _entry(name: str, how: int) -> ZipInfo:
    entry = ZipInfo(name)
    entry.compress_type, entry.external_attr = how, 0o600 << 16
    return entry


@dataclass(frozen=True)
class Archive:
    """An archive of which every byte was checked."""

    path: Path
    manifest: Manifest
    file: ZipFile

    def lines(self, name: str) -> Iterator[str]:
        """Yield the rows of a table's member."""
        with self.file.open(name) as stream:
            for line in stream:
                yield line.decode()

    def content(self, name: str) -> bytes:
        """Return a document's member."""
        return self.file.read(name)


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Give an archive once all of it was checked against its seal and its manifest.

    Raises NoArchiveError, DamagedArchiveError or NewerArchiveError.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        raise NoArchiveError(path, (error.strerror or "it can't be read").lower()) from error
    with stream:
        _check_seal(path, stream)
        try:
            with ZipFile(stream) as file:
                manifest = _read_manifest(path, file)
                _check_members(path, file, manifest)
                yield Archive(path, manifest, file)
        except (BadZipFile, zlib.error) as error:
            raise DamagedArchiveError(path, str(error)) from error


def _check_seal(path: Path, stream: IO[bytes]) -> None:
    size = stream.seek(0, 2) - _SEAL_BYTES
    stream.seek(max(size, 0))
    seal = stream.read()
    if not seal.startswith(_SEAL):
        raise NoArchiveError(path)
    digest = sha256()
    stream.seek(0)
    for piece in _pieces(stream, size):
        digest.update(piece)
    if seal != _SEAL + digest.hexdigest().encode():
        raise DamagedArchiveError(path, "its checksum does not fit")


def _read_manifest(path: Path, file: ZipFile) -> Manifest:
    try:
        told = json.loads(file.read(MANIFEST))
        number, made_by = int(told["format"]), str(told["certway"])
        if number > FORMAT:
            raise NewerArchiveError(path, made_by)
        return Manifest(
            made_at=told["made_at"],
            database=told["database"],
            migrations=tuple((app, name) for app, name in told["migrations"]),
            members={name: Member(**member) for name, member in told["members"].items()},
            missing=tuple(told["missing"]),
            certway=made_by,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedArchiveError(path, f"its {MANIFEST} can't be read") from error


def _check_members(path: Path, file: ZipFile, manifest: Manifest) -> None:
    names = sorted(name for name in file.namelist() if name != MANIFEST)
    if names != sorted(manifest.members):
        raise DamagedArchiveError(path, f"its members are not those that {MANIFEST} names")
    for name, member in manifest.members.items():
        digest, size, rows = sha256(), 0, 0
        with file.open(name) as stream:
            for piece in iter(lambda: stream.read(_PIECE), b""):
                digest.update(piece)
                size, rows = size + len(piece), rows + piece.count(b"\n")
        told = Member(size, digest.hexdigest(), rows if name.startswith(TABLES) else 0)
        if told != member:
            raise DamagedArchiveError(path, f"{name} is not what {MANIFEST} says")


def _pieces(stream: IO[bytes], size: int) -> Iterator[bytes]:
    """Yield the next `size` bytes."""
    while size > 0:
        piece = stream.read(min(size, _PIECE))
        if not piece:
            return
        size -= len(piece)
        yield piece
