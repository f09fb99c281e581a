"""Where Certway keeps its files on this machine, and the key that it makes for itself there."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe
from tempfile import mkstemp

from platformdirs import user_data_path

from certway.core.units.errors import CertwayError


class DataFolderError(CertwayError):
    """Raised for a folder in which nothing can be kept."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder} can't be the data folder: {reason}; choose another with --data or CERTWAY_DATA")


class SecretFileError(CertwayError):
    """Raised for a file of a secret that can't be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} can't be read: {reason}; name the file that holds the secret")


def data_folder(told: str) -> Path:
    """Return the folder of the database and everything else that is kept; it is made when it is missing.

    It is the one told, else the user's own data folder of the system. Raises DataFolderError.
    """
    folder = Path(told or user_data_path("certway"))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DataFolderError(folder, (error.strerror or str(error)).lower()) from error
    return folder


def kept_key(folder: Path) -> str:
    """Return the key of the folder, which is made once. Raises DataFolderError."""
    path = folder / "secret.key"
    try:
        if not path.exists():
            _make_key(path)
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise DataFolderError(folder, (error.strerror or str(error)).lower()) from error


def read_secret(path: Path) -> str:
    """Return the secret that a file holds. Raises SecretFileError."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SecretFileError(path, str(getattr(error, "strerror", None) or error).lower()) from error


def _make_key(path: Path) -> None:
    """Write a new key, unless another process is quicker: aside first, so that nobody ever reads a part of it."""
    descriptor, aside = mkstemp(dir=path.parent, prefix="secret-")  # nobody else may read it
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(token_urlsafe(64))
    with suppress(FileExistsError):
        os.link(aside, path)
    os.unlink(aside)
