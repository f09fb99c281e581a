"""How much a browser may send."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve

from certway.web.layout.bodies import TAKES
from certway.web.site.errors import too_large


class BodyLimit:
    """Refuses a request whose body is larger than its address takes, before any of it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the page of a file that is too large, or what the view answers."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > _most_of(request, int(length)):
            return too_large(request)
        return self.get_response(request)


def _most_of(request: HttpRequest, length: int) -> int:
    most: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if length <= most:
        return most  # what every address takes; no need to know which it is
    try:
        view = resolve(request.path_info).func
    except Http404:
        return most
    return int(getattr(view, TAKES, most))
