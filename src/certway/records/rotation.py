"""A new master key: every document's own key is sealed anew, its file stays as it is.

It can end at any point and begin again: the old keys stay beside the new one until no row needs them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from certway.records.durable import locked
from certway.records.keys import (
    MasterKey,
    MissingKeyError,
    WrongKeyError,
    keys_alone,
    keys_are_given,
    keys_staying,
    master_keys,
    new_key,
    unwrap_key,
    wrap_key,
    write_keys,
)
from certway.records.models.documents import Document

ROWS_AT_ONCE = 200  # that one transaction locks


@dataclass(frozen=True, slots=True)
class Rotation:
    """What was done."""

    key: str  # name of the key that seals now
    sealed_anew: int  # documents
    stuck: int  # documents whose own key does not open; they keep the key they have
    old: tuple[str, ...]  # names of keys that no document needs any more: dropped from a key file
    given: bool  # whether the keys come from the environment, where dropping is the operator's part


def rotate_keys() -> Rotation:
    """Seal every document's key with a new master key: the first of the environment, else one made in the key file.

    Raises BadKeyError, OpenKeyFileError, LostKeyFileError.
    """
    folder: Path = settings.DOCUMENT_FOLDER
    with locked(folder / ".rotating"):
        keys = master_keys()
        if not keys_are_given() and len(keys) == 1:  # with more a rotation has begun and not ended: this one goes on
            keys = _with_new_key()
        sealed_anew = _seal_all_anew(keys)
        return _drop_old(sealed_anew)


def _with_new_key() -> tuple[MasterKey, ...]:
    with keys_alone() as keys:
        keys = (new_key(), *keys)
        write_keys(keys)
    return keys


def _seal_all_anew(keys: tuple[MasterKey, ...]) -> int:
    count, after = 0, 0
    while True:
        with keys_staying(), transaction.atomic():
            others = Document.objects.exclude(key_name=keys[0].name).filter(pk__gt=after).order_by("pk")
            rows = list(others.select_for_update()[:ROWS_AT_ONCE])
            count += sum(_seal_anew(row, keys) for row in rows)
        if not rows:
            return count
        after = rows[-1].pk


def _seal_anew(row: Document, keys: tuple[MasterKey, ...]) -> bool:
    try:
        secret = unwrap_key(bytes(row.wrapped_key), row.key_name, document=row.public_id, keys=keys)
    except (MissingKeyError, WrongKeyError):
        return False
    row.wrapped_key, row.key_name = wrap_key(secret, keys[0], document=row.public_id), keys[0].name
    row.save(update_fields=["wrapped_key", "key_name"])
    return True


def _drop_old(sealed_anew: int) -> Rotation:
    given = keys_are_given()
    with keys_alone() as keys:  # nobody seals with an old key between the look and the dropping
        others = Document.objects.exclude(key_name=keys[0].name).values_list("key_name", flat=True)
        needed, stuck = set(others), len(others)
        old = tuple(key.name for key in keys[1:] if key.name not in needed)
        if old and not given:
            write_keys([key for key in keys if key.name not in old])
    return Rotation(keys[0].name, sealed_anew, stuck, old, given)
