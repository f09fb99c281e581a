"""One view that inserts one row with the durability of an answer, and does nothing else."""

from __future__ import annotations

import json

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.urls import path

from certway.records.models import SittingEvent


def insert(request: HttpRequest) -> JsonResponse:
    """Insert a row and say so once it is committed."""
    told = json.loads(request.body)
    with transaction.atomic():
        SittingEvent.objects.create(
            sitting_id=told["sitting"], kind="answered", at=1, received=1, place=1, content={"response": [1]}
        )
    return JsonResponse({"kept": [told["number"]]})


urlpatterns = [path("insert/", insert)]
