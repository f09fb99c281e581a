"""Plain scalars by the YAML 1.2 core schema: what is a number, what is a text."""

from __future__ import annotations

import re

from certway.core.units.located import Scalar

MOST_DIGITS = 40

_WORDS: dict[str, Scalar] = {
    "": None, "null": None, "Null": None, "NULL": None, "~": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMBER_STARTS = frozenset("0123456789+-.")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+)")
_ENDLESS = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


class NumberError(ValueError):
    """Raised for a plain scalar that is written like a number and cannot be kept as one."""


def resolve_plain(text: str) -> Scalar:
    """Return the value of a plain (unquoted) scalar.

    Dates, times, `yes`, `no`, `on`, `off` and numbers with leading zeros are texts.

    Source: YAML 1.2.2, chapter 10.3 (core schema).
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_STARTS:
        return text
    if _INTEGER.fullmatch(text):
        return int(_short(text))
    if _FLOAT.fullmatch(text):
        return _finite(text)
    if _OTHER_BASE.fullmatch(text):
        return int(_short(text), 0)  # base 0 = told by the prefix
    if _ENDLESS.fullmatch(text):
        raise NumberError(f"{text} is no number that can be counted with; write a finite number, or quote it")
    return text


def _short(text: str) -> str:
    if len(text) > MOST_DIGITS:
        raise NumberError(f"a number of {len(text)} characters is too long to be one; quote it if it is a text")
    return text


def _finite(text: str) -> float:
    number = float(_short(text))
    if number in (float("inf"), float("-inf")):
        raise NumberError(f"{text} is too large a number; write a smaller one, or quote it if it is a text")
    return number
