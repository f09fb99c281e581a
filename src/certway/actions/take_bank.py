"""Take the questions of an exam along, in the format of another tool."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from certway.exchange.bank.drawings import drawings_of
from certway.exchange.bank.formats import FORMATS
from certway.exchange.bank.shipped import shipped_bank
from certway.exchange.bank.transfer import Dropped

FILES_KEPT = 50  # every exam in every format, some 30 MiB together: making one takes longer than sending it


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file to be saved."""

    name: str
    media_type: str
    content: bytes
    dropped: tuple[Dropped, ...]


@lru_cache(maxsize=FILES_KEPT)
def take_bank(exam: str, kind: str) -> TakenFile | None:
    """Return the questions that serve an exam as a file; None where there is no such exam or format."""
    bank = shipped_bank().bank
    if exam not in bank.outlines or kind not in FORMATS:
        return None
    outline, writer = bank.outlines[exam], FORMATS[kind]
    items = [item for item in bank.items if outline.node_of(item.topic) is not None]
    exported = writer.write(items, drawings_of(items))
    name = f"certway-{exam}.{writer.ending}"
    return TakenFile(name, writer.media_type, exported.content, exported.dropped)
