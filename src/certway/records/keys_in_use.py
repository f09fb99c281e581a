"""Whether the master keys that are given are those that sealed the documents of this database."""

from __future__ import annotations

from django.conf import settings

from certway.core.units.errors import CertwayError
from certway.records.key_place import VARIABLE, key_place
from certway.records.keys import BadKeyError, LostKeyFileError, OpenKeyFileError, keys_are_given, master_keys
from certway.records.models.documents import Document


class ForeignKeysError(CertwayError):
    """Raised where documents are kept and every one of them was sealed with a key that is not given."""

    def __init__(self, count: int) -> None:
        place = key_place()
        many = "the document that is kept" if count == 1 else f"any of the {count} documents that are kept"
        back = f"put {place} of this database back, or set {VARIABLE} to its keys"
        if place == VARIABLE:
            back = f"add the keys of this database to {place}"
        super().__init__(f"no key in {place} opens {many}, so it belongs to another database; {back}")


def check_keys() -> int:
    """Return how many documents were sealed with a master key that is not given; make no key.

    Raises ForeignKeysError where all were, BadKeyError, OpenKeyFileError, LostKeyFileError.
    """
    kept = Document.objects.count()
    if not (keys_are_given() or settings.DOCUMENT_KEY_FILE.exists() or kept):
        return 0
    given = [key.name for key in master_keys()]
    keyless = Document.objects.exclude(key_name__in=given).count()
    if keyless and keyless == kept:
        raise ForeignKeysError(keyless)
    return keyless


def count_keyless() -> int:
    """Return how many documents the keys that are given do not open, also where none is given that can be read."""
    try:
        return check_keys()
    except (ForeignKeysError, BadKeyError, OpenKeyFileError, LostKeyFileError):
        return Document.objects.count()
