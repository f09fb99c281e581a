"""How one comes on in an exam."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certway.actions.see_results import draw_results, see_results
from certway.actions.see_weakness import see_weakness
from certway.records.models import User
from certway.web.clock import now_milliseconds, zone_of
from certway.web.layout.visiting import visit_of


@require_safe
@never_cache
@login_required
def results(request: HttpRequest, exam: str) -> HttpResponse:
    """Every result in one exam, drawn over time, or that it is being drawn."""
    assert isinstance(request.user, User)
    now = now_milliseconds()
    seen = see_results(request.user.pk, exam, now=now, zone=zone_of(request))
    if seen is None:
        raise Http404
    owner, patience = visit_of(request).owner, settings.PLAN_PATIENCE_SECONDS
    drawn = draw_results(seen.text.pictures, owner=owner, patience_seconds=patience)
    if drawn is None:
        return render(request, "sit/drawing.html", {"seen": seen, "exam": exam}, status=202)
    context = {
        "seen": seen,
        "exam": exam,
        "text": seen.text,
        "drawn": list(zip(seen.text.pictures, drawn, strict=True)),
        "weak": see_weakness(request.user.pk, exam, now=now),
    }
    return render(request, "sit/results.html", context)
