"""Libraries that only some commands need, and what to do where one is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from certway.core.units.errors import CertwayError

LIBRARIES = {"ortools", "icalendar", "typst"}  # what `certway[plan]` brings besides the rest


class MissingLibraryError(CertwayError):
    """Raised where a library that plans need is not installed."""

    def __init__(self, library: str) -> None:
        super().__init__(f"this needs '{library}', which is missing; install it with: pip install 'certway[plan]'")


@contextmanager
def needed_libraries() -> Iterator[None]:
    """Tell which library to install where one is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in LIBRARIES:
            raise
        raise MissingLibraryError(error.name) from error
