"""Pages for staff alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from certway.records.models import User

_View = Callable[..., HttpResponseBase]


def staff_alone(view: _View) -> _View:
    """Return a view that is not there for anybody else: that there is such a page is nobody's business."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **named: object) -> HttpResponseBase:
        if not is_staff(request):
            raise Http404
        return view(request, *args, **named)

    return guarded


def is_staff(request: HttpRequest) -> bool:
    """Tell whether who asks is signed in and runs this place."""
    return request.user.is_authenticated and isinstance(request.user, User) and request.user.is_staff


def user_of(request: HttpRequest) -> User:
    """Return who is signed in, on a page that nobody else gets to."""
    assert isinstance(request.user, User)
    return request.user
