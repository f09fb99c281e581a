"""Today: what to study, for how long, and why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certway.web.study.tabs import tabs


@require_safe
@never_cache
def today_page(request: HttpRequest) -> HttpResponse:
    """What to study today."""
    return render(request, "study/today.html", {"tabs": tabs("today")})
