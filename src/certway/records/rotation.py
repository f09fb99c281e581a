"""A new master key: every document's own key is sealed anew, its file stays as it is.

It can end at any point and begin again: the old keys stay beside the new one until they open no row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from certway.records.durable import locked
from certway.records.keys import (
    MasterKey,
    keys_alone,
    keys_are_given,
    keys_staying,
    master_keys,
    new_key,
    opening_key,
    wrap_key,
    write_keys,
)
from certway.records.keys_in_use import check_keys
from certway.records.models.documents import Document

ROWS_AT_ONCE = 200  # that one transaction locks


@dataclass(frozen=True, slots=True)
class Rotation:
    """What was done."""

    key: str  # name of the key that seals now
    sealed_anew: int  # documents
    stuck: int  # documents whose own key no master key opens; they stay as they are
    old: tuple[str, ...]  # names of keys that open no document any more: dropped from a key file
    given: bool  # whether the keys come from the environment, where dropping is the operator's part


def rotate_keys() -> Rotation:
    """Seal every document's key with a new master key: the first of the environment, else one made in the key file.

    Raises BadKeyError, OpenKeyFileError, LostKeyFileError; and ForeignKeysError, since keys of another database would
    be dropped here.
    """
    folder: Path = settings.DOCUMENT_FOLDER
    with locked(folder / ".rotating"):
        check_keys()
        keys, gone = master_keys(), tuple[str, ...]()
        if not keys_are_given() and not _has_begun(keys):
            keys, gone = _with_new_key()
        return _drop_old(_seal_all_anew(keys), gone)


def _has_begun(keys: tuple[MasterKey, ...]) -> bool:
    """Tell whether a rotation to the first key has not ended: a document opens with one of the others only."""
    return len(keys) > 1 and any(_opened(row, keys[1:]) for row in _all_rows())


def _with_new_key() -> tuple[tuple[MasterKey, ...], tuple[str, ...]]:
    """Make a key; return all, and the names of those that go now, since a rotation ended before it dropped them."""
    with keys_alone() as keys:
        needed = {found[0].name for row in _all_rows() if (found := _opened(row, keys)) is not None}
        gone = tuple(key.name for key in keys[1:] if key.name not in needed)
        keys = (new_key(), *(key for key in keys if key.name not in gone))
        write_keys(keys)
    return keys, gone


def _seal_all_anew(keys: tuple[MasterKey, ...]) -> int:
    count, after = 0, 0
    while True:
        with keys_staying(), transaction.atomic():
            rows = list(Document.objects.filter(pk__gt=after).order_by("pk").select_for_update()[:ROWS_AT_ONCE])
            count += sum(_seal_anew(row, keys) for row in rows)
        if not rows:
            return count
        after = rows[-1].pk


def _seal_anew(row: Document, keys: tuple[MasterKey, ...]) -> bool:
    opened, first = _opened(row, keys), keys[0]
    if opened is None or (opened[0], row.key_name) == (first, first.name):
        return False
    row.wrapped_key, row.key_name = wrap_key(opened[1], first, document=row.public_id), first.name
    row.save(update_fields=["wrapped_key", "key_name"])
    return True


def _drop_old(sealed_anew: int, gone: tuple[str, ...]) -> Rotation:
    """Drop the keys that open nothing any more, beside those that are `gone`. A document that none opens needs none."""
    given = keys_are_given()
    with keys_alone() as keys:  # nobody seals with an old key between the look and the dropping
        opened = Counter(found[0].name if (found := _opened(row, keys)) else "" for row in _all_rows())
        old = tuple(key.name for key in keys[1:] if key.name not in opened)
        if old and not given:
            write_keys([key for key in keys if key.name not in old])
    return Rotation(keys[0].name, sealed_anew, opened[""], (*old, *gone), given)


def _opened(row: Document, keys: Sequence[MasterKey]) -> tuple[MasterKey, bytes] | None:
    return opening_key(bytes(row.wrapped_key), document=row.public_id, keys=keys)


def _all_rows() -> Iterator[Document]:
    return Document.objects.only("public_id", "wrapped_key").iterator(chunk_size=ROWS_AT_ONCE)
