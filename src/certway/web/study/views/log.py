"""The log of study, as the script of the question screen sends to it: each line once, acknowledged when durable."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from certway.actions.keep_study import StudyAnswered, StudyUndone, StudyWish, send_study
from certway.records.models import User
from certway.records.models.item_reports import LONGEST_ITEM, VERSION_LENGTH
from certway.records.visits import account_mark
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

MOST_WISHES = 500  # that are sent together: a day's study, answered while the network was gone


@require_POST
@never_cache
@answering_no_room
def send(request: HttpRequest) -> HttpResponseBase:
    """Keep what is sent and say what is safe. 401 where nobody is signed in, or another one than whose it is."""
    if not isinstance(request.user, User):
        return JsonResponse({"error": "signed-out"}, status=401)
    try:
        told = json.loads(request.body)
        device, owner = device_named(told), told["owner"]
        wishes = [_wish(one) for one in told.get("wishes", [])]
        if len(wishes) > MOST_WISHES:
            raise UnreadableError("too many wishes")
    except UNREADABLE:
        return JsonResponse({"error": "unreadable"}, status=400)
    if owner != account_mark(request.user.public_id):
        return JsonResponse({"error": "signed-out"}, status=401)
    now = now_milliseconds()
    sent = send_study(request.user.pk, device, wishes, now=now)
    refused = [{"number": number, "reason": reason} for number, reason in sent.refused]
    return JsonResponse({"kept": sent.kept, "refused": refused, "now": now})


def _wish(told: Mapping[str, Any]) -> StudyWish:
    number, age = whole(told["number"], MOST_NUMBER), whole(told["age"], MOST_TIME)
    match told["kind"]:
        case "answered":
            item, version = _text(told["item"], LONGEST_ITEM), _text(told["version"], VERSION_LENGTH)
            sure = percent(told.get("sure"))
            event = StudyAnswered(item, version, response(told["response"]), sure, spent(told))
            return StudyWish(number, event, age)
        case "undone":
            return StudyWish(number, StudyUndone(whole(told["undoes"], MOST_NUMBER)), age)
        case _:
            raise UnreadableError("no such wish")


def _text(told: object, longest: int) -> str:
    if not isinstance(told, str) or not 0 < len(told) <= longest:
        raise UnreadableError("no text")
    return told
