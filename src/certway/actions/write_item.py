"""Write a question: begin one, take one that stands in the bank to change it, keep a draft, throw it away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from certway.core.items.item import Item, Kind
from certway.exchange.bank.item_lint import ItemLint, lint_item, misplaced
from certway.exchange.bank.item_text import ItemText, item_text
from certway.exchange.bank.sheet import Fault, Sheet, cleaned, read_sheet, sheet_of
from certway.exchange.words.catalogue import catalogue
from certway.records.bank import bank_here
from certway.records.models import WrittenItem
from certway.records.parameters import KnownValues, known_of


class StaleDraftError(Exception):
    """Raised for a draft that somebody else saved meanwhile; nothing is written over."""


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """A sheet, what is wrong with it, and how its question looks once it is one."""

    sheet: Sheet
    item: Item | None
    faults: tuple[Fault, ...]  # while there is one, it is no question
    lint: ItemLint  # of a question
    preview: ItemText | None
    known: KnownValues | None = None  # what is known of the question as it is written


def check_sheet(sheet: Sheet) -> CheckedSheet:
    """Return what is wrong with a sheet, against the bank as it stands here."""
    indexed, read = bank_here(), read_sheet(sheet)
    if read.item is None:
        return CheckedSheet(sheet, None, read.faults, ItemLint((), ()), None)
    faults = tuple(misplaced(read.item, indexed.bank))
    if faults:
        return CheckedSheet(sheet, None, faults, ItemLint((), ()), None)
    lint = lint_item(read.item, indexed.bank)
    return CheckedSheet(sheet, read.item, (), lint, item_text(read.item, indexed, catalogue()), known_of(read.item))


def begin_item(topic: str, kind: Kind, *, at: datetime) -> UUID:
    """Begin a question; return the key of its draft."""
    sheet = cleaned({"topic": topic, "type": kind, "level": "application", "difficulty": "medium"})
    return WrittenItem.objects.create(sheet=sheet, changed_at=at).public_id


def change_item(item: str, *, at: datetime) -> UUID:
    """Take a question of the bank to change it; return the key of its draft, which is there already where somebody
    took it before. Raises LookupError for no such question.
    """
    with transaction.atomic():
        row = row_of(item, at)
        if row.sheet is None:
            row.sheet = sheet_of(bank_here().bank.by_id[item]) if row.standing is None else row.standing
            row.changed_at = at
            row.saves += 1
            row.save()
    return row.public_id


def row_of(item: str, at: datetime) -> WrittenItem:
    """Return the locked row of a question, made where there is none. Raises LookupError for no such question."""
    found = WrittenItem.objects.select_for_update().filter(item=item).first()
    if found is not None:
        return found
    if item not in bank_here().bank.by_id:
        raise LookupError(item)
    try:
        with transaction.atomic():
            return WrittenItem.objects.create(item=item, changed_at=at)
    except IntegrityError:  # somebody made it at the same moment
        return WrittenItem.objects.select_for_update().get(item=item)


def save_draft(key: UUID, sheet: Sheet, *, saves: int, at: datetime) -> int:
    """Keep a draft in place of the one that was seen; `saves` tells which that was. Return what tells the new one.

    Raises LookupError for no such draft, StaleDraftError.
    """
    row = WrittenItem.objects.filter(public_id=key, sheet__isnull=False).values("item").first()
    if row is None:
        raise LookupError(key)
    kept = settled(sheet, row["item"])
    seen = WrittenItem.objects.filter(public_id=key, sheet__isnull=False, saves=saves)
    if not seen.update(sheet=kept, saves=F("saves") + 1, changed_at=at):
        raise StaleDraftError
    return saves + 1


def settled(sheet: Sheet, item: str | None) -> dict[str, str]:
    """Return a sheet with the topic and the name that a question keeps for ever once it stood in the bank."""
    if item is None:
        return cleaned(sheet)
    topic, _, name = item.partition("/")
    return cleaned({**sheet, "topic": topic, "name": name})


def discard_draft(key: UUID) -> None:
    """Throw a draft away; a question that stands, or stood, in the bank stays as it is. Raises LookupError."""
    with transaction.atomic():
        row = WrittenItem.objects.select_for_update().filter(public_id=key, sheet__isnull=False).first()
        if row is None:
            raise LookupError(key)
        if row.item is None:
            row.delete()
        else:
            row.sheet = None
            row.save()
