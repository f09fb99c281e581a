"""What waited on a device, as the script of practice sends it: every run once, acknowledged when it is durable."""

from __future__ import annotations

import json

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from certway.actions.keep_runs import keep_runs
from certway.records.models import User
from certway.records.visits import account_mark
from certway.web.clock import now_milliseconds
from certway.web.layout.device_messages import UNREADABLE, answering_no_room, device_named
from certway.web.study.told_runs import runs_of


@require_POST
@never_cache
@answering_no_room
def send(request: HttpRequest) -> JsonResponse:
    """Keep what is sent and say what is safe.

    401 where nobody is signed in, or another one than whose runs they are: the script keeps what it has and says so.
    """
    user = request.user
    if not isinstance(user, User):
        return JsonResponse({"error": "signed-out"}, status=401)
    try:
        told = json.loads(request.body)
        device, owner, (runs, broken) = device_named(told), told["owner"], runs_of(told)
    except UNREADABLE:
        return JsonResponse({"error": "unreadable"}, status=400)
    if owner != account_mark(user.public_id):
        return JsonResponse({"error": "signed-out"}, status=401)
    sent = keep_runs(user.pk, device, runs, now=now_milliseconds())
    refused = [*sent.refused, *((number, "unreadable") for number in broken)]
    return JsonResponse(
        {"kept": sent.kept, "refused": [{"number": number, "reason": reason} for number, reason in refused]}
    )
