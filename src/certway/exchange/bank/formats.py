"""The formats of questions by their names, each loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TypeAlias, cast

from certway.core.items.item import Item
from certway.exchange.bank.transfer import Exported, Imported

Read: TypeAlias = Callable[[bytes, str], Imported]
Write: TypeAlias = Callable[[Sequence[Item], Mapping[str, bytes]], Exported]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: where it is read and written."""

    module: str
    reader: str
    writer: str
    ending: str  # of a file's name
    media_type: str

    def read(self, content: bytes, file: str) -> Imported:
        """Return what a file holds. Raises ForeignFileError."""
        return cast(Read, getattr(import_module(self.module), self.reader))(content, file)

    def write(self, items: Sequence[Item], media: Mapping[str, bytes]) -> Exported:
        """Return questions in this format, and what could not be carried."""
        return cast(Write, getattr(import_module(self.module), self.writer))(items, media)


_HERE = "certway.exchange.bank"

FORMATS: Mapping[str, Format] = {
    "qti": Format(f"{_HERE}.qti.format", "read_qti", "write_qti", "zip", "application/zip"),
    "gift": Format(f"{_HERE}.gift.format", "read_gift", "write_gift", "gift", "text/plain; charset=utf-8"),
    "moodle-xml": Format(
        f"{_HERE}.moodle.format", "read_moodle", "write_moodle", "xml", "application/xml; charset=utf-8"
    ),
    "anki": Format(f"{_HERE}.anki.format", "read_anki", "write_anki", "apkg", "application/zip"),
    "csv": Format(f"{_HERE}.table.format", "read_bank_csv", "write_bank_csv", "csv", "text/csv; charset=utf-8"),
}
