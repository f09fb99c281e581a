"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from certway.records.drafts import load_draft


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What Certway is for, and where to begin."""
    return render(request, "site/start.html", {"told": not load_draft(request.session).is_empty})
