"""Answers of notes as the bank has them: a number with its unit, options with their key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from certway.core.items.item import Choice, NumberEntry, Option
from certway.core.items.item_reading import MOST_CHOICES, MOST_OPTIONS
from certway.exchange.bank.anki.markup import NotMappedError

LEAST_OPTIONS, LEAST_CHOICES = 3, 4  # of one right option, of several

_LETTERS = "ABCDEFG"
_NUMBER = re.compile(
    r"(?:=\s?)?([-−]?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,9})?)\s?"
    r"([^\W\d_]\S{0,19}(?: [^\W\d_]\S{0,19}){0,2}|[%°‰]\s?\S{0,9})"
)
_OPTION = re.compile(r"\(?([A-Ga-g]|[1-7])\\?[).:]\s+(\S.*)")
_KEY = re.compile(
    r"(?:(?:the )?(?:correct |right )?(?:answers?|options?)(?: is| are)?:?\s*)?"
    r"\(?((?:[A-G]|[1-7])(?:\s?(?:,|and|&|\+)\s?(?:[A-G]|[1-7])){0,6})(?:\\?[).:](?:\s|$)|\s?[-–—]\s|\s*$)(.*)",
    re.IGNORECASE | re.DOTALL,
)
_SPLIT = re.compile(r"\\?\n+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with lettered options in one text."""

    stem: str
    options: tuple[str, ...]


def number_of(text: str, why: str = "") -> NumberEntry | None:
    """Return a number with its unit; None for any other text. It has to be met exactly."""
    found = _NUMBER.fullmatch(text.strip().rstrip("."))
    if found is None:
        return None
    return NumberEntry(Decimal(found[1].replace(",", "").replace("−", "-")), found[2], Decimal(0), why, ())


def choice_of(texts: Sequence[str], right: Sequence[int], why: str) -> Choice:
    """Return options of which those at the places `right` are right; the reason stands at the first of them.

    Raises NotMappedError where the bank takes no such question.
    """
    multiple = len(right) > 1
    least, most = (LEAST_CHOICES, MOST_CHOICES) if multiple else (LEAST_OPTIONS, MOST_OPTIONS)
    if not right:
        raise NotMappedError("no option is right; mark one in its field of answers")
    if not least <= len(texts) <= most:
        raise NotMappedError(f"it has {len(texts)} options and {len(right)} right; the bank takes {least} to {most}")
    if len(right) == len(texts):
        raise NotMappedError("every option is right; the bank asks for a wrong one")
    return Choice(
        tuple(Option(text, at in right, why if at == right[0] else "") for at, text in enumerate(texts)), multiple
    )


def key_of(text: str, options: int) -> tuple[int, ...]:
    """Return the places that a field of answers marks: `1 0 0 1` for each option, `B`, `A, C` or `2`.

    Raises NotMappedError for what tells none, or more places than there are.
    """
    marks = text.replace(",", " ").replace(";", " ").split()
    if len(marks) > 1 and set(marks) <= {"0", "1"}:
        if len(marks) < options or "1" in marks[options:]:
            raise NotMappedError(f"its answers '{text[:30]}' don't fit its {options} options")
        return tuple(at for at, mark in enumerate(marks) if mark == "1")
    found, _ = lettered_key(text)
    if not found or max(found) >= options:
        raise NotMappedError(f"its answers '{text[:30]}' tell no option of {options}")
    return found


def lettered_key(text: str) -> tuple[tuple[int, ...], str]:
    """Return the places that a text such as `B`, `A, C` or `B) The vein` begins with, and what stands behind them."""
    found = _KEY.fullmatch(text.strip())
    if found is None:
        return (), text
    marks = re.findall(r"[A-G1-7]", re.sub("and", ",", found[1].upper(), flags=re.IGNORECASE))
    return tuple(sorted({_place(mark) for mark in marks})), found[2].strip()


def asked_of(text: str) -> Asked | None:
    """Return the options that stand below a question as lines `A) …`, `B) …`; None where there are no three."""
    lines = [line.strip() for line in _SPLIT.split(text) if line.strip()]
    marked = [_OPTION.fullmatch(line) for line in lines]
    first = next((at for at, one in enumerate(marked) if one and _place(one[1]) == 0), 0)
    if not first:
        return None
    found = marked[first:]
    options = [one[2].strip() for at, one in enumerate(found) if one and _place(one[1]) == at]
    if len(options) < max(len(found), LEAST_OPTIONS):
        return None
    return Asked("\\\n".join(lines[:first]), tuple(options))


def _place(mark: str) -> int:
    return int(mark) - 1 if mark.isdigit() else _LETTERS.index(mark.upper())
