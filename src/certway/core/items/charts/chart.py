"""A chart that a template shows: what its data say, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from certway.core.items.dice import Dice
from certway.core.items.formula import FormulaError, Value, rounded, shown

MOST_TITLE = 52  # characters that fit above a chart


class ChartError(FormulaError):
    """Raised for values of which no chart can be made."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Data that are drawn."""

    names: Mapping[str, Value]  # what the data say, for the formulas and texts of a template
    draw: Callable[[str], str]  # the title gives the SVG


@dataclass(frozen=True, slots=True)
class ChartKind:
    """How charts of a kind are made."""

    takes: Mapping[str, Value | None]  # what it is told by name, with what counts where it is not; None = it must be
    gives: tuple[str, ...]
    make: Callable[[Mapping[str, Value], Dice], Chart]


def number_of(told: Mapping[str, Value], name: str) -> Fraction:
    """Return a number that a chart is told. Raises ChartError."""
    value = told[name]
    if isinstance(value, str):
        raise ChartError(f"the drawing's '{name}' is '{value}'; it must be a number")
    return value


def whole_of(told: Mapping[str, Value], name: str, least: int, most: int) -> int:
    """Return a whole number that a chart is told. Raises ChartError."""
    value = number_of(told, name)
    if value.denominator != 1 or not least <= value <= most:
        raise ChartError(f"the drawing's '{name}' is {shown(rounded(value, 3))}; it must be whole, {least} to {most}")
    return int(value)


def word_of(told: Mapping[str, Value], name: str, known: Iterable[str]) -> str:
    """Return one of some words that a chart is told. Raises ChartError."""
    value = told[name]
    if value not in (words := list(known)) or not isinstance(value, str):
        raise ChartError(f"the drawing's '{name}' is '{value}'; it must be one of {', '.join(words)}")
    return value


def signed(number: Fraction, places: int = 1) -> str:
    """Return a number with its sign, as distances from a mean are written."""
    value = rounded(number, places)
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{float(abs(value)):.{places}f}"


def listed(numbers: Sequence[object]) -> str:
    """Return numbers as a list in one line."""
    return ", ".join(map(str, numbers))


def span(first: int, last: int) -> str:
    """Return runs as `7` or `7–8`; none at all as an empty text."""
    return "" if not first else f"{first}" if first == last else f"{first}–{last}"
