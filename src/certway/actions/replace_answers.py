"""Replace everything told at once: by a person file, by Maria's, or by nothing."""

from __future__ import annotations

from pathlib import Path

from django.contrib.sessions.backends.base import SessionBase
from uuid_utils.compat import uuid7

import certway
from certway.actions import find_match, find_steps, make_plan
from certway.core.person.draft import Draft
from certway.core.person.reading import read_person
from certway.core.person.record import Record
from certway.exchange.person_file import load_person
from certway.exchange.yaml_files import parse_yaml
from certway.records.drafts import change_draft, forget_draft, owner_of, undo_change

DESKS = (find_match.DESK, find_steps.DESK, make_plan.DESK)  # all that keep answers


def load_file(session: SessionBase, content: bytes, name: str) -> Draft:
    """Keep what a person file (YAML or JSON) tells in place of everything told so far; it can be undone.

    Raises InputError, once, with every problem found; then nothing is changed.
    """
    return _replace(session, read_person(parse_yaml(content, name)))


def try_maria(session: SessionBase) -> Draft:
    """Put Maria, a made-up person, in the place of everything told so far; it can be undone."""
    return _replace(session, load_person(maria_path()))


def maria_path() -> Path:
    """Return where Maria's person file stands: in the installed package, or beside the sources."""
    package = Path(certway.__file__).parent
    return next(
        path for folder in (package, package.parent.parent) if (path := folder / "examples" / "maria.yaml").exists()
    )


def undo(session: SessionBase) -> bool:
    """Put back what was replaced or removed last; return whether there was anything."""
    return undo_change(session)


def forget(session: SessionBase) -> None:
    """Delete everything told, and the answers that were made from it; it can't be undone."""
    owner = owner_of(session)
    forget_draft(session)
    if owner:
        for desk in DESKS:
            desk.forget(owner)


def _replace(session: SessionBase, record: Record) -> Draft:
    keys = {name: tuple(str(uuid7()) for _ in entries) for name, entries in record.lists.items()}
    fresh = Draft(record, keys)
    return change_draft(session, lambda _old: fresh, undoable=True)
