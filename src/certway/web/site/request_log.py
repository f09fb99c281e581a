"""One line of the log a request: what was asked for and how it went, never who asked or for which entry."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from certway.web.site.logs import FACTS, ID_PLACE, REQUEST_ID, REQUESTS
from certway.web.site.probes import is_probe

HEADER = "X-Request-ID"
SANE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")  # what a proxy makes; anything else is not repeated

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_log = logging.getLogger(REQUESTS)


class RequestLog:
    """Gives every request an id, which its answer and all its lines in the log carry, and tells how it went."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer; a probe that finds all well is not worth a line."""
        told = request.headers.get(HEADER, "")
        name = told if SANE_ID.fullmatch(told) else uuid4().hex
        request.META[ID_PLACE] = name
        token, begun = REQUEST_ID.set(name), time.perf_counter()
        try:
            response = self.get_response(request)
            if response.status_code != 200 or not is_probe(request):
                _tell(request, response, time.perf_counter() - begun)
        finally:
            REQUEST_ID.reset(token)
        response.headers[HEADER] = name
        return response


def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    facts = {
        "method": request.method if request.method in _METHODS else "other",
        "route": _route(request),
        "status": response.status_code,
        "milliseconds": round(seconds * 1000, 1),
    }
    _log.info("request", extra={FACTS: facts})


def _route(request: HttpRequest) -> str:
    """Return the pattern of an address, whose variable parts may be keys; empty where there is no such page."""
    if request.resolver_match is not None:
        return f"/{request.resolver_match.route}"
    return settings.STATIC_URL if request.path_info.startswith(settings.STATIC_URL) else ""
