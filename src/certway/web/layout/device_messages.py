"""What scripts of ours send from a device, read with care: whoever sends anything else gets 400."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any, ParamSpec

from django.http import JsonResponse
from django.http.response import HttpResponseBase

from certway.core.sit.events import Response
from certway.records.models.sittings import LONGEST_DEVICE
from certway.records.room import NoRoomError, telling_no_room

_P = ParamSpec("_P")
MOST_SPENT = 24 * 3600 * 1000  # milliseconds
MOST_NUMBER = 2**31 - 1  # that a device counts to
MOST_TIME = 10**12  # milliseconds
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)  # what reading it raises


class UnreadableError(ValueError):
    """Raised for what no script of ours sends."""


def answering_no_room(view: Callable[_P, HttpResponseBase]) -> Callable[_P, HttpResponseBase]:
    """Let a view answer 507 where the database can't write: nothing is acknowledged then, and the script keeps it."""

    @wraps(view)
    def answered(*args: _P.args, **kwargs: _P.kwargs) -> HttpResponseBase:
        try:
            with telling_no_room():
                return view(*args, **kwargs)
        except NoRoomError:
            return JsonResponse({"error": "no-room"}, status=HTTPStatus.INSUFFICIENT_STORAGE)

    return answered


def device_named(told: Mapping[str, Any]) -> str:
    """Return the device of a message. Raises UnreadableError."""
    device = told["device"]
    if not isinstance(device, str) or not 0 < len(device) <= LONGEST_DEVICE:
        raise UnreadableError("no device")
    return device


def whole(told: object, most: int) -> int:
    """Return a whole number from 0 to `most`. Raises UnreadableError."""
    if isinstance(told, bool) or not isinstance(told, int) or not 0 <= told <= most:
        raise UnreadableError("no whole number")
    return told


def percent(told: object) -> int | None:
    """Return how sure somebody is; None where she did not say. Raises UnreadableError."""
    return None if told is None else whole(told, 100)


def spent(told: Mapping[str, Any]) -> int:
    """Return how many milliseconds something took, a day at most. Raises UnreadableError."""
    return min(whole(told.get("spent", 0), MOST_TIME), MOST_SPENT)


def response(told: object) -> Response:
    """Return what was answered to a question. Raises UnreadableError."""
    if isinstance(told, str):
        return told[:100]
    if not isinstance(told, list) or len(told) > 100:
        raise UnreadableError("no response")
    return tuple(-1 if one == -1 else whole(one, 100) for one in told)
