"""Replace everything told at once: by a person file, by Maria's, or by nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from uuid import UUID

from uuid_utils.compat import uuid7

import certway
from certway.actions import (
    find_home,
    find_match,
    find_steps,
    make_plan,
    see_progress,
    see_readiness,
    see_results,
    see_topics,
)
from certway.core.person.draft import Draft
from certway.core.person.record import Record
from certway.exchange.person_file import load_person, parse_person
from certway.records.erase import forget_visitor
from certway.records.history import undo_change
from certway.records.models.facts import ChangeKind
from certway.records.save import change_draft
from certway.records.visits import Visit

DESKS = (  # all that keep answers
    *(find_home.DESK, find_match.DESK, find_steps.DESK),
    *(make_plan.DESK, see_readiness.DESK, see_results.DESK),
)

LATEST = (see_progress.DAYS, see_topics.PARTS)  # what is kept of each record beside that


def load_file(visit: Visit, content: bytes, name: str) -> Draft:
    """Keep what a person file (YAML or JSON) tells in place of everything told so far; it can be undone.

    Raises InputError, once, with every problem found, its kind ResumeFileError for a JSON Resume; then nothing is
    changed.
    """
    return _replace(visit, parse_person(content, name))


def try_maria(visit: Visit) -> Draft:
    """Put Maria, a made-up person, in the place of everything told so far; it can be undone."""
    return _replace(visit, marias_record())


@cache
def marias_record() -> Record:
    """Return what Maria's person file tells."""
    return load_person(maria_path())


def maria_path() -> Path:
    """Return where Maria's person file stands: in the installed package, or beside the sources."""
    package = Path(certway.__file__).parent
    return next(
        path for folder in (package, package.parent.parent) if (path := folder / "examples" / "maria.yaml").exists()
    )


def undo(visit: Visit, change: UUID) -> bool:
    """Put back what a change replaced or removed, if it is the last such one; return whether it was."""
    return undo_change(visit, change)


def forget(visit: Visit) -> None:
    """Delete everything a visitor told, and the answers that were made from it; it can't be undone."""
    owner = visit.owner
    forget_visitor(visit)
    forget_answers(owner)


def forget_answers(owner: str) -> None:
    """Drop the answers that were made from one record; `owner` is its hash (`Visit.owner`)."""
    if owner:
        for desk in DESKS:
            desk.forget(owner)
        for latest in LATEST:
            latest.forget(owner)


def _replace(visit: Visit, record: Record) -> Draft:
    return change_draft(visit, lambda kept: kept.replaced_by(record, lambda: str(uuid7())), kind=ChangeKind.REPLACED)
