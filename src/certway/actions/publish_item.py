"""Put a question into the bank, take it out, put it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from certway.actions.write_item import CheckedSheet, StaleDraftError, check_sheet, row_of, settled
from certway.core.items.item import Item
from certway.exchange.bank.item_names import free_name
from certway.exchange.bank.sheet import Fault, read_sheet
from certway.records.bank import bank_here, keep_version
from certway.records.models import ItemEvent, ItemEventKind, User, WrittenItem
from certway.records.models.items import LONGEST_NOTE

MOST_AT_ONCE = 200  # questions that are published together


class NotReadyError(Exception):
    """Raised for a draft that is no question yet, or has flaws that nobody wants to leave in."""

    def __init__(self, checked: CheckedSheet) -> None:
        super().__init__("the draft is not ready")
        self.checked = checked


@dataclass(frozen=True, slots=True)
class PublishedDrafts:
    """What came of publishing all drafts in which nothing is found."""

    published: int
    left: int  # in which something is found, or that came after the most that are published together


def publish_draft(user: User, key: UUID, *, saves: int, note: str = "", with_flaws: bool = False, at: datetime) -> str:
    """Put a draft into the bank and return the question's id; the version is kept for ever.

    Raises LookupError for no such draft, StaleDraftError for one that was saved meanwhile, and NotReadyError.
    """
    with transaction.atomic():
        row = WrittenItem.objects.select_for_update().filter(public_id=key, sheet__isnull=False).first()
        if row is None:
            raise LookupError(key)
        if row.saves != saves:
            raise StaleDraftError
        checked = check_sheet(row.sheet or {})
        if checked.item is None or (checked.lint.flaws and not with_flaws):
            raise NotReadyError(checked)
        return _publish(user, row, checked, note=note, at=at).id


def _publish(user: User, row: WrittenItem, checked: CheckedSheet, *, note: str, at: datetime) -> Item:
    sheet = settled(checked.sheet, row.item or _new_id(checked))
    item = read_sheet(sheet).item
    assert item is not None  # its name alone is another
    row.item, row.standing, row.sheet, row.retired_at, row.changed_at = item.id, sheet, None, None, at
    row.save()
    _note(user, row, ItemEventKind.PUBLISHED, note, at, item)
    return item


def _new_id(checked: CheckedSheet) -> str:
    """Return the id that a new question gets. Raises NotReadyError where another one has the name it was given."""
    topic, name = checked.sheet["topic"], checked.sheet.get("name")
    written = WrittenItem.objects.filter(item__startswith=f"{topic}/").values_list("item", flat=True)
    taken = {*bank_here().bank.by_id, *(one for one in written if one)}
    if name is None:
        return f"{topic}/{free_name(checked.sheet['stem'], taken, topic)}"
    if f"{topic}/{name}" in taken:
        text = f"there is a question '{topic}/{name}' already; name this one otherwise, or change that one"
        raise NotReadyError(CheckedSheet(checked.sheet, None, (Fault("name", text),), checked.lint, checked.preview))
    return f"{topic}/{name}"


def publish_clean(user: User, *, at: datetime) -> PublishedDrafts:
    """Publish the drafts in which nothing is found, the oldest first."""
    drafts = WrittenItem.objects.filter(sheet__isnull=False).order_by("pk").values_list("public_id", "sheet", "saves")
    published = seen = 0
    for key, sheet, saves in drafts.iterator():
        seen += 1
        checked = check_sheet(sheet or {})
        if published < MOST_AT_ONCE and checked.item is not None and checked.lint.clean:
            try:
                publish_draft(user, key, saves=saves, at=at)
                published += 1
            except (LookupError, StaleDraftError, NotReadyError):
                continue  # it was changed at this very moment, or its name is taken: it is left to her who looks at it
    return PublishedDrafts(published, seen - published)


def retire_item(user: User, item: str, why: str, *, at: datetime) -> bool:
    """Take a question out of the bank; tell whether it stood there. It is kept, with every version of it.

    Raises LookupError for no such question, ValueError without a reason.
    """
    if not why.strip():
        raise ValueError("a question is not retired without a reason")
    with transaction.atomic():
        row = row_of(item, at)
        standing = bank_here().bank.by_id.get(item)
        if row.retired_at is not None or standing is None:
            return False
        row.retired_at = row.changed_at = at
        row.save()
        _note(user, row, ItemEventKind.RETIRED, why, at, standing)
    return True


def restore_item(user: User, key: UUID, *, at: datetime) -> bool:
    """Put a retired question back; tell whether there was one."""
    with transaction.atomic():
        row = WrittenItem.objects.select_for_update().filter(public_id=key, retired_at__isnull=False).first()
        if row is None:
            return False
        row.retired_at, row.changed_at = None, at
        row.save()
        _note(user, row, ItemEventKind.RESTORED, "", at, None)
    return True


def _note(user: User, row: WrittenItem, kind: ItemEventKind, note: str, at: datetime, item: Item | None) -> None:
    version = None if item is None else keep_version(item, at)
    told = " ".join(note.split())[:LONGEST_NOTE]
    ItemEvent.objects.create(written=row, kind=kind, at=at, by=user, version=version, note=told)
