"""How large a file a view takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

FILE = "most_file_bytes"  # the attribute of a view that takes a file
AROUND = 64 * 1024  # bytes that a form puts around a file

_View = TypeVar("_View", bound=Callable[..., object])


def takes_file(most_bytes: int) -> Callable[[_View], _View]:
    """Let a view take a file so large; the site refuses larger bodies before any of it is read."""

    def mark(view: _View) -> _View:
        setattr(view, FILE, most_bytes)
        return view

    return mark
