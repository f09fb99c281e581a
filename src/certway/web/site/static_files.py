"""Which files pages load: all of ours, and those of libraries that a page names; squeezing all takes seconds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder

_STYLES = ("base", "changelists", "dark_mode", "dashboard", "forms", "responsive", "widgets")
_SCRIPTS = ("actions", "core", "filters", "theme")
LOADED: Mapping[str, tuple[str, ...]] = {  # by folder; a folder that is not named here is taken whole
    "admin": ("img/", *(f"css/{name}.css" for name in _STYLES), *(f"js/{name}.js" for name in _SCRIPTS)),
    "django_htmx": ("htmx-2.min.js", "django-htmx.js"),
}


class LoadedFilesFinder(AppDirectoriesFinder):
    """Finds the static files of the apps that pages load."""

    def list(self, ignore_patterns: Any) -> Iterator[Any]:  # noqa: ANN401 - as Django passes them
        """Yield each file with the place it is kept in."""
        for path, storage in super().list(ignore_patterns):
            folder, _, name = path.partition("/")
            if name.startswith(LOADED.get(folder, "")):
                yield path, storage
