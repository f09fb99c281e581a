"""Today: what to study, for how long, and why."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certway.actions.see_pace import plan_anew, see_pace
from certway.actions.see_study import see_today
from certway.actions.see_week import see_week
from certway.records.models import User
from certway.web.clock import now_milliseconds, today, zone_of
from certway.web.layout.study_tabs import study_tabs
from certway.web.layout.visiting import visit_of
from certway.web.study.asking import user_of, when


@require_safe
@never_cache
def today_page(request: HttpRequest) -> HttpResponse:
    """What to study today; where no course is open, how to begin one."""
    user, context = request.user, {"tabs": study_tabs("today")}
    seen = see_today(user.pk, **when(request)) if isinstance(user, User) else None
    if seen is None or not isinstance(user, User):
        return render(request, "study/today.html", context)
    pace = see_pace(user.pk, visit_of(request), seen.course.exam, today=today(request), zone=zone_of(request))
    moved = pace is not None and pace.exam_on != seen.course.days.exam_on
    week = see_week(user.pk, today=today(request), now=now_milliseconds(), zone=zone_of(request), known=seen.course)
    return render(request, "study/today.html", {**context, "seen": seen, "pace": pace, "moved": moved, "week": week})


@require_POST
@login_required
def replan(request: HttpRequest) -> HttpResponse:
    """Have the plan made anew from today, and show it."""
    exam = plan_anew(user_of(request).pk, visit_of(request), today=today(request))
    return HttpResponseRedirect(reverse("study:course") if exam is None else reverse("plan:plan", args=[exam]))
