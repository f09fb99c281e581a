"""Bring in questions of another tool as drafts, and pictures for them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from certway.core.items.bank import Bank
from certway.core.items.identity import version_of
from certway.core.items.item import Item
from certway.exchange.bank.formats import FORMATS
from certway.exchange.bank.pictures import picture_name
from certway.exchange.bank.sheet import Sheet, cleaned, sheet_of, too_large
from certway.exchange.bank.transfer import NO_SOURCE, Dropped
from certway.exchange.safe.errors import ForeignFileError
from certway.records.bank import bank_here, keep_pictures
from certway.records.models import ItemPicture, WrittenItem

MOST_ITEMS = 5_000  # of a file: some ten seconds

_ENDINGS: Mapping[str, str] = {
    "zip": "qti",
    "gift": "gift",
    "txt": "gift",
    "xml": "moodle-xml",
    "apkg": "anki",
    "colpkg": "anki",
    "csv": "csv",
}


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a file."""

    read: int  # questions in it
    drafts: int  # that were made
    same: int  # that are here already, as they are
    dropped: tuple[Dropped, ...]


def kind_of_file(name: str) -> str | None:
    """Return the format of a file by the ending of its name; None for one that no format has."""
    return _ENDINGS.get(name.rpartition(".")[2].lower())


def bring_items(content: bytes, name: str, kind: str, *, topic: str, source: str, at: datetime) -> Brought:
    """Keep the questions of a file as drafts, all of them or, where it fails, none.

    `topic` and `source` are given to those whose file names none that the bank has; empty = they are left open. What is
    here already as it is, in the bank or as a draft, is not kept twice. Raises ForeignFileError.
    """
    imported = FORMATS[kind].read(content, name)
    if imported.read > MOST_ITEMS:
        raise ForeignFileError(f"{name}: it has {imported.read} questions; bring in at most {MOST_ITEMS} at once")
    pictures = {old: (named_by_content(old, content), content) for old, content in imported.media.items()}
    with transaction.atomic():
        keep_pictures(dict(pictures.values()), at)
        kept = _Kept(topic, source, at)
        for item in imported.items:
            kept.take(_renamed(item, {old: new for old, (new, _) in pictures.items()}))
        WrittenItem.objects.bulk_create(kept.rows, batch_size=500)
    return Brought(imported.read, len(kept.rows) + kept.changed, kept.same, (*imported.dropped, *kept.dropped))


def _renamed(item: Item, names: Mapping[str, str]) -> Item:
    if item.image is None or item.image.file not in names:
        return item
    return replace(item, image=replace(item.image, file=names[item.image.file]))


def named_by_content(name: str, content: bytes) -> str:
    """Return the name of a picture with the start of its SHA-256, so that another content has another name.

    Raises PictureError for a picture that is not taken.
    """
    stem, _, ending = picture_name(name, content).rpartition(".")
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}.{ending}"


@dataclass(slots=True)
class _Kept:
    """The drafts that a file makes."""

    topic: str
    source: str
    at: datetime
    rows: list[WrittenItem] = field(default_factory=list)
    changed: int = 0  # drafts of questions that stand in the bank
    same: int = 0
    dropped: list[Dropped] = field(default_factory=list)
    _bank: Bank = field(default_factory=lambda: bank_here().bank)
    _drafts: set[tuple[tuple[str, str], ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        drafts = WrittenItem.objects.filter(sheet__isnull=False).values_list("sheet", flat=True)
        self._drafts = {_marked(sheet or {}) for sheet in drafts.iterator()}

    def take(self, item: Item) -> None:
        """Keep a question as a draft, unless it is here already or does not fit."""
        sheet = sheet_of(item)
        why, standing = too_large(sheet), self._bank.by_id.get(item.id)
        if why:
            self.dropped.append(Dropped(item.id, why))
        elif standing is not None and version_of(standing) == version_of(item):
            self.same += 1
        else:
            self._draft(item.id, self._filed(sheet), changes=standing is not None)

    def _draft(self, item: str, sheet: dict[str, str], *, changes: bool) -> None:
        if _marked(sheet) in self._drafts:
            self.same += 1
            return
        self._drafts.add(_marked(sheet))
        if not changes:
            self.rows.append(WrittenItem(sheet=sheet, changed_at=self.at))
            return
        row, _ = WrittenItem.objects.get_or_create(item=item, defaults={"changed_at": self.at})
        if row.sheet is not None:
            why = "a draft of this question is here already, with other words; publish it or discard it first"
            self.dropped.append(Dropped(item, why))
            return
        WrittenItem.objects.filter(pk=row.pk).update(sheet=sheet, changed_at=self.at, saves=F("saves") + 1)
        self.changed += 1

    def _filed(self, sheet: Sheet) -> dict[str, str]:
        """Return a sheet with a topic and a work of the bank, as far as they are known; others stand in its note."""
        told = dict(sheet)
        if told["topic"] not in self._bank.tree.by_id:
            told["topic"] = self.topic
        if told.get("source") not in self._bank.works:
            parts = (told.get("source", ""), told.get("part", ""))
            told["note"] = " · ".join(one for one in (told.get("note", ""), *parts) if one and one != NO_SOURCE)
            told["source"], told["part"] = self.source, ""
        return cleaned(told)


def _marked(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(sheet.items()))


def add_picture(content: bytes, name: str, *, at: datetime) -> str:
    """Keep a picture for a question and return its name; the same one is kept once. Raises PictureError."""
    named = named_by_content(name, content)
    keep_pictures({named: content}, at)
    return named


def picture_of(name: str) -> bytes | None:
    """Return a picture that was kept here; None where there is none."""
    row = ItemPicture.objects.filter(name=name).values_list("content", flat=True).first()
    return None if row is None else bytes(row)
