"""The log of a sitting, as the script of the exam sends to it: every line once, acknowledged when it is durable."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeAlias
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from certway.actions.sit_exam import MOST_WISHES, Wish, send_wishes, take_over
from certway.core.sit.events import Answered, Flagged, Response, Visited
from certway.records.models import User
from certway.records.models.sittings import LONGEST_DEVICE
from certway.records.room import NoRoomError, telling_no_room
from certway.web.clock import now_milliseconds
from certway.web.sit.passes import HEADER, pass_holder

_View: TypeAlias = "Callable[[HttpRequest, UUID], HttpResponseBase]"
MOST_SPENT = 24 * 3600 * 1000  # milliseconds


class UnreadableError(ValueError):
    """Raised for what no script of ours sends."""


def _answering_no_room(view: _View) -> _View:
    """Let a view answer 507 where the database can't write: nothing is acknowledged then, and the script keeps it."""

    @wraps(view)
    def answered(request: HttpRequest, key: UUID) -> HttpResponseBase:
        try:
            with telling_no_room():
                return view(request, key)
        except NoRoomError:
            return JsonResponse({"error": "no-room"}, status=HTTPStatus.INSUFFICIENT_STORAGE)

    return answered


@csrf_exempt  # a pass in a header is none that another site's page can send; without one the other view looks
@require_POST
@never_cache
@_answering_no_room
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
        device = _device(told)
        wishes = [_wish(one) for one in told.get("wishes", [])]
        take_age = _whole(told.get("takeAge", 0), 10**12)
        if len(wishes) > MOST_WISHES:
            raise UnreadableError("too many wishes")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
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


def _device(told: Mapping[str, Any]) -> str:
    device = told["device"]
    if not isinstance(device, str) or not 0 < len(device) <= LONGEST_DEVICE:
        raise UnreadableError("no device")
    return device


def _wish(told: Mapping[str, Any]) -> Wish:
    number, age = _whole(told["number"], 2**31 - 1), _whole(told["age"], 10**12)
    place = _whole(told["place"], 10_000)
    match told["kind"]:
        case "answered":
            sure = told.get("sure")
            spent = min(_whole(told.get("spent", 0), 10**12), MOST_SPENT)
            percent = None if sure is None else _whole(sure, 100)
            event = Answered(0, place, _response(told["response"]), 0, "", spent=spent, sure=percent)
            return Wish(number, event, age)
        case "visited":
            return Wish(number, Visited(0, place), age)
        case "flagged":
            return Wish(number, Flagged(0, place, on=bool(told["on"])), age)
        case _:
            raise UnreadableError("no such wish")


def _whole(told: object, most: int) -> int:
    if isinstance(told, bool) or not isinstance(told, int) or not 0 <= told <= most:
        raise UnreadableError("no whole number")
    return told


def _response(told: object) -> Response:
    if isinstance(told, str):
        return told[:100]
    if not isinstance(told, list) or len(told) > 100:
        raise UnreadableError("no response")
    return tuple(-1 if one == -1 else _whole(one, 100) for one in told)
