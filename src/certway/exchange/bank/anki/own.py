"""Our own note type: a question shown as HTML for who studies, and whole, as JSON, in a field that no card shows."""

from __future__ import annotations

import hashlib
import json
import math
import re
import unicodedata
from collections.abc import Mapping
from html import escape, unescape
from typing import Final

from certway.core.items.item import Item
from certway.core.items.item_reading import read_items
from certway.core.units.errors import InputError
from certway.core.units.located import located
from certway.exchange.bank.anki.markup import NotMappedError, bare_text
from certway.exchange.bank.writing import items_document

NAME: Final = "Certway question"
SHOWN: Final = ("Question", "Options", "Answer", "Reference")
FIELDS: Final = (*SHOWN, "Id", "Certway")  # the last carries everything
FORMAT: Final = 1
MOST_CHARACTERS: Final = 200_000  # of the field that carries a question
MOST_VALUES: Final = 300  # in it; a question with seven pairs has fifty

_MARKS = 16  # hexadecimal digits of a fingerprint
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
_NOT_IN_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_RUNS = (  # in small letters, each with a beginning of its own: so a search is quick
    re.compile(r"<\s{0,9}/?\s{0,9}(?:script|style|iframe|object|embed|svg|form|link|meta|base)\b"),
    re.compile(r"<[^<>]{0,500}\bon[a-z]{3,20}\s{0,9}="),
    re.compile(r"script:"),
    re.compile(r"data:[a-z]+/"),
)


def carried(item: Item, shown: Mapping[str, str]) -> str:
    """Return the field that carries a question, with a fingerprint of what stands beside it."""
    told = {"format": FORMAT, "of": fingerprint(shown), "bank": items_document(item.topic, [item])}
    return escape(json.dumps(told, separators=(",", ":")), quote=False)


def fingerprint(shown: Mapping[str, str]) -> str:
    """Return a fingerprint of the words that a note shows; layout and pictures are not in it."""
    words = "\x1f".join(bare_text(shown.get(name, "")) for name in SHOWN)
    return hashlib.sha256(unicodedata.normalize("NFC", words).encode("utf-8", "replace")).hexdigest()[:_MARKS]


def carried_item(fields: Mapping[str, str], file: str) -> tuple[Item, bool]:
    """Return the question that a note carries, and whether what it shows is as it was written.

    Raises NotMappedError for a field that is damaged or holds what no question of the bank has.
    """
    try:
        told = json.loads(
            unescape(fields.get(FIELDS[-1], "")).replace("\xa0", " "), parse_constant=_refuse, parse_float=_finite
        )
    except (ValueError, RecursionError):
        raise NotMappedError("its field 'Certway' is damaged; export the question anew") from None
    if len(fields.get(FIELDS[-1], "")) > MOST_CHARACTERS or _values(told) > MOST_VALUES:
        raise NotMappedError("its field 'Certway' holds more than any question; export the question anew")
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise NotMappedError("its field 'Certway' is of another version of Certway; export the question anew")
    try:
        items = read_items(located(told.get("bank"), file=file))
    except (InputError, ArithmeticError, RecursionError, TypeError) as error:
        said = str(error).splitlines()[:1]
        raise NotMappedError(f"its field 'Certway' holds no question of the bank ({' '.join(said)[:200]})") from None
    if len(items) != 1:
        raise NotMappedError(f"its field 'Certway' holds {len(items)} questions, not one")
    return _checked(items[0]), told.get("of") == fingerprint(fields)


def _checked(item: Item) -> Item:
    """Return a question whose names and texts can do no harm."""
    texts = (*item.texts(), item.note, item.reference.source, item.reference.part, item.image.alt if item.image else "")
    if not _SLUG.fullmatch(item.topic):
        raise NotMappedError("its topic is no word of lower-case letters and digits joined by '-'")
    if item.image is not None and not _FILE.fullmatch(item.image.file):
        raise NotMappedError("its drawing has a name that no drawing of the bank has")
    together = "\n".join(texts)
    if _NOT_IN_TEXT.search(together):
        raise NotMappedError("a text of it has a character that no text may hold")
    if any(pattern.search(together.lower()) for pattern in _RUNS):
        raise NotMappedError("a text of it has HTML that runs or loads something")
    return item


def _values(told: object) -> int:
    """Return how many values stand in one."""
    count, inside = 0, [told]
    while inside and count <= MOST_VALUES:
        one = inside.pop()
        count += 1
        inside += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
    return count


def _refuse(word: str) -> float:
    raise ValueError(word)


def _finite(number: str) -> float:
    value = float(number)
    return value if math.isfinite(value) else _refuse(number)
