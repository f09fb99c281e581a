"""An audit pack as one PDF: the index, set with Typst, and the proofs behind it in order."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, TypeAlias

import pikepdf
import typst

from certway.exchange.audit_pages import MOST_PAGES, NotHere, NotHereError, pages_of
from certway.exchange.audit_text import AuditText
from certway.exchange.words.catalogue import Catalogue

TEMPLATE = Path(__file__).with_name("audit_pack.typ")
LABELS = (
    "page", "page-of", "total", "empty", "no-proof", "file", "in-zip", "proves",
)  # fmt: skip
HEADINGS = ("sums", "asked", "left-out")
COLUMNS = ("category", "claimed", "on", "activity", "points", "proof")

ReadProof: TypeAlias = Callable[[str], bytes]
"""Returns a document's content by the name of its file in the pack; raises LookupError for one that can't be opened."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The pages of one proof."""

    pdf: pikepdf.Pdf | None  # None = they can't stand here
    why: NotHere | None

    @property
    def count(self) -> int:
        return 0 if self.pdf is None else len(self.pdf.pages)


def write_pack(text: AuditText, read: ReadProof, words: Catalogue, *, stamped_at: datetime, out: BinaryIO) -> None:
    """Write a pack as a PDF; `stamped_at` is an instant in UTC. The same pack gives the same bytes.

    Each proof has a page that names it, with a bookmark, before its own pages. One whose pages can't stand here has
    that page alone, which says why.
    """
    with ExitStack() as stack:
        spools = [stack.enter_context(TemporaryFile()) for _ in text.proofs]
        parts = _parts(text, read, spools)
        index_pages = _page_count(_index(text, parts, words, index_pages=1, stamped_at=stamped_at)) - len(parts)
        index = _index(text, parts, words, index_pages=index_pages, stamped_at=stamped_at)
        with pikepdf.open(BytesIO(index)) as opened:
            _join(opened, parts, text, index_pages).save(out, deterministic_id=True)


def _parts(text: AuditText, read: ReadProof, spools: Sequence[BinaryIO]) -> list[_Part]:
    parts: list[_Part] = []
    room = MOST_PAGES
    for proof, spool in zip(text.proofs, spools, strict=True):
        part = _part(proof.kind, proof.file, read, spool, damaged=proof.damaged)
        if part.count > room:
            part = _Part(None, "too-heavy")
        room -= part.count
        parts.append(part)
    return parts


def _part(kind: str, file: str, read: ReadProof, spool: BinaryIO, *, damaged: bool) -> _Part:
    if damaged:
        return _Part(None, "damaged")
    try:
        return _Part(pages_of(kind, read(file), spool), None)
    except LookupError:
        return _Part(None, "damaged")
    except NotHereError as error:
        return _Part(None, error.why)


def _index(
    text: AuditText, parts: Sequence[_Part], words: Catalogue, *, index_pages: int, stamped_at: datetime
) -> bytes:
    data = {
        "text": asdict(text),
        "labels": _labels(text, words),
        "pages": _numbers(parts, index_pages),
        "sources": list({one.mark: {"mark": one.mark, **asdict(one.source)} for one in text.asked}.values()),
        "said": [_said(part, words) for part in parts],
    }
    compiler = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, sys_inputs={"pack": json.dumps(data)})
    made = compiler.compile(format="pdf", timestamp=stamped_at)
    return b"".join(made) if isinstance(made, list) else made or b""


def _labels(text: AuditText, words: Catalogue) -> dict[str, str]:
    body = text.body
    found = {name: words.find(f"audit.{name}") or "" for name in LABELS}
    found |= {name: (words.find(f"audit.heading.{name}") or "").replace("{body}", body) for name in HEADINGS}
    return found | {name: words.find(f"audit.column.{name}") or "" for name in COLUMNS}


def _numbers(parts: Sequence[_Part], index_pages: int) -> dict[str, object]:
    """Return the page on which each proof begins, and how many pages there are."""
    begins, page = [], index_pages + 1
    for part in parts:
        begins.append(page)
        page += 1 + part.count
    return {"proofs": begins, "all": page - 1}


def _said(part: _Part, words: Catalogue) -> str:
    if part.why is not None:
        return words.say(f"audit.not-here.{part.why}")
    return words.say_many("audit.follows", part.count, n=part.count)


def _page_count(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def _join(index: pikepdf.Pdf, parts: Sequence[_Part], text: AuditText, index_pages: int) -> pikepdf.Pdf:
    """Put the pages of each proof behind the page that names it, each with a bookmark."""
    numbers = _numbers(parts, index_pages)["proofs"]
    assert isinstance(numbers, list)
    for part, begins in zip(parts, numbers, strict=True):
        for place, page in enumerate(part.pdf.pages if part.pdf is not None else ()):
            index.pages.insert(begins + place, page)
    with index.open_outline() as outline:
        outline.root.clear()
        outline.root.append(pikepdf.OutlineItem(text.title, 0))
        for proof, begins in zip(text.proofs, numbers, strict=True):
            outline.root.append(pikepdf.OutlineItem(proof.label, begins - 1))
    return index
