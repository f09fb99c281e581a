"""Who may open a page of accounts, and how."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

View = Callable[..., HttpResponseBase]
LOOK = ("GET", "HEAD")


def entrance(view: View) -> View:
    """Return a page for everybody, with a form."""
    return require_http_methods([*LOOK, "POST"])(view)


def seen(view: View) -> View:
    """Return a page that is only looked at, by whoever is signed in."""
    return require_safe(never_cache(login_required(view)))


def own(view: View) -> View:
    """Return a page with a form, for whoever is signed in; others sign in first."""
    return require_http_methods([*LOOK, "POST"])(never_cache(login_required(view)))


def confirmed(view: View, *, form: bool = True) -> View:
    """Return a page, with a form or without, for whoever has just confirmed that it is she; others do that first.

    What was sent without that is not kept meanwhile: allauth would put the whole request into the session.
    """
    checked = reauthentication_required(app="allauth.account")(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **named: object) -> HttpResponseBase:
        try:
            response: HttpResponseBase = checked(request, *args, **named)
        except ReauthenticationRequired:
            methods = get_adapter().get_reauthentication_methods(request.user)
            address = methods[0]["url"] if methods else reverse("account_login")
            return HttpResponseRedirect(f"{address}?{urlencode({'next': request.path})}")
        return response

    return own(guarded) if form else seen(guarded)
