"""An audit pack as one PDF: an index in the body's categories, and behind it the proofs in order."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.util import find_spec
from shutil import copyfileobj
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO, BinaryIO, TypeAlias

from certway.core.units.errors import CertwayError
from certway.exchange.audit_text import AuditText
from certway.exchange.bounded_process import LENGTH_BYTES, put, run_bounded
from certway.exchange.words.catalogue import Catalogue

HEADINGS = ("sums", "asked", "left-out")
COLUMNS = ("category", "claimed", "on", "activity", "points", "proof")
NOT_HERE = ("damaged", "password", "broken", "too-heavy")

LIBRARIES = ("PIL", "pikepdf", "typst")
BIND_SECONDS = 120  # on the wall, for one pack
_BINDER = "certway.exchange.audit_binding"
_BINDERS = BoundedSemaphore(2)  # at once in this process

ReadProof: TypeAlias = Callable[[str], bytes]
"""Returns a document's content by the name of its file in the pack; raises LookupError for one that can't be opened."""


class PackError(CertwayError):
    """Raised for a pack that can't be made within the bounds of memory and time."""


@dataclass(frozen=True, slots=True)
class Bound:
    """How a pack was bound."""

    starts: tuple[int, ...]  # the page on which each proof begins, in their order
    not_here: tuple[str | None, ...]  # of NOT_HERE: why the pages of a proof are missing; None where they are there


def write_pack(text: AuditText, read: ReadProof, words: Catalogue, *, stamped_at: datetime, out: BinaryIO) -> Bound:
    """Write a pack as a PDF; `stamped_at` is an instant in UTC. The same pack gives the same bytes.

    Each proof has a page that names it, with a bookmark, before its own pages. One whose pages can't stand here has
    that page alone, which says why. A process of its own with bounded memory and time opens the proofs, one after the
    other. Raises PackError, and ModuleNotFoundError for a library that it needs.
    """
    for library in LIBRARIES:
        if find_spec(library) is None:
            raise ModuleNotFoundError(name=library)
    with TemporaryFile() as made:
        with _BINDERS:
            done = _bind(text, read, words, stamped_at, made)
        if not done:
            raise PackError(words.say("audit.too-heavy"))
        bound = _report(made)
        made.seek(0)
        copyfileobj(made, out)
    return bound


def _bind(text: AuditText, read: ReadProof, words: Catalogue, stamped_at: datetime, made: BinaryIO) -> bool:
    """Let the binder write a pack, and tell whether it did."""

    def feed(tray: IO[bytes]) -> None:
        fill_tray(tray, text, read, words, stamped_at=stamped_at)

    return run_bounded(_BINDER, feed, made, seconds=BIND_SECONDS)


def fill_tray(tray: IO[bytes], text: AuditText, read: ReadProof, words: Catalogue, *, stamped_at: datetime) -> None:
    """Write what is to be bound as `audit_binding` reads it."""
    head = {
        "pack": {"text": asdict(text), "labels": _labels(text, words), "sources": _sources(text)},
        "title": text.title,
        "bookmarks": [proof.label for proof in text.proofs],
        "kinds": [proof.kind for proof in text.proofs],
        "sayings": _sayings(words),
        "stamped_at": stamped_at.isoformat(),
    }
    tray.write(json.dumps(head).encode() + b"\n")
    for proof in text.proofs:
        try:
            content = b"" if proof.damaged else read(proof.file)
        except LookupError:
            content = b""
        put(tray, content)


def _report(made: BinaryIO) -> Bound:
    """Return how a pack was bound, and cut that off behind it."""
    end = made.seek(-LENGTH_BYTES, os.SEEK_END)
    length = int.from_bytes(made.read(LENGTH_BYTES), "big")
    made.seek(end - length)
    report = json.loads(made.read(length))
    made.truncate(end - length)
    return Bound(tuple(report["starts"]), tuple(report["not_here"]))


def _labels(text: AuditText, words: Catalogue) -> Mapping[str, str]:
    """Return the words of the index that are the same in every pack."""
    return {
        **{name: words.say(f"audit.heading.{name}", body=text.body) for name in HEADINGS},
        **{name: words.say(f"audit.column.{name}") for name in COLUMNS},
        "total": words.say("audit.total"),
        "empty": words.say("audit.empty"),
        "no-proof": words.say("audit.no-proof"),
        "proves": words.say("audit.proves"),
        "file": words.say("audit.file"),
        "in-zip": words.say("audit.in-zip"),
        "page": words.say("audit.page", page="{page}", pages="{pages}"),
        "page-of": words.say("audit.page-of", page="{page}"),
    }


def _sources(text: AuditText) -> list[Mapping[str, object]]:
    """Return where the body says what it asks for, each address once."""
    return list({one.mark: {"mark": one.mark, **asdict(one.source)} for one in text.asked}.values())


def _sayings(words: Catalogue) -> Mapping[str, str]:
    """Return what the page before a proof says of its pages: of one, of several, and why they are missing."""
    follows = {
        "follows": words.say_many("audit.follows", 1, n=1),
        "follow": words.say_many("audit.follows", 2, n="{n}"),
    }
    return follows | {why: words.say(f"audit.not-here.{why}") for why in NOT_HERE}
