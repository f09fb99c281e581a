"""How much a browser may send."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve

from certway.web.layout.bodies import AROUND, FILE
from certway.web.site.errors import too_large


class BodyLimit:
    """Refuses a request whose body is larger than its address takes, before any of it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the page of a file that is too large, or what the view answers."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return self.get_response(request)  # every address takes that; no need to know which it is
        file = _largest_file(request)
        if file is not None and length.isdigit() and int(length) <= file + AROUND:
            return self.get_response(request)
        return too_large(request, most_bytes=file)


def _largest_file(request: HttpRequest) -> int | None:
    """Return how large a file an address takes, in bytes; None where it takes none, or is none."""
    try:
        return getattr(resolve(request.path_info).func, FILE, None)
    except Http404:
        return None
