"""The bank as it stands here: what is shipped, with what was written, changed and retired at this place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, Window

from certway.core.items.identity import version_of
from certway.core.items.item import Item
from certway.exchange.bank.drawings import drawings_of
from certway.exchange.bank.item_lint import misplaced
from certway.exchange.bank.sheet import read_sheet, sheet_of
from certway.exchange.bank.shipped import IndexedBank, shipped_bank, with_changes
from certway.records.models import ItemEvent, ItemPicture, ItemVersion, WrittenItem


def bank_here() -> IndexedBank:
    """Return the bank; it is built anew only where something was published, retired or restored since."""
    # They are counted as well: one that was begun earlier may be seen later.
    events = ItemEvent.objects.annotate(number=Window(Count("pk"))).order_by("-pk")
    last = events.values_list("public_id", "number").first()
    return shipped_bank() if last is None else _bank_after(*last)


@lru_cache(maxsize=2)  # each is some 10 MiB; while a change spreads some still see the bank before it
def _bank_after(last: UUID, number: int) -> IndexedBank:
    """Return the bank as it is; the arguments tell one state from another."""
    shipped = shipped_bank()
    standing = WrittenItem.objects.filter(standing__isnull=False, retired_at=None).order_by("pk")
    read = [read_sheet(sheet or {}).item for sheet in standing.values_list("standing", flat=True)]
    # What a later release of the bank has no topic or work for is left out, and told where it was written.
    fitting = [item for item in read if item is not None and not any(misplaced(item, shipped.bank))]
    retired = WrittenItem.objects.filter(retired_at__isnull=False).values_list("item", flat=True)
    return with_changes(shipped, fitting, {name for name in retired if name})


def keep_version(item: Item, at: datetime) -> ItemVersion:
    """Keep a version of a question for ever, once; `at` is when it was first kept."""
    found, _ = ItemVersion.objects.get_or_create(
        item=item.id, version=version_of(item), defaults={"sheet": sheet_of(item), "kept_at": at}
    )
    return found


def pictures_of(items: Iterable[Item]) -> dict[str, bytes]:
    """Return what questions show, by its name: shipped drawings, and pictures that were kept here."""
    shown = [item for item in items if item.image is not None]
    drawings = drawings_of(shown)
    others = {item.image.file for item in shown if item.image is not None} - set(drawings)
    kept = ItemPicture.objects.filter(name__in=others).values_list("name", "content") if others else ()
    return {**drawings, **{name: bytes(content) for name, content in kept}}


def keep_versions(items: Iterable[Item], at: datetime) -> None:
    """Keep the versions of questions for ever, each once."""
    rows = [ItemVersion(item=one.id, version=version_of(one), sheet=sheet_of(one), kept_at=at) for one in items]
    ItemVersion.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)


def keep_shown(items: Sequence[Item], pictures: Mapping[str, bytes], at: datetime) -> None:
    """Keep what is about to be shown, each version and picture once; nothing is written where all of it is kept."""
    kept = set(ItemVersion.objects.filter(version__in=map(version_of, items)).values_list("item", "version"))
    missing = [item for item in items if (item.id, version_of(item)) not in kept]
    if missing:
        keep_versions(missing, at)
    if pictures:
        keep_pictures(pictures, at)


def keep_pictures(pictures: Mapping[str, bytes], at: datetime) -> None:
    """Keep pictures by names that tell their content, each once."""
    rows = [ItemPicture(name=name, content=content, kept_at=at) for name, content in pictures.items()]
    ItemPicture.objects.bulk_create(rows, ignore_conflicts=True, batch_size=50)
