"""Where documents lie: files of random names, each sealed with a key of its own. Plain bytes never touch the disk.

A file is written before its row and deleted after it, so a sudden end leaves at most a file that nobody can open;
`sweep_orphans` deletes these.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, TypeAlias
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from certway.core.units.errors import CertwayError
from certway.records.durable import keep_names, locked, make_folder, write_aside
from certway.records.keys import KEY_BYTES, NONCE_BYTES
from certway.records.models.documents import Document

Damage: TypeAlias = Literal["missing", "changed", "no-key"]

HEADER = b"certway document 1\n"
ORPHANED_AFTER = timedelta(hours=1)  # a file may wait so long for its row
_NAMES_AT_ONCE = 500  # that one query asks for


class DamagedDocumentError(CertwayError):
    """Raised for a document that can't be handed out: its file is missing, was changed, or its key is not there."""

    def __init__(self, document: UUID, damage: Damage) -> None:
        self.document, self.damage = document, damage
        super().__init__(f"document {document} can't be opened: {damage}")


def seal(content: bytes, *, document: UUID, person: UUID) -> tuple[bytes, bytes]:
    """Return a content as its file holds it, and the new key that opens it: for that document of that person alone."""
    key, nonce = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(NONCE_BYTES)
    return HEADER + nonce + AESGCM(key).encrypt(nonce, content, _bound_to(document, person)), key


def unseal(sealed: bytes, key: bytes, *, document: UUID, person: UUID) -> bytes:
    """Return the content of a file. Raises DamagedDocumentError where a single bit differs, or it is another's file."""
    head, start = len(HEADER), len(HEADER) + NONCE_BYTES
    if not sealed.startswith(HEADER):
        raise DamagedDocumentError(document, "changed")
    try:
        return AESGCM(key).decrypt(sealed[head:start], sealed[start:], _bound_to(document, person))
    except (InvalidTag, ValueError) as error:
        raise DamagedDocumentError(document, "changed") from error


def _bound_to(document: UUID, person: UUID) -> bytes:
    return HEADER + document.bytes + person.bytes


def store_file(sealed: bytes) -> str:
    """Keep a sealed file and return its name, once the disk has it."""
    name = secrets.token_hex(16)
    path = file_path(name)
    make_folder(path.parent)
    write_aside(path.parent, sealed).rename(path)
    keep_names(path.parent)
    return name


def read_file(document: Document) -> bytes:
    """Return a document's sealed file. Raises DamagedDocumentError where it is missing or can't be read."""
    try:
        return file_path(document.stored_name).read_bytes()
    except OSError as error:
        raise DamagedDocumentError(document.public_id, "missing") from error


def delete_files(names: list[str]) -> None:
    """Delete files whose rows are gone; while a backup reads them they are left to `sweep_orphans`."""
    with locked(_backup_lock(), shared=True, wait=False) as held:
        for name in names if held else ():
            file_path(name).unlink(missing_ok=True)


@contextmanager
def documents_locked() -> Iterator[Path]:
    """Give the folder of the documents; while it lasts, no file in it is deleted. For a backup, before its database."""
    with locked(_backup_lock()):
        yield settings.DOCUMENT_FOLDER


def sweep_orphans(now: datetime, *, older_than: timedelta = ORPHANED_AFTER) -> int:
    """Delete the files without a row, and those never finished, that are older than that; return how many.

    `now` is an instant in UTC. Does nothing while a backup runs, and nothing where no document was ever kept.
    """
    if not settings.DOCUMENT_FOLDER.exists():
        return 0
    with locked(_backup_lock(), shared=True, wait=False) as held:
        old = [path for path in stored_files() if held and _written_at(path) <= now - older_than]
        orphans = [path for names in _portions(old) for path in _without_row(names)]
        for path in orphans:
            path.unlink(missing_ok=True)
    return len(orphans)


def stored_files() -> Iterator[Path]:
    """Yield every file in the folder of the documents, also those that are being written."""
    folder: Path = settings.DOCUMENT_FOLDER
    return (path for path in folder.glob("*/*") if path.is_file())


def file_path(name: str) -> Path:
    """Return where a file of a name lies: 256 folders keep each of them short."""
    folder: Path = settings.DOCUMENT_FOLDER
    return folder / name[:2] / name


def _without_row(paths: list[Path]) -> list[Path]:
    kept = Document.objects.filter(stored_name__in=[path.name for path in paths]).values_list("stored_name", flat=True)
    return [path for path in paths if path.name not in set(kept)]


def _portions(paths: list[Path]) -> Iterator[list[Path]]:
    return (paths[at : at + _NAMES_AT_ONCE] for at in range(0, len(paths), _NAMES_AT_ONCE))


def _written_at(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:  # its upload has just given it its name
        return datetime.max.replace(tzinfo=UTC)


def _backup_lock() -> Path:
    folder: Path = settings.DOCUMENT_FOLDER
    return folder / ".backup"
