"""Take the questions of an exam along, in the format of another tool."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from certway.exchange.bank.formats import FORMATS
from certway.exchange.bank.shipped import IndexedBank
from certway.exchange.bank.transfer import Dropped
from certway.records.bank import bank_here, pictures_of

FILES_KEPT = 50  # every exam in every format, some 30 MiB together: making one takes longer than sending it


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file to be saved."""

    name: str
    media_type: str
    content: bytes
    dropped: tuple[Dropped, ...]


def take_bank(exam: str, kind: str) -> TakenFile | None:
    """Return the questions that serve an exam as a file; None where there is no such exam or format."""
    indexed = bank_here()
    if exam not in indexed.bank.outlines or kind not in FORMATS:
        return None
    return _made(exam, kind, indexed)


@lru_cache(maxsize=FILES_KEPT)
def _made(exam: str, kind: str, indexed: IndexedBank) -> TakenFile:
    bank, writer = indexed.bank, FORMATS[kind]
    items = [item for item in bank.items if bank.outlines[exam].node_of(item.topic) is not None]
    exported = writer.write(items, pictures_of(items))
    return TakenFile(f"certway-{exam}.{writer.ending}", writer.media_type, exported.content, exported.dropped)
