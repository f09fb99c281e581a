"""Where Certway keeps its files on this machine, and the key that signs its cookies."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_urlsafe

from platformdirs import user_data_path


def data_folder() -> Path:
    """Return the folder of the database and everything else that is kept; it is made when it is missing.

    It is CERTWAY_DATA, else the user's own data folder of the system.
    """
    folder = Path(os.environ.get("CERTWAY_DATA") or user_data_path("certway"))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """Return the key that signs cookies: CERTWAY_SECRET_KEY, else one that is made once and kept in the folder."""
    given = os.environ.get("CERTWAY_SECRET_KEY")
    if given:
        return given
    path = folder / "secret.key"
    try:
        # Nobody else may read it, also not for the moment between making and writing it.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        key = token_urlsafe(64)
        stream.write(key)
    return key
