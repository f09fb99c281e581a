"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from certway.records.load import load_draft
from certway.web.layout.visiting import visit_of


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What Certway is for, and where to begin."""
    return render(request, "site/start.html", {"told": not load_draft(visit_of(request)).is_empty})
