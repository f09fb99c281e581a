"""What is shown while more is asked than can be answered, or kept."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from certway.actions.desk import BusyError
from certway.records.room import lacks_room
from certway.web.site.errors import busy, no_room


class BusyPage:
    """Answers with a page of its own where a view's question was not taken, or there was no room for what was sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return what the view answers."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page for what was not taken or could not be kept; None for everything else that went wrong."""
        if isinstance(exception, BusyError):
            return busy(request)
        return no_room(request) if isinstance(exception, DatabaseError) and lacks_room(exception) else None
