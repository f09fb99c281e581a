"""How much a view takes, where that is more than pages take otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

TAKES = "most_body_bytes"  # the attribute of a view that says so

_View = TypeVar("_View", bound=Callable[..., object])


def takes_body(most_bytes: int) -> Callable[[_View], _View]:
    """Let a view take so large a body; the site refuses larger ones before any of it is read."""

    def mark(view: _View) -> _View:
        setattr(view, TAKES, most_bytes)
        return view

    return mark
