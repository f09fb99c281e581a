"""The exam itself. It works without its script, page by page; the script keeps answers where the network is gone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certway.actions.see_sitting import SeenQuestion, SeenSitting, see_sitting
from certway.actions.sit_exam import Wish, send_wishes, steer
from certway.core.sit.delivery import RefusedError
from certway.core.sit.events import (
    Answered,
    Began,
    ClockStarted,
    ClockStopped,
    Event,
    Flagged,
    Response,
    SegmentClosed,
    Submitted,
    Visited,
)
from certway.records.models import User
from certway.web.clock import now_milliseconds
from certway.web.layout.fields import say
from certway.web.sit.passes import pass_for, pass_holder

PLACE = "at"  # the parameter that names the question in sight, from 1
NO_SCRIPT = "form"  # the device of who sends forms
_STEPS: Mapping[str, Callable[[int], Event]] = {
    "begin": Began,
    "close": SegmentClosed,
    "stop": ClockStopped,
    "start": ClockStarted,
    "submit": Submitted,
}


@require_safe
@never_cache
@login_required
def screen(request: HttpRequest, key: UUID) -> HttpResponse:
    """The screen as it stands: the questions of the segment that runs, a break, or the way to the report."""
    seen = _seen(request, key)
    if seen.state.phase == "over":
        return HttpResponseRedirect(reverse("sit:report", args=[key]))
    own = pass_for(_user(request).pk, key, now=now_milliseconds())
    if seen.state.phase != "running":
        return render(request, "sit/waiting.html", {"seen": seen, "now": now_milliseconds(), "pass": own})
    shown = _shown(request, seen)
    context = {
        "seen": seen,
        "pass": own,
        "now": now_milliseconds(),
        "shown": shown,
        "questions": seen.questions,
        "number": len(seen.state.places),
        "answered": len(seen.state.answered & set(seen.state.places)),
        "is_last": seen.state.segment == len(seen.profile.segments) - 1,
    }
    return render(request, "sit/screen.html", context)


def _seen(request: HttpRequest, key: UUID) -> SeenSitting:
    seen = see_sitting(_user(request).pk, key, now=now_milliseconds())
    if seen is None:
        raise Http404
    return seen


def _shown(request: HttpRequest, seen: SeenSitting) -> int:
    """Return the place of the question in sight."""
    told = request.GET.get(PLACE, "")
    place = int(told) - 1 if told.isascii() and told.isdecimal() and len(told) < 5 else seen.state.place
    places = [one.asked.place for one in seen.questions]
    return place if place in places else places[0]


@require_POST
@login_required
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep an answer sent by a form and lead on."""
    seen = _seen(request, key)
    told = request.POST.get("place", "")
    place = int(told) if told.isascii() and told.isdecimal() and len(told) < 5 else -1
    question = next((one for one in seen.questions if one.asked.place == place), None)
    if question is None:
        return HttpResponseRedirect(reverse("sit:screen", args=[key]))
    wishes = _wishes(request.POST, question, may_skip=seen.profile.may_skip)
    device = seen.state.device or NO_SCRIPT
    sent = send_wishes(_user(request).pk, key, device, wishes, now=now_milliseconds())
    for _, reason in sent.refused:
        messages.error(request, say(f"sit.refused.{reason}"))
    follows = place if seen.profile.tells and not sent.refused and "next" not in request.POST else place + 1
    following = f"?{PLACE}={follows + 1}" if follows in seen.state.places and not seen.profile.adaptive else ""
    return HttpResponseRedirect(reverse("sit:screen", args=[key]) + following)


def _wishes(data: QueryDict, question: SeenQuestion, *, may_skip: bool) -> list[Wish]:
    place = question.asked.place
    event = Answered(0, place, response_of(data, question), 0, "")
    numbers = iter(range(uuid4().int % 2**30, 2**31))
    wishes = [Wish(next(numbers), Visited(0, place), 0)]
    if event.response != question.response or not (event.response or may_skip):
        wishes.append(Wish(next(numbers), event, 0))
    if ("flag" in data) != question.flagged:
        wishes.append(Wish(next(numbers), Flagged(0, place, on="flag" in data), 0))
    return wishes


def response_of(data: QueryDict, question: SeenQuestion) -> Response:
    """Return what a form answers to a question; empty where it is not whole."""
    asked = question.asked
    if asked.kind == "number":
        return data.get("response", "").strip()
    if asked.kind in ("single", "multiple"):
        return tuple(int(one) for one in data.getlist("response") if one.isascii() and one.isdecimal())[:100]
    told = {part.value: data.get(f"part-{part.value}", "") for part in asked.parts}
    numbers = {value: int(text) for value, text in told.items() if text.isascii() and text.isdecimal()}
    if asked.kind == "matching":
        return tuple(numbers.get(value, -1) for value in sorted(told))
    whole = sorted(numbers.values()) == list(range(1, len(told) + 1))
    return tuple(sorted(numbers, key=lambda value: numbers[value])) if whole else ()


@require_POST
def steer_it(request: HttpRequest, key: UUID, what: str) -> HttpResponse:
    """Begin, close a segment, take a break, go on, or end; for who holds a pass to the sitting, or is signed in."""
    if what not in _STEPS:
        raise Http404
    user_id = pass_holder(request, key, now=now_milliseconds())
    return _steer_as_visitor(request, key, what) if user_id is None else _steered(request, user_id, key, what)


@login_required
def _steer_as_visitor(request: HttpRequest, key: UUID, what: str) -> HttpResponse:
    return _steered(request, _user(request).pk, key, what)


def _steered(request: HttpRequest, user_id: int, key: UUID, what: str) -> HttpResponse:
    now = now_milliseconds()
    try:
        steer(user_id, key, _STEPS[what](now), now=now)
    except LookupError as error:
        raise Http404 from error
    except RefusedError as error:
        messages.error(request, say(f"sit.refused.{error.reason}"))
    return HttpResponseRedirect(reverse("sit:screen", args=[key]))


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
