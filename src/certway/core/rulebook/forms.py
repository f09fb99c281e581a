"""Reading mappings from a file: each key is taken once, and everything wrong is collected before it is raised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

from certway.core.units.days import DaySpan, parse_day
from certway.core.units.errors import InputError, Problem
from certway.core.units.located import Located, kind_of

_T = TypeVar("_T")


@dataclass
class Problems:
    """Everything wrong so far."""

    found: list[Problem] = field(default_factory=list)

    def add(self, where: Located, text: str) -> None:
        """Note a problem at the place of a value."""
        self.found.append(Problem(where.file, where.line, text))

    def raise_any(self) -> None:
        """Raise InputError when anything was found."""
        if self.found:
            raise InputError(self.found)


def nearest(word: str, known: Mapping[str, object] | tuple[str, ...] | list[str]) -> str:
    """Return ", did you mean 'x'?" for the closest known word, or an empty text."""
    match = get_close_matches(word, list(known), n=1)
    return f", did you mean '{match[0]}'?" if match else ""


class Form:
    """A mapping whose keys are taken one by one; `done` reports those that nobody asked for.

    Each take returns the value, or the default when the key is absent or wrong (which is then a problem).
    """

    def __init__(self, located: Located, problems: Problems, what: str) -> None:
        self.located = located
        self.problems = problems
        self.what = what
        self._known: list[str] = []
        mapping = located.mapping
        if mapping is None:
            problems.add(located, f"{what} must be a mapping, not {kind_of(located)}")
        self._mapping: dict[str, Located] = mapping or {}

    def __contains__(self, key: str) -> bool:
        return key in self._mapping

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that are there, in file order."""
        return tuple(self._mapping)

    def take(self, key: str, *, required: bool = False) -> Located | None:
        """Return what stands under a key, or None."""
        self._known.append(key)
        found = self._mapping.get(key)
        if found is None and required and self.located.mapping is not None:
            self.problems.add(self.located, f"{self.what} needs '{key}'")
        return found

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        """Take a text."""
        found = self.take(key, required=required)
        if found is None:
            return default
        if isinstance(found.value, int | float) and not isinstance(found.value, bool):
            return str(found.value)
        return self._expect(found, found.text, key, "a text", default)

    def word(self, key: str, allowed: tuple[str, ...], *, default: str | None = None) -> str:
        """Take one of the allowed words; required when there is no default."""
        found = self.text(key, required=default is None, default=default or allowed[0])
        if found not in allowed:
            where = self._mapping.get(key, self.located)
            self.problems.add(where, f"'{key}' is '{found}'; it must be one of {', '.join(allowed)}")
            return default or allowed[0]
        return found

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Take true or false."""
        found = self.take(key)
        if found is None:
            return default
        return self._expect(
            found, found.value if isinstance(found.value, bool) else None, key, "true or false", default
        )

    def whole(self, key: str, *, required: bool = False, default: int = 0) -> int:
        """Take a whole number."""
        found = self.take(key, required=required)
        if found is None:
            return default
        number = found.value if isinstance(found.value, int) and not isinstance(found.value, bool) else None
        return self._expect(found, number, key, "a whole number", default)

    def day_span(self, key: str) -> DaySpan | None:
        """Take a day, month or year; null and absent are None."""
        found = self.take(key)
        if found is None or found.value is None:
            return None
        span = parse_day(str(found.value)) if isinstance(found.value, str | int) else None
        if span is None:
            self.problems.add(found, f"'{key}' is {kind_of(found)}; write a day of the calendar as 2026-11-23")
        return span

    def day(self, key: str) -> int | None:
        """Take an exact day as an ordinal; null and absent are None."""
        span = self.day_span(key)
        if span is not None and not span.exact:
            self.problems.add(self._mapping[key], f"'{key}' must be an exact day such as 2026-11-23, not {span}")
            return None
        return span.first if span else None

    def items(self, key: str, *, required: bool = False) -> list[Located]:
        """Take a list."""
        found = self.take(key, required=required)
        if found is None:
            return []
        return self._expect(found, found.items, key, "a list", [])

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a text or a list of texts."""
        found = self.take(key)
        if found is None:
            return ()
        if found.text is not None:
            return (found.text,)
        inner = [item.text for item in found.items or []]
        if found.items is None or None in inner:
            self.problems.add(found, f"'{key}' must be a list of texts, not {kind_of(found)}")
        return tuple(text for text in inner if text is not None)

    def done(self) -> None:
        """Report keys that nobody took."""
        for key, value in self._mapping.items():
            if key not in self._known:
                self.problems.add(value, f"unknown key '{key}' in {self.what}{nearest(key, self._known)}")

    def _expect(self, found: Located, value: _T | None, key: str, wanted: str, default: _T) -> _T:
        if value is None:
            self.problems.add(found, f"'{key}' must be {wanted}, not {kind_of(found)}")
            return default
        return value
