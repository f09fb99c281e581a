"""Libraries that only some commands need, and what to do where one is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from certway.core.units.errors import CertwayError

_PAGES = (
    "PIL", "allauth", "argon2", "cryptography", "csp", "django", "django_htmx", "django_tasks", "django_tasks_db",
    "environ", "granian", "pikepdf", "platformdirs", "psycopg", "psycopg_pool", "pythonjsonlogger", "segno",
    "uuid_utils", "whitenoise",
)  # fmt: skip
EXTRAS = {  # which part of Certway brings a library besides the rest
    "polars": "bulk",
    **dict.fromkeys(("ortools", "icalendar", "typst"), "plan"),
    **dict.fromkeys(("altair", "vl_convert"), "charts"),
    **dict.fromkeys(_PAGES, "web"),
}


class MissingLibraryError(CertwayError):
    """Raised where a library that a part of Certway needs is not installed."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(f"this needs '{library}', which is missing; install it with: pip install 'certway[{extra}]'")


@contextmanager
def needed_libraries() -> Iterator[None]:
    """Tell which library to install where one is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        library = (error.name or "").split(".")[0]
        if library not in EXTRAS:
            raise
        raise MissingLibraryError(library, EXTRAS[library]) from error
