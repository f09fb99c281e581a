"""Practice of what one is weak in."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from certway.actions.begin_weak_practice import begin_weak_practice
from certway.actions.see_report import USUAL_PRACTICE
from certway.records.models import User
from certway.web.clock import now_milliseconds


@require_POST
@login_required
def practise(request: HttpRequest, exam: str) -> HttpResponse:
    """Draw questions of what is weak, by one report or by all sittings of the exam, and begin."""
    assert isinstance(request.user, User)
    try:
        by = UUID(request.POST["by"]) if request.POST.get("by") else None
        key = begin_weak_practice(request.user.pk, exam, by=by, most=USUAL_PRACTICE, now=now_milliseconds())
    except (LookupError, ValueError) as error:
        raise Http404 from error
    return HttpResponseRedirect(reverse("sit:screen", args=[key]))
