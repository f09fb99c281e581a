"""What is shown while more is asked than can be answered."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from certway.actions.desk import BusyError
from certway.web.site.errors import busy


class BusyPage:
    """Answers with a page of its own where a view's question was not taken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return what the view answers."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page for a question that was not taken; None for everything else that went wrong."""
        return busy(request) if isinstance(exception, BusyError) else None
