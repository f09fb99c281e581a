"""The cells of a table of credits: what people write into them, as values of the record, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Mapping

from certway.core.person.fields import EDUCATION_CREDITS
from certway.core.person.record import FieldValue
from certway.core.person.scalars import LONGEST_TEXT, LONGEST_WORD, plain_number
from certway.core.units.days import DaySpan
from certway.core.units.errors import CertwayError
from certway.exchange.certificate_approvers import APPROVERS
from certway.exchange.credit_headers import area_word
from certway.exchange.typed_days import TypedDayError, read_typed_day

NONE = "none"  # what stands for "nobody", or for no area
_NOBODY = re.compile(r"none|nobody|no one|not approved|n/?a|-+", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,6})?(?:\.(\d*))?\s*(?:[a-z. ]{0,24})", re.IGNORECASE)
_PARTED = re.compile(r"\s*(?:[;,/|&\n]|\band\b)\s*", re.IGNORECASE)
_AREA = re.compile(r"(.*?)[\s:(=]*(\.?\d[\d.,]*)?\)?", re.DOTALL)
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?$", re.IGNORECASE)
_FORMULA = re.compile(r"'*[=+\-@]")  # what a spreadsheet would reckon
_SHIELDED = re.compile(r"'+[=+\-@]")
_UNSEEN = re.compile(r"[\u0000-\u001f\u007f-\u009f\u2028\u2029]+")
_LONGEST_SHOWN = 40
_KINDS = {
    "course": "online course|class|webinar|workshop|seminar|conference|ce|ce course|self study|online|lecture|module",
    "college": "college course|university|university course|academic|semester course",
    "in-service": "in service|inservice|employer|employer training|staff training",
    "teaching": "teach|instructor|presenting|presentation|speaker",
    "authorship": "author|writing|publication|article",
    "employment": "work|job",
    "other": "something else|misc",
}
_KIND_OF = {name: kind for kind, names in _KINDS.items() for name in (kind.replace("-", " "), *names.split("|"))}


class CellError(CertwayError):
    """Raised for a cell that can't be read; names it and the remedy."""


def read_cell(field: str, text: str, *, points: int | None = None) -> FieldValue:
    """Return the value of a cell that holds something; raises CellError.

    An area without a number has all of the row's `points` (hundredths).
    """
    match field:
        case "on":
            return _day(text)
        case "points":
            return _number(text)
        case "areas":
            return _areas(text, points)
        case "approved_by":
            return _bodies(text)
        case "kind":
            return _kind(text)
        case _:
            return _text(text)


def cell_of(value: object) -> str:
    """Return the text of a cell for a value as a person file holds it."""
    if isinstance(value, Mapping):
        return "; ".join(f"{word} {plain_number(number)}" for word, number in value.items()) or NONE
    if isinstance(value, list):
        return "; ".join(map(str, value)) or NONE
    return plain_number(value) if isinstance(value, int | float) else str(value)


def shielded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; reading takes the mark off again."""
    return f"'{text}" if _FORMULA.match(text) else text


def _text(text: str) -> str:
    plain = _UNSEEN.sub(" ", text.removeprefix("'") if _SHIELDED.match(text) else text).strip()
    if len(plain) > LONGEST_TEXT:
        raise CellError(f"the text has {len(plain)} characters; {LONGEST_TEXT} are the most, shorten it")
    return plain


def _day(text: str) -> DaySpan:
    try:
        return read_typed_day(_TIME.sub("", text))
    except TypedDayError as error:
        raise CellError(str(error)) from error


def _number(text: str) -> int:
    match = _NUMBER.fullmatch(text)
    if match is None or not (match[1] or match[2]):
        raise CellError(f"'{_short(text)}' is not a number; write one such as 1.5")
    decimals = (match[2] or "").rstrip("0")
    if len(decimals) > 2:
        raise CellError(f"'{_short(text)}' has more than two decimals; round it")
    hundredths = int((match[1] or "0").replace(",", "")) * 100 + int(decimals.ljust(2, "0"))
    most = _most_points()
    if hundredths > most * 100:
        raise CellError(f"'{_short(text)}' is out of range; write a number up to {most}")
    return hundredths


def _most_points() -> int:
    points = EDUCATION_CREDITS.field("points")
    assert points is not None
    return int(points.most)


def _areas(text: str, points: int | None) -> dict[str, int]:
    if _NOBODY.fullmatch(text):
        return {}
    parts = [part for part in _PARTED.split(text) if part]
    read: dict[str, int] = {}
    for part in parts:
        match = _AREA.fullmatch(part)
        word = area_word(match[1]) if match else ""
        if match is None or not word or len(word) > LONGEST_WORD:
            raise CellError(f"'{_short(part)}' names no area; write areas with their points, as clinical 2; general 1")
        if match[2] is None and (len(parts) > 1 or points is None):
            raise CellError(f"'{_short(part)}' has no points; write them behind it, as {word} 2")
        read[word] = _number(match[2]) if match[2] else points or 0
    return read


def _bodies(text: str) -> tuple[str, ...]:
    if _NOBODY.fullmatch(text):
        return ()
    words = [word for part in _PARTED.split(text) if part for word in (_body(part),)]
    return tuple(dict.fromkeys(words))


def _body(text: str) -> str:
    known = next((word for word, names in APPROVERS if re.fullmatch(f"(?:the )?(?:{names})\\.?", text)), None)
    word = known or re.sub(r"[^a-z0-9_]+", "-", text.casefold().replace(".", "")).strip("-_")
    word = re.sub(r"[-_]{2,}", "-", word)
    if not word or len(word) > LONGEST_WORD:
        raise CellError(f"'{_short(text)}' names no body; write bodies as aama; pace, or {NONE} for nobody")
    return word


def _kind(text: str) -> str:
    plain = " ".join(re.sub(r"[^a-z]+", " ", text.casefold()).split())
    if plain not in _KIND_OF:
        raise CellError(f"'{_short(text)}' is no kind of activity; write one of {', '.join(_KINDS)}")
    return _KIND_OF[plain]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
