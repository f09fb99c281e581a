"""Binds an audit pack: the index, and behind it each proof with a page before it. A process of its own.

What somebody keeps as a document may be made to fill the memory or to keep a parser busy for hours. So packs are bound
here, where the system ends what goes beyond its bounds: `python -m certway.exchange.audit_binding < TRAY > PACK`.
The tray is a line of JSON: `pack` (what the template sets), `title`, `bookmarks` and `kinds` of the proofs, `sayings`
(what the page before one says of its pages), `stamped_at`. After it comes each proof: its length in 8 bytes, then
itself; no length is a proof that can't be opened. The pack is a PDF. Behind it stands JSON: `starts` (the page on which
each proof begins) and `not_here` (why the pages of one are missing); then the length of that JSON in 8 bytes.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pikepdf
import typst

from certway.exchange.audit_pages import MOST_PAGES, NotHere, NotHereError, pages_of
from certway.exchange.bounded_process import LENGTH_BYTES, bind_process, take

TEMPLATE = Path(__file__).with_name("audit_pack.typ")


@dataclass(frozen=True, slots=True)
class BoundProof:
    """A proof as far as its pages can stand in the pack."""

    pages: int
    not_here: NotHere | None


class Tray:
    """What is to be bound, read once from a stream."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        head = json.loads(stream.readline())
        self.pack: dict[str, object] = head["pack"]
        self.kinds: Sequence[str] = head["kinds"]
        self.sayings: Mapping[str, str] = head["sayings"]
        self.title: str = head["title"]
        self.bookmarks: Sequence[str] = head["bookmarks"]
        self.stamped_at = datetime.fromisoformat(head["stamped_at"])

    def next_content(self) -> bytes:
        """Return the next proof; empty where it can't be opened."""
        return take(self._stream)


def bind(tray: Tray, out: BinaryIO) -> None:
    """Write the pack of a tray."""
    with ExitStack() as held:
        proofs: list[pikepdf.Pdf | None] = []
        found: list[BoundProof] = []
        for kind in tray.kinds:
            spool = held.enter_context(tempfile.TemporaryFile())
            room = MOST_PAGES - sum(one.pages for one in found)
            made, bound = _bound(kind, tray.next_content(), spool, room)
            proofs.append(held.enter_context(made) if made is not None else None)
            found.append(bound)
        starts, index = _index(tray, found)
        with pikepdf.open(BytesIO(index)) as pack:
            _put_between(pack, starts, proofs)
            _add_bookmarks(pack, tray, starts)
            pack.save(out, deterministic_id=True)
    report = json.dumps({"starts": starts, "not_here": [one.not_here for one in found]}).encode()
    out.write(report)
    out.write(len(report).to_bytes(LENGTH_BYTES, "big"))


def _bound(kind: str, content: bytes, spool: BinaryIO, room: int) -> tuple[pikepdf.Pdf | None, BoundProof]:
    """Return the pages of a proof, where they can stand in a pack with so much room left."""
    if not content:
        return None, BoundProof(0, "damaged")
    try:
        made = pages_of(kind, content, spool)
    except NotHereError as error:
        return None, BoundProof(0, error.why)
    if len(made.pages) > room:
        made.close()
        return None, BoundProof(0, "too-heavy")
    return made, BoundProof(len(made.pages), None)


def _index(tray: Tray, found: Sequence[BoundProof]) -> tuple[list[int], bytes]:
    """Return where each proof begins, and the index that says so; set until its length agrees with what it says."""
    ahead = 1
    while True:
        starts = [ahead + 1 + place + sum(one.pages for one in found[:place]) for place in range(len(found))]
        last = ahead + len(found) + sum(one.pages for one in found)
        index = _set(tray, found, starts, last)
        with pikepdf.open(BytesIO(index)) as made:
            needed = len(made.pages) - len(found)
        if needed <= ahead:  # shorter it never gets by itself, so it can't go to and fro
            return starts, index
        ahead = needed


def _set(tray: Tray, found: Sequence[BoundProof], starts: Sequence[int], last: int) -> bytes:
    said = [
        tray.sayings[one.not_here or ("follows" if one.pages == 1 else "follow")].replace("{n}", str(one.pages))
        for one in found
    ]
    pack = {**tray.pack, "said": said, "pages": {"proofs": starts, "all": last}}
    compiler = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, sys_inputs={"pack": json.dumps(pack)})
    made = compiler.compile(format="pdf", timestamp=tray.stamped_at)
    assert isinstance(made, bytes)
    return made


def _put_between(pack: pikepdf.Pdf, starts: Sequence[int], proofs: Sequence[pikepdf.Pdf | None]) -> None:
    """Put the pages of each proof behind the page before it, which stands where the proof begins."""
    for start, proof in zip(starts, proofs, strict=True):
        for place, page in enumerate(proof.pages if proof is not None else ()):
            pack.pages.insert(start + place, page)


def _add_bookmarks(pack: pikepdf.Pdf, tray: Tray, starts: Sequence[int]) -> None:
    with pack.open_outline() as outline:
        outline.root.clear()
        outline.root.append(pikepdf.OutlineItem(tray.title, 0))
        outline.root.extend(
            pikepdf.OutlineItem(label, start - 1) for label, start in zip(tray.bookmarks, starts, strict=True)
        )


if __name__ == "__main__":
    bind_process()
    # A pack must be searched while it is written, which standard output can't be.
    with tempfile.TemporaryFile() as written:
        bind(Tray(sys.stdin.buffer), written)
        written.seek(0)
        while portion := written.read(1024 * 1024):
            sys.stdout.buffer.write(portion)
