"""Topics: what is remembered of each part of the exam, and where one is weak."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certway.actions.see_topics import see_topics
from certway.web.layout.fields import say
from certway.web.layout.study_tabs import study_tabs
from certway.web.layout.visiting import visit_of
from certway.web.study.asking import user_of, when
from certway.web.study.patience import patience_seconds


@require_safe
@never_cache
@login_required
def topics_page(request: HttpRequest) -> HttpResponse:
    """What she remembers of each part."""
    seen = see_topics(
        user_of(request).pk,
        **when(request),
        owner=visit_of(request).owner,
        patience_seconds=patience_seconds(),
    )
    if seen is None:
        none = {"tabs": study_tabs("topics"), "title": say("mastery.title"), "lead": say("mastery.none.lead")}
        return render(request, "study/no_course.html", none)
    context = {"tabs": study_tabs("topics"), "seen": seen, "text": seen.text}
    return render(request, "study/topics.html", context, status=200 if seen.is_ready else 202)
