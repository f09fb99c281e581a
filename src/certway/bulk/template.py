"""An empty roster to fill in: a CSV with its header for every section."""

from __future__ import annotations

from pathlib import Path

from certway.bulk.headers import FILES, headers_of
from certway.core.units.errors import InputError, Problem


def write_template(folder: Path) -> tuple[Path, ...]:
    """Write the empty files of a roster into a folder, made where it does not exist, and return their paths.

    Raises InputError, before anything is written, where one of the files is there already.
    """
    paths = {file: folder / f"{file}.csv" for file in FILES}
    there = [path for path in paths.values() if path.exists()]
    if there:
        text = "the file is there already and is not written over; move it, or name another folder"
        raise InputError([Problem(str(path), 0, text) for path in there])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, path in paths.items():
            columns = [name for name in headers_of(file) if not name.endswith(".")]
            path.write_text(",".join(columns) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(
            [Problem(str(folder), 0, f"the folder cannot be written ({error.strerror}); name another")]
        ) from None
    return tuple(paths.values())
