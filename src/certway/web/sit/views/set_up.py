"""Checking one's set-up before an exam: what a device can do is tried by the page itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certway.web.clock import now_milliseconds


@require_safe
@never_cache
def set_up(request: HttpRequest) -> HttpResponse:
    """The page that checks it."""
    return render(request, "sit/set_up.html")


@require_safe
@never_cache
def clock(request: HttpRequest) -> JsonResponse:
    """The server's clock, in UTC milliseconds: how far off a device's is, and how long the way there takes."""
    return JsonResponse({"now": now_milliseconds()})
