"""A value together with the place in a file where it was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

Scalar: TypeAlias = "str | int | float | bool | None"


@dataclass(frozen=True, slots=True)
class Located:
    """A mapping, list or scalar as read from a file.

    Scalars are typed by the YAML 1.2 core schema; dates stay text. `quoted` tells `"12"` from `12`.
    """

    value: dict[str, Located] | list[Located] | Scalar
    file: str
    line: int  # counted from 1
    quoted: bool = False
    written: str = field(default="", compare=False)  # a plain number's own spelling, such as `+5` or `0x1F`

    @property
    def mapping(self) -> dict[str, Located] | None:
        """This value as a mapping, or None when it is something else."""
        return self.value if isinstance(self.value, dict) else None

    @property
    def items(self) -> list[Located] | None:
        """This value as a list, or None when it is something else."""
        return self.value if isinstance(self.value, list) else None

    @property
    def text(self) -> str | None:
        """This value as a text, or None when it is something else."""
        return self.value if isinstance(self.value, str) else None

    def walk(self) -> Iterator[Located]:
        """Yield this value and everything inside it, in file order."""
        yield self
        if isinstance(self.value, dict):
            for inner in self.value.values():
                yield from inner.walk()
        elif isinstance(self.value, list):
            for inner in self.value:
                yield from inner.walk()

    def plain(self) -> object:
        """Return the value without its places."""
        if isinstance(self.value, dict):
            return {key: inner.plain() for key, inner in self.value.items()}
        if isinstance(self.value, list):
            return [inner.plain() for inner in self.value]
        return self.value


def located(value: object, *, file: str) -> Located:
    """Return plain values, such as those of a JSON document, as located ones; all stand on line 0, the whole file.

    Raises TypeError for what no person file or rule file can hold.
    """
    if isinstance(value, dict):
        return Located({str(key): located(inner, file=file) for key, inner in value.items()}, file, 0)
    if isinstance(value, list | tuple):
        return Located([located(inner, file=file) for inner in value], file, 0)
    if value is None or isinstance(value, str | int | float | bool):
        return Located(value, file, 0)
    raise TypeError(f"{type(value).__name__} stands in no file")


def kind_of(value: Located) -> str:
    """Return what a value is, in words for a message: `a list`, `a mapping`, `the text 'x'`."""
    inner = value.value
    if isinstance(inner, dict):
        return "a mapping"
    if isinstance(inner, list):
        return "a list"
    if inner is None:
        return "null"
    if isinstance(inner, bool):
        return "true" if inner else "false"
    if isinstance(inner, str):
        shown = inner if len(inner) <= 40 else inner[:37] + "..."
        return f"the text '{shown}'"
    return f"the number {inner}"
