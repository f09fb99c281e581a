"""The question screen of study. It works without its script, question by question; with it also without the network."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certway.actions.keep_study import StudyAnswered, StudyUndone, StudyWish, send_study
from certway.actions.see_studied import see_last, shown_question
from certway.actions.see_study import see_questions
from certway.core.sit.report import SURE_STEPS
from certway.records.room import NoRoomError, telling_no_room
from certway.records.visits import account_mark
from certway.web.clock import now_milliseconds
from certway.web.layout.fields import say
from certway.web.layout.responding import response_of, sureness_of
from certway.web.study.asking import user_of, when
from certway.web.study.script_words import script_words

NO_SCRIPT = "form"  # the device of who sends forms
MOST_KNOWN = 400  # questions that a device says to have
FARTHEST_PLACE = 10_000


@require_safe
@never_cache
@login_required
def session(request: HttpRequest) -> HttpResponse:
    """The questions of today, one in sight."""
    goes_on = "more" in request.GET
    questions = see_questions(user_of(request).pk, **when(request), goes_on=goes_on)
    if questions is None:
        return HttpResponseRedirect(reverse("study:course"))
    context = {
        "questions": questions,
        "sure_steps": SURE_STEPS,
        "goes_on": goes_on,
        "words": script_words(),
        "owner": account_mark(user_of(request).public_id),
    }
    return render(request, "study/session.html", context)


@require_safe
@never_cache
@login_required
def more(request: HttpRequest) -> HttpResponse:
    """More questions than a device has, as a part of the page."""
    known = request.GET.get("known", "").split(",")[:MOST_KNOWN]
    start = request.GET.get("from", "")
    first = int(start) if start.isascii() and start.isdecimal() and len(start) < 5 else 0
    goes_on = "more" in request.GET
    questions = see_questions(user_of(request).pk, **when(request), without=known, goes_on=goes_on, first=first)
    if questions is None:
        raise Http404
    return render(request, "study/questions.html", {"questions": questions, "sure_steps": SURE_STEPS})


@require_POST
@login_required
def answer(request: HttpRequest) -> HttpResponse:
    """Keep an answer sent by a form and tell what is right, and why."""
    user, data = user_of(request), request.POST
    found = shown_question(data.get("item", ""), data.get("version", ""))
    if found is None:
        raise Http404
    response, sure = response_of(data, found.asked), sureness_of(data)
    wish = StudyWish(uuid4().int % 2**31, StudyAnswered(found.told.id, found.told.version, response, sure, 0), 0)
    try:
        with telling_no_room():
            sent = send_study(user.pk, NO_SCRIPT, [wish], now=now_milliseconds())
    except NoRoomError:
        messages.error(request, say("study.not-kept"))
        return HttpResponseRedirect(reverse("study:session"))
    if sent.refused:
        messages.error(request, say("study.refused.no-such-answer"))
        return HttpResponseRedirect(reverse("study:session"))
    return HttpResponseRedirect(reverse("study:told"))


@require_safe
@never_cache
@login_required
def told(request: HttpRequest) -> HttpResponse:
    """The question that was answered last: what is right and why, and the way to take it back."""
    last = see_last(user_of(request).pk)
    if last is None:
        return HttpResponseRedirect(reverse("study:session"))
    return render(request, "study/told.html", {"last": last})


@require_POST
@login_required
def undo(request: HttpRequest) -> HttpResponse:
    """Take the last answer back."""
    user = user_of(request)
    last = see_last(user.pk)
    if last is not None:
        wish = StudyWish(uuid4().int % 2**31, StudyUndone(last.number), 0)
        send_study(user.pk, last.device, [wish], now=now_milliseconds())
        messages.success(request, say("study.undone"))
    return HttpResponseRedirect(reverse("study:session"))
