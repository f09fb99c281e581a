"""Where Certway keeps its files on this machine, and the key that signs its cookies."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe
from tempfile import mkstemp

from platformdirs import user_data_path

from certway.core.units.errors import CertwayError


class DataFolderError(CertwayError):
    """Raised for a folder that can't be made, so that nothing can be kept in it."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder} can't be the data folder: {reason}; choose another with --data or CERTWAY_DATA")


def data_folder() -> Path:
    """Return the folder of the database and everything else that is kept; it is made when it is missing.

    It is CERTWAY_DATA, else the user's own data folder of the system. Raises DataFolderError.
    """
    folder = Path(os.environ.get("CERTWAY_DATA") or user_data_path("certway"))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DataFolderError(folder, (error.strerror or str(error)).lower()) from error
    return folder


def secret_key(folder: Path) -> str:
    """Return the key that signs cookies: CERTWAY_SECRET_KEY, else one that is made once and kept in the folder."""
    given = os.environ.get("CERTWAY_SECRET_KEY")
    if given:
        return given
    path = folder / "secret.key"
    if not path.exists():
        _make_key(path)
    return path.read_text(encoding="ascii")


def read_secret(name: str) -> str:
    """Return a secret of the environment: NAME itself, else what the file holds that NAME_FILE names; else nothing."""
    given, file = os.environ.get(name), os.environ.get(f"{name}_FILE")
    return given or (Path(file).read_text(encoding="utf-8").strip() if file else "")


def _make_key(path: Path) -> None:
    """Write a new key, unless another process is quicker: aside first, so that nobody ever reads a part of it."""
    descriptor, aside = mkstemp(dir=path.parent, prefix="secret-")  # nobody else may read it
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(token_urlsafe(64))
    with suppress(FileExistsError):
        os.link(aside, path)
    os.unlink(aside)
