"""Goals of a week: how much of them is done, and the form that sets them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certway.actions.see_week import see_week, set_week
from certway.web.clock import now_milliseconds, today, zone_of
from certway.web.layout.fields import say
from certway.web.layout.study_tabs import study_tabs
from certway.web.study.asking import user_of
from certway.web.study.forms_of_goals import GoalsForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def goals_page(request: HttpRequest) -> HttpResponse:
    """The goals of her week."""
    user = user_of(request)
    week = see_week(user.pk, today=today(request), now=now_milliseconds(), zone=zone_of(request))
    if week is None:
        none = {"tabs": study_tabs(""), "title": say("week.title"), "lead": say("week.none.lead")}
        return render(request, "study/no_course.html", none)
    form = GoalsForm(request.POST or None, initial=week.goals)
    if request.method == "POST" and form.is_valid():
        set_week(user.pk, form.goals())
        messages.success(request, say("week.kept"))
        return HttpResponseRedirect(reverse("study:goals"))
    context = {"tabs": study_tabs(""), "week": week, "form": form}
    return render(request, "study/goals.html", context, status=422 if form.errors else 200)
