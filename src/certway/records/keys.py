"""The master keys, with which the documents' own keys are sealed: from the environment, or from a file of one's own."""

from __future__ import annotations

import binascii
import os
import secrets
import stat
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from certway.core.units.errors import CertwayError
from certway.records.durable import locked, replace_file, write_once

KEY_BYTES, NONCE_BYTES = 32, 12
VARIABLE = "CERTWAY_DOCUMENT_KEY"


class BadKeyError(CertwayError):
    """Raised for what should be a master key and is none."""

    def __init__(self, where: str, at: int) -> None:
        super().__init__(
            f"key {at} of {where} is no key; write 32 random bytes in base64, such as `openssl rand -base64 32` gives"
        )


class OpenKeyFileError(CertwayError):
    """Raised for a key file that others than its owner can read."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} can be read by others, so its keys are not safe; run: chmod 600 {path}")


class LostKeyFileError(CertwayError):
    """Raised where documents are kept and the file with their keys is gone: a new key would not open them."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is missing, and without it no document can be opened; put it back, or set {VARIABLE} to its key"
        )


class MissingKeyError(CertwayError):
    """Raised for a document whose master key is not among those that are given."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the document key {name} is missing; put it back into the key file, or add it to {VARIABLE}")


class WrongKeyError(CertwayError):
    """Raised where a document's sealed key does not open: it, or the document's id, was changed."""


@dataclass(frozen=True, slots=True)
class MasterKey:
    """One master key."""

    secret: bytes = field(repr=False)  # 32 random bytes

    @property
    def name(self) -> str:
        """What it is called in rows: the first 8 hexadecimal digits of its SHA-256."""
        return sha256(self.secret).hexdigest()[:8]


def master_keys() -> tuple[MasterKey, ...]:
    """Return the master keys: the first one seals, every one opens. The first of a new folder is made now.

    Raises BadKeyError, OpenKeyFileError, LostKeyFileError.
    """
    if keys_are_given():
        return _read_keys(settings.DOCUMENT_KEYS.split(","), VARIABLE)
    path: Path = settings.DOCUMENT_KEY_FILE
    if not path.exists():
        _make_first(path)
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise OpenKeyFileError(path)
    return _read_keys(path.read_text(encoding="ascii", errors="replace").splitlines(), str(path))


def keys_are_given() -> bool:
    """Tell whether the keys come from the environment and not from a file."""
    return bool(settings.DOCUMENT_KEYS.strip())


def new_key() -> MasterKey:
    """Return a new master key."""
    return MasterKey(secrets.token_bytes(KEY_BYTES))


def write_keys(keys: Sequence[MasterKey]) -> None:
    """Put keys into the key file in place of those that it holds, the one that seals first."""
    replace_file(settings.DOCUMENT_KEY_FILE, _written(keys))


@contextmanager
def keys_staying() -> Iterator[tuple[MasterKey, ...]]:
    """Give the master keys; while it lasts, none of them is dropped. For whoever seals, until the row is written."""
    with locked(_lock_file(), shared=True):
        yield master_keys()


@contextmanager
def keys_alone() -> Iterator[tuple[MasterKey, ...]]:
    """Give the master keys; while it lasts, nobody seals with any. For whoever drops one."""
    with locked(_lock_file()):
        yield master_keys()


def wrap_key(secret: bytes, master: MasterKey, *, document: UUID) -> bytes:
    """Return a document's own key, sealed with a master key for that document alone."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(master.secret).encrypt(nonce, secret, document.bytes)


def unwrap_key(wrapped: bytes, name: str, *, document: UUID, keys: Sequence[MasterKey]) -> bytes:
    """Return a document's own key. Raises MissingKeyError, WrongKeyError."""
    master = next((key for key in keys if key.name == name), None)
    if master is None:
        raise MissingKeyError(name)
    try:
        return AESGCM(master.secret).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], document.bytes)
    except (InvalidTag, ValueError) as error:
        raise WrongKeyError(f"the key of document {document} does not open") from error


def opening_key(wrapped: bytes, *, document: UUID, keys: Sequence[MasterKey]) -> tuple[MasterKey, bytes] | None:
    """Return which master key opens a document's own key, and that key; None where none does.

    All are tried, whatever name the row gives.
    """
    for key in keys:
        with suppress(WrongKeyError):
            return key, unwrap_key(wrapped, key.name, document=document, keys=[key])
    return None


def _make_first(path: Path) -> None:
    from certway.records.models.documents import Document

    if Document.objects.exists():
        raise LostKeyFileError(path)
    write_once(path, _written([new_key()]))


def _lock_file() -> Path:
    folder: Path = settings.DOCUMENT_FOLDER
    return folder / ".keys"


def _written(keys: Sequence[MasterKey]) -> bytes:
    return b"".join(b64encode(key.secret) + b"\n" for key in keys)


def _read_keys(texts: Sequence[str], where: str) -> tuple[MasterKey, ...]:
    told = [text.strip() for text in texts if text.strip()]
    keys = tuple(_read_key(text, where, at) for at, text in enumerate(told, start=1))
    if not keys:
        raise BadKeyError(where, 1)
    return keys


def _read_key(text: str, where: str, at: int) -> MasterKey:
    try:
        secret = b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadKeyError(where, at) from error
    if len(secret) != KEY_BYTES:
        raise BadKeyError(where, at)
    return MasterKey(secret)
