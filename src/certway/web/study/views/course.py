"""The course: which exam, until when, how long on which days."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from certway.actions.study_course import chosen_course, end_studying, start_studying
from certway.web.clock import moment, today, zone_of
from certway.web.layout.fields import say
from certway.web.layout.study_tabs import study_tabs
from certway.web.layout.visiting import visit_of
from certway.web.study.asking import user_of
from certway.web.study.forms import CourseForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def course(request: HttpRequest) -> HttpResponse:
    """Choose a course, or change it."""
    user, day = user_of(request), today(request)
    found = chosen_course(user.pk, visit_of(request), request.GET.get("exam", ""), today=day, zone=zone_of(request))
    form = CourseForm(found.exam, found.days, request.POST if request.method == "POST" else None, today=day)
    if request.method == "POST" and form.is_valid():
        start_studying(user.pk, form.exam, form.days, today=day, at=moment())
        return HttpResponseRedirect(reverse("study:today"))
    wrong = form.is_bound and bool(form.errors)
    context = {"form": form, "tabs": study_tabs("today"), "found": found}
    return render(request, "study/course.html", context, status=422 if wrong else 200)


@require_POST
@login_required
def end(request: HttpRequest) -> HttpResponse:
    """End the course; what was answered stays."""
    end_studying(user_of(request).pk, at=moment())
    messages.success(request, say("study.course.ended"))
    return HttpResponseRedirect(reverse("study:today"))
