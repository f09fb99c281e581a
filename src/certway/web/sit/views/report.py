"""What came of a sitting."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certway.actions.see_sitting import see_report, see_sitting
from certway.exchange.sitting_text import sitting_text
from certway.exchange.words.catalogue import catalogue
from certway.records.models import User
from certway.web.clock import day_of, now_milliseconds


@require_safe
@never_cache
@login_required
def report(request: HttpRequest, key: UUID) -> HttpResponse:
    """The report; while the sitting runs, the way back to it."""
    assert isinstance(request.user, User)
    now = now_milliseconds()
    seen = see_report(request.user.pk, key, now=now)
    if seen is None:
        if see_sitting(request.user.pk, key, now=now) is None:
            raise Http404
        return HttpResponseRedirect(reverse("sit:screen", args=[key]))
    told = sitting_text(seen.report, seen.nodes, None if seen.is_practice else seen.profile.scale, catalogue())
    pairs = list(zip(seen.report.items, seen.texts, strict=True))
    context = {"seen": seen, "told": told, "pairs": pairs, "on": day_of(request, seen.made_at)}
    return render(request, "sit/report.html", context)
