"""The exam itself. It works without its script, page by page; the script keeps answers where the network is gone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certway.actions.ask_sureness import ask_sureness
from certway.actions.see_exam_rules import rules_for
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
    SegmentClosed,
    Submitted,
    Visited,
)
from certway.core.sit.profile import MINUTE, Profile
from certway.core.sit.report import SURE_STEPS
from certway.records.models import User
from certway.records.room import NoRoomError, telling_no_room
from certway.web.clock import now_milliseconds, today
from certway.web.layout.fields import say
from certway.web.layout.responding import response_of, sureness_of
from certway.web.sit.passes import pass_for, pass_holder
from certway.web.sit.review import review_of
from certway.web.sit.script_words import script_words

PLACE = "at"  # the parameter that names the question in sight, from 1
NO_SCRIPT = "form"  # the device of who sends forms
NO_ROOM = HTTPStatus.INSUFFICIENT_STORAGE
CLOCK_COOKIE = "exam_clock"  # set by exam_clock.js where somebody does not want to see the time
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
    """The screen as it stands: the questions of the segment that runs, a break, or the way to the report.

    The script asks for one question alone, which it puts in the place of another.
    """
    seen = _seen(request, key)
    if seen.state.phase == "over":
        return HttpResponseRedirect(reverse("sit:report", args=[key]))
    if seen.state.phase != "running":
        return _waiting(request, seen)
    shown = _shown(request, seen)
    if "HX-Request" in request.headers:
        one = next(one for one in seen.questions if one.asked.place == shown)
        return render(
            request, "sit/question.html", {"seen": seen, "shown": shown, "one": one, "sure_steps": SURE_STEPS}
        )
    return _screen(request, seen, shown)


def _waiting(request: HttpRequest, seen: SeenSitting) -> HttpResponse:
    rules = rules_for(seen.profile, seen.accommodations, today(request))
    return render(request, "sit/waiting.html", {**_frame(request, seen), "rules": rules})


def _frame(request: HttpRequest, seen: SeenSitting) -> dict[str, object]:
    """Return what every page of a sitting shows besides questions: the clock, as somebody wants to see it."""
    now, closes = now_milliseconds(), seen.state.closes
    return {
        "seen": seen,
        "pass": pass_for(_user(request).pk, seen.key, now=now),
        "now": now,
        "minutes_left": 0 if closes is None else max(0, closes - now) // MINUTE,
        "clock_hidden": request.COOKIES.get(CLOCK_COOKIE) == "hidden",
    }


def _screen(request: HttpRequest, seen: SeenSitting, shown: int, *, not_kept: bool = False) -> HttpResponse:
    context = {
        **_frame(request, seen),
        "shown": shown,
        "number": len(seen.state.places),
        "answered": len(seen.state.answered & set(seen.state.places)),
        "review": review_of(seen, shown),
        "sure_steps": SURE_STEPS,
        "words": script_words(),
        "not_kept": not_kept,
    }
    return render(request, "sit/screen.html", context, status=NO_ROOM if not_kept else HTTPStatus.OK)


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


@require_safe
@never_cache
@login_required
def review(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is answered and what is not, before a segment is closed or the exam handed in."""
    seen = _seen(request, key)
    if seen.state.phase != "running":
        return HttpResponseRedirect(reverse("sit:screen", args=[key]))
    context = {**_frame(request, seen), "review": review_of(seen, _shown(request, seen))}
    return render(request, "sit/review.html", context)


@require_POST
@login_required
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep an answer sent by a form and lead on; where it can't be kept, show it again and say so."""
    seen = _seen(request, key)
    told = request.POST.get("place", "")
    place = int(told) if told.isascii() and told.isdecimal() and len(told) < 5 else -1
    question = next((one for one in seen.questions if one.asked.place == place), None)
    if question is None:
        return HttpResponseRedirect(reverse("sit:screen", args=[key]))
    wishes = _wishes(request.POST, question, seen.profile)
    device = seen.state.device or NO_SCRIPT
    try:
        with telling_no_room():
            sent = send_wishes(_user(request).pk, key, device, wishes, now=now_milliseconds())
    except NoRoomError:
        return _screen(request, _with_answer(seen, question, request.POST), place, not_kept=True)
    for _, reason in sent.refused:
        messages.error(request, say(f"sit.refused.{reason}"))
    stays = seen.profile.tells and not sent.refused and "next" not in request.POST and bool(question.told or wishes[1:])
    return HttpResponseRedirect(_address_after(seen, place if stays or sent.refused else place + 1))


def _address_after(seen: SeenSitting, place: int) -> str:
    """Return where an answer leads: to a question, after the last one to the review."""
    if seen.step == "next":
        return reverse("sit:screen", args=[seen.key])
    if place in seen.state.places:
        return reverse("sit:screen", args=[seen.key]) + f"?{PLACE}={place + 1}"
    return reverse("sit:review", args=[seen.key])


def _with_answer(seen: SeenSitting, question: SeenQuestion, data: QueryDict) -> SeenSitting:
    """Return a screen on which a question shows what a form answered to it."""
    if question.told is not None:
        return seen
    given = replace(
        question, response=response_of(data, question.asked), sure=sureness_of(data), flagged="flag" in data
    )
    return replace(seen, questions=tuple(given if one is question else one for one in seen.questions))


def _wishes(data: QueryDict, question: SeenQuestion, profile: Profile) -> list[Wish]:
    """Return what a form wishes. Where reasons were told already, the answer is not asked for again."""
    place, sure = question.asked.place, sureness_of(data)
    event = Answered(0, place, response_of(data, question.asked), 0, "", sure=sure)
    numbers = iter(range(uuid4().int % 2**30, 2**31))
    wishes = [Wish(next(numbers), Visited(0, place), 0)]
    is_new = event.response != question.response or (bool(event.response) and sure not in (None, question.sure))
    if question.told is None and (is_new or not (event.response or (profile.may_skip and profile.may_return))):
        wishes.append(Wish(next(numbers), event, 0))
    if ("flag" in data) != question.flagged:
        wishes.append(Wish(next(numbers), Flagged(0, place, on="flag" in data), 0))
    return wishes


@require_POST
@login_required
def sureness(request: HttpRequest, key: UUID) -> HttpResponse:
    """Choose at the door whether one is asked how sure one is."""
    try:
        ask_sureness(_user(request).pk, key, asks="asks" in request.POST)
    except LookupError as error:
        raise Http404 from error
    except RefusedError as error:
        messages.error(request, say(f"sit.refused.{error.reason}"))
    return HttpResponseRedirect(reverse("sit:screen", args=[key]))


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
