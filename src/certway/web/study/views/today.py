"""Today: what to study, for how long, and why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certway.actions.see_study import see_today
from certway.records.models import User
from certway.web.study.asking import when
from certway.web.study.tabs import tabs


@require_safe
@never_cache
def today_page(request: HttpRequest) -> HttpResponse:
    """What to study today; where no course is open, how to begin one."""
    user = request.user
    seen = see_today(user.pk, **when(request)) if isinstance(user, User) else None
    return render(request, "study/today.html", {"tabs": tabs("today"), "seen": seen})
