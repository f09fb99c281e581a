"""The addresses of all pages, and some whose views fail: for tests of what a visitor is shown then."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path

from certway.actions.desk import BusyError
from certway.records.load import load_draft
from certway.web.layout.visiting import visit_of
from certway.web.site.urls import (  # noqa: F401 - Django looks for the handlers here
    handler400,
    handler403,
    handler404,
    handler500,
)
from certway.web.site.urls import urlpatterns as pages


def fail(request: HttpRequest) -> HttpResponse:
    """Fail with something told at hand, as a fault of ours might."""
    draft = load_draft(visit_of(request))
    raise ZeroDivisionError(f"while reading {len(draft.record.lists)} sections")


def forbid(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def ask_too_much(request: HttpRequest) -> HttpResponse:
    raise BusyError(64)


def suspect(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


urlpatterns = [
    *pages,
    path("fail/", fail),
    path("forbid/", forbid),
    path("suspect/", suspect),
    path("busy/", ask_too_much),
]
