"""One's own memory: a history in Anki that is brought along, and how one remembers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from certway.actions.bring_reviews import (
    MOST_KEPT,
    NotWaitingError,
    look_at_reviews,
    see_reviews,
    take_back_reviews,
    take_reviews,
)
from certway.actions.fit_memory import forget_fit
from certway.actions.see_memory import see_memory, told_by
from certway.exchange.safe.errors import ForeignFileError
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import bytes_words, number
from certway.records.models import BroughtReviews, User
from certway.web.clock import day_of, moment, now, now_milliseconds, zone_of
from certway.web.layout.bodies import takes_file
from certway.web.layout.fields import say
from certway.web.layout.study_tabs import study_tabs

MOST_BYTES = 10 * 1024 * 1024  # of a file


@takes_file(MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def history(request: HttpRequest) -> HttpResponse:
    """What was brought along, and how one remembers; POST looks at a file, without taking anything."""
    if request.method != "POST":
        return _page(request)
    upload = request.FILES.get("file")
    if upload is None:
        return _page(request, problem=say("document.refused.none"))
    content = upload.read(MOST_BYTES + 1)  # one byte more than is taken tells that a file is too large
    if len(content) > MOST_BYTES:
        return _page(request, problem=say("study.history.large", most=bytes_words(MOST_BYTES, catalogue())))
    try:
        key = look_at_reviews(_user(request).pk, content, upload.name or "", at=moment())
    except ForeignFileError as error:
        return _page(request, problem=str(error))
    return HttpResponseRedirect(reverse("study:brought", args=[key]))


def _page(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    seen = see_memory(_user(request).pk, now=now_milliseconds(), zone=zone_of(request))
    context = {
        "tabs": study_tabs(""),
        "seen": seen,
        "lines": [(line, day_of(request, line.at)) for line in seen.lines],
        "problem": problem,
        "most": bytes_words(MOST_BYTES, catalogue()),
    }
    return render(request, "study/history.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def brought(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is in a history that waits; POST takes it."""
    row = _row(request, key)
    if row.received is not None:
        return HttpResponseRedirect(reverse("study:history"))
    if request.method != "POST":
        text = told_by(row, zone_of(request))
        return render(request, "study/brought.html", {"key": key, "text": text, "room": number(MOST_KEPT)})
    try:
        count = take_reviews(_user(request).pk, key, at=moment())
        messages.success(request, catalogue().say_many("study.history.taken", count, n=number(count)))
    except NotWaitingError:
        messages.info(request, say("study.history.taken-already"))
    return HttpResponseRedirect(reverse("study:history"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def take_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Delete what a history brought, after asking once; one that waits goes at once."""
    if request.method == "POST":
        if take_back_reviews(_user(request).pk, key):
            messages.success(request, say("study.history.removed"))
        return HttpResponseRedirect(reverse("study:history"))
    row = _row(request, key)
    context = {"key": key, "text": told_by(row, zone_of(request)), "on": day_of(request, row.made_at)}
    return render(request, "study/take_back.html", context)


@require_POST
@login_required
def forget(request: HttpRequest) -> HttpResponse:
    """Have one's own memory reckoned as most people's."""
    forget_fit(_user(request).pk, at=now())
    messages.success(request, say("study.memory.forgotten.done"))
    return HttpResponseRedirect(reverse("study:history"))


def _row(request: HttpRequest, key: UUID) -> BroughtReviews:
    row = see_reviews(_user(request).pk, key)
    if row is None:
        raise Http404
    return row


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # signed in, or never here
    return request.user
