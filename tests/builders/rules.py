"""Small rules made by hand."""

from __future__ import annotations

from datetime import date

from builders.records import ordinal
from certway.core.rulebook.nodes import Face
from certway.core.rulebook.values import Content, Source, State, Value, Version
from certway.core.units.days import parse_day

FACE = Face(id="leaf")


def source(as_of: str = "", read_on: str = "2026-11-23") -> Source:
    """Return a source of that date (or of none) that was read on that day."""
    return Source(
        key="page",
        url="https://example.org",
        as_of=parse_day(as_of) if as_of else None,
        read_on=date.fromisoformat(read_on).toordinal(),
        confidence="primary",
    )


def version(
    content: Content = None, *, begins: str = "", until: str = "", state: State = "set", as_of: str = ""
) -> Version:
    """Return a version; an empty day is one that is not known."""
    return Version(
        from_=ordinal(begins) if begins else None,
        until=ordinal(until) if until else None,
        content=content,
        state=state,
        source=source(as_of),
    )


def value_of(*versions: Version, unit: str = "days", key: str = "value") -> Value:
    """Return a value with these versions, oldest first."""
    return Value(id=key, title=key, unit=unit, versions=versions)


def fixed(content: Content, unit: str) -> Value:
    """Return a value that always was and is `content`."""
    return value_of(version(content), unit=unit)


def not_found(unit: str) -> Value:
    """Return a value that nobody could find."""
    return value_of(version(state="not-found"), unit=unit)
