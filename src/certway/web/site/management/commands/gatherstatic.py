"""`gatherstatic`: the files that pages load, gathered and squeezed where they changed since they last were."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

MARK = "gathered.mark"  # beside the files: what they were gathered from
NAMES = "staticfiles.json"  # by which pages find them
TOOLS = ("Django", "whitenoise")  # which name and squeeze them


class Command(BaseCommand):
    """Gathers static files, as `collectstatic` does; that squeezes all of them again each time."""

    help = "Gather the files that pages load, if any of them changed."
    requires_system_checks: list[str] = []  # noqa: RUF012 - as Django declares it; checks would load every page

    def handle(self, **_: object) -> None:
        """Gather them, and then mark from what: what was broken off is gathered again."""
        folder = Path(settings.STATIC_ROOT)
        mark, found = folder / MARK, _sources()
        if _is_whole(folder, found):
            return
        mark.unlink(missing_ok=True)
        call_command("collectstatic", verbosity=0, interactive=False, clear=False)
        mark.write_text(found)


def _is_whole(folder: Path, found: str) -> bool:
    """Tell whether what was gathered is of these sources, and every file that pages load is there."""
    try:
        names = json.loads((folder / NAMES).read_bytes())["paths"]
        marked = (folder / MARK).read_bytes() == found.encode()
    except (OSError, ValueError, LookupError, TypeError):  # not there, or damaged
        return False
    return marked and all((folder / name).exists() for name in names.values())


def _sources() -> str:
    """Return a hash that changes with every file that is gathered, its size or its time, and with the tools."""
    digest = sha256(repr([(name, version(name)) for name in TOOLS]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            told = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{told.st_size}\0{told.st_mtime_ns}\0".encode())
    return digest.hexdigest()
