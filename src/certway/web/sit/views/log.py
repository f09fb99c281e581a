"""The log of a sitting, as the script of the exam sends to it: every line once, acknowledged when it is durable."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from certway.actions.sit_exam import MOST_WISHES, Wish, send_wishes, take_over
from certway.core.sit.events import Answered, Flagged, Visited
from certway.records.models import User
from certway.web.clock import now_milliseconds
from certway.web.layout.device_messages import (
    MOST_NUMBER,
    MOST_TIME,
    UNREADABLE,
    UnreadableError,
    answering_no_room,
    device_named,
    percent,
    response,
    spent,
    whole,
)
from certway.web.sit.passes import HEADER, pass_holder


@csrf_exempt  # a pass in a header is none that another site's page can send; without one the other view looks
@require_POST
@never_cache
@answering_no_room
def send(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Keep what is sent and say what is safe, for who holds a pass to the sitting, or is signed in as its owner."""
    user_id = pass_holder(request, key, now=now_milliseconds()) if HEADER in request.headers else None
    return _send_as_visitor(request, key) if user_id is None else _kept(request, key, user_id)


@csrf_protect
def _send_as_visitor(request: HttpRequest, key: UUID) -> JsonResponse:
    """Do the same for who is signed in. 401 where nobody is: the script keeps what it has and says so."""
    if not isinstance(request.user, User):
        return JsonResponse({"error": "signed-out"}, status=401)
    return _kept(request, key, request.user.pk)


def _kept(request: HttpRequest, key: UUID, user_id: int) -> JsonResponse:
    now = now_milliseconds()
    try:
        told = json.loads(request.body)
        device = device_named(told)
        wishes = [_wish(one) for one in told.get("wishes", [])]
        take_age = whole(told.get("takeAge", 0), MOST_TIME)
        if len(wishes) > MOST_WISHES:
            raise UnreadableError("too many wishes")
    except UNREADABLE:
        return JsonResponse({"error": "unreadable"}, status=400)
    try:
        if told.get("take"):
            take_over(user_id, key, device, age=take_age, now=now)
        sent = send_wishes(user_id, key, device, wishes, now=now)
    except LookupError:
        return JsonResponse({"error": "gone"}, status=404)
    return JsonResponse(
        {
            "kept": sent.kept,
            "refused": [{"number": number, "reason": reason} for number, reason in sent.refused],
            "now": sent.now,
            "phase": sent.state.phase,
            "segment": sent.state.segment,
            "closes": sent.state.closes,
            "elsewhere": sent.state.device not in ("", device),
        }
    )


def _wish(told: Mapping[str, Any]) -> Wish:
    number, age = whole(told["number"], MOST_NUMBER), whole(told["age"], MOST_TIME)
    place = whole(told["place"], 10_000)
    match told["kind"]:
        case "answered":
            sure = percent(told.get("sure"))
            event = Answered(0, place, response(told["response"]), 0, "", spent=spent(told), sure=sure)
            return Wish(number, event, age)
        case "visited":
            return Wish(number, Visited(0, place), age)
        case "flagged":
            return Wish(number, Flagged(0, place, on=bool(told["on"])), age)
        case _:
            raise UnreadableError("no such wish")
