"""See what was written here: drafts, what stands in the bank, what was retired, and every version of a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias, get_args
from uuid import UUID

from django.db.models import Count, Q

from certway.core.items.item import Item, Kind
from certway.exchange.bank.item_lint import misplaced
from certway.exchange.bank.sheet import Sheet, fields_of, kind_of_sheet, read_sheet, sheet_of
from certway.exchange.bank.shipped import shipped_bank
from certway.records.models import ItemEvent, ItemEventKind, WrittenItem

Shelf: TypeAlias = Literal["drafts", "standing", "retired"]

SHELVES: tuple[Shelf, ...] = get_args(Shelf)
SHOWN = 50  # of a list at once
LONG_STEM = 120  # characters that a list shows
_ON: Mapping[Shelf, Q] = {
    "drafts": Q(sheet__isnull=False),
    "standing": Q(standing__isnull=False, retired_at=None),
    "retired": Q(retired_at__isnull=False),
}


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A question in a list."""

    key: UUID
    item: str  # its id; empty while it never stood in the bank
    topic: str  # title
    stem: str
    kind: Kind
    faults: int  # that keep a draft from being a question; of what stands: why it does not, any more
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class WrittenList:
    """One shelf of what was written here."""

    shelf: Shelf
    counts: Mapping[Shelf, int]
    lines: tuple[WrittenLine, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class SeenDraft:
    """A draft as it was last saved."""

    key: UUID
    item: str
    sheet: Sheet
    saves: int
    changed_at: datetime
    is_new: bool  # whether the question never stood in the bank


@dataclass(frozen=True, slots=True)
class ChangedField:
    """What a version has otherwise than the one before it."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SeenEvent:
    """What was done to a question."""

    kind: ItemEventKind
    at: datetime
    by: str  # her e-mail address; empty where the account is gone
    note: str
    version: str
    changes: tuple[ChangedField, ...]


@dataclass(frozen=True, slots=True)
class RetiredItem:
    """A question that was taken out of the bank."""

    item: Item
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class SeenVersions:
    """A question's life, the newest first."""

    key: UUID
    item: str
    topic: str
    name: str
    is_retired: bool
    is_draft: bool
    events: tuple[SeenEvent, ...]


def see_written(shelf: Shelf, page: int) -> WrittenList:
    """Return a page of a shelf, those changed last first; a page beyond the last is the last."""
    counted = WrittenItem.objects.aggregate(**{name: Count("pk", filter=on) for name, on in _ON.items()})
    pages = max(1, -(-counted[shelf] // SHOWN))
    page = min(max(page, 1), pages)
    rows = WrittenItem.objects.filter(_ON[shelf]).order_by("-changed_at", "-pk")[(page - 1) * SHOWN : page * SHOWN]
    return WrittenList(shelf, {name: counted[name] for name in SHELVES}, tuple(map(_line, rows)), page, pages)


def _line(row: WrittenItem) -> WrittenLine:
    sheet, bank = row.sheet or row.standing, shipped_bank().bank
    if sheet is None:  # a shipped question, retired
        item = bank.by_id.get(row.item or "")
        sheet = {} if item is None else {"stem": item.stem, "topic": item.topic, "type": item.kind}
        faults = 0
    else:
        read = read_sheet(sheet)
        faults = len(read.faults) if read.item is None else len(tuple(misplaced(read.item, bank)))
    topic = bank.tree.by_id.get(sheet.get("topic", ""))
    stem = " ".join(sheet.get("stem", "").split())
    shown = stem if len(stem) <= LONG_STEM else stem[:LONG_STEM].rpartition(" ")[0] + " …"
    kind = kind_of_sheet(sheet)
    return WrittenLine(row.public_id, row.item or "", topic.title if topic else "", shown, kind, faults, row.changed_at)


def see_draft(key: UUID) -> SeenDraft | None:
    """Return a draft; None where there is none."""
    row = WrittenItem.objects.filter(public_id=key, sheet__isnull=False).first()
    if row is None:
        return None
    return SeenDraft(row.public_id, row.item or "", row.sheet or {}, row.saves, row.changed_at, row.item is None)


def see_retired(item: str) -> RetiredItem | None:
    """Return a question that was taken out of the bank, so that who has its address learns why; None for another."""
    row = WrittenItem.objects.filter(item=item, retired_at__isnull=False).first()
    if row is None or row.retired_at is None:
        return None
    shipped = shipped_bank().bank
    found = shipped.by_id.get(item) if row.standing is None else read_sheet(row.standing).item
    if found is None or any(misplaced(found, shipped)):
        return None
    last = row.events.filter(kind=ItemEventKind.RETIRED).order_by("pk").last()
    return RetiredItem(found, row.retired_at, last.note if last else "")


def key_of_item(item: str) -> UUID | None:
    """Return the key under which a question's versions are seen; None where nothing was done to it here."""
    return WrittenItem.objects.filter(item=item).values_list("public_id", flat=True).first()


def see_versions(key: UUID) -> SeenVersions | None:
    """Return what was done to a question; None where it never stood in the bank."""
    row = WrittenItem.objects.filter(public_id=key, item__isnull=False).first()
    if row is None or row.item is None:
        return None
    topic, _, name = row.item.partition("/")
    events = list(row.events.select_related("version", "by").order_by("pk"))
    before = _shipped_sheet(row.item)
    seen = []
    for event in events:
        after = event.version.sheet if event.version and event.kind == ItemEventKind.PUBLISHED else None
        seen.append(_event(event, before, after))
        before = before if after is None else after
    retired, drafted = row.retired_at is not None, row.sheet is not None
    return SeenVersions(row.public_id, row.item, topic, name, retired, drafted, tuple(reversed(seen)))


def _shipped_sheet(item: str) -> Sheet:
    found = shipped_bank().bank.by_id.get(item)
    return {} if found is None else sheet_of(found)


def _event(event: ItemEvent, before: Sheet, after: Sheet | None) -> SeenEvent:
    return SeenEvent(
        kind=ItemEventKind(event.kind),
        at=event.at,
        by=event.by.email if event.by else "",
        note=event.note,
        version=event.version.version if event.version else "",
        changes=() if after is None or not before else tuple(_changes(before, after)),
    )


def _changes(before: Sheet, after: Sheet) -> Iterator[ChangedField]:
    """Yield what differs, in the order of the fields."""
    for field in dict.fromkeys((*fields_of(kind_of_sheet(after)), *fields_of(kind_of_sheet(before)))):
        if before.get(field, "") != after.get(field, ""):
            yield ChangedField(field, before.get(field, ""), after.get(field, ""))
