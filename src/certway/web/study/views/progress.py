"""Progress: how one stands for the exam over time, and what one did for it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certway.actions.see_progress import see_progress
from certway.web.clock import now_milliseconds, today, zone_of
from certway.web.layout.fields import say
from certway.web.layout.study_tabs import study_tabs
from certway.web.layout.visiting import visit_of
from certway.web.study.asking import user_of
from certway.web.study.patience import patience_seconds


@require_safe
@never_cache
@login_required
def progress_page(request: HttpRequest) -> HttpResponse:
    """How she comes on."""
    seen = see_progress(
        user_of(request).pk,
        today=today(request),
        now=now_milliseconds(),
        zone=zone_of(request),
        owner=visit_of(request).owner,
        patience_seconds=patience_seconds(),
    )
    if seen is None:
        none = {"tabs": study_tabs("progress"), "title": say("study.tab.progress"), "lead": say("progress.none.lead")}
        return render(request, "study/no_course.html", none)
    context = {"tabs": study_tabs("progress"), "seen": seen, "readiness": seen.readiness, "work": seen.work}
    return render(request, "study/progress.html", context, status=200 if seen.is_ready else 202)
