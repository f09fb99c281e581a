"""What a form about the record carries along: whose it is, what it showed, and the key of a new entry.

So nothing is lost when the session ends before it is sent, when another window changed the same, or when it is sent
twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from uuid_utils.compat import uuid7

from certway.exchange.words.catalogue import catalogue
from certway.records.load import last_change
from certway.records.models import User
from certway.records.visits import account_mark
from certway.web.layout.visiting import visit_of

FOR, SHOWN, KEY = "for", "shown", "key"  # the names of the hidden boxes
_HELD = "held"  # the key in a session of a form that was sent without its account
_MOST_HELD = 32 * 1024  # letters, far more than any form of the record is filled with

_View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class FormMarks:
    """What the hidden boxes say."""

    account: str  # `account_mark`; empty for a visitor's form
    shown: str  # the last change of the record at that time
    key: str  # of the entry that the form makes, if it makes one


def form_marks(request: HttpRequest, *, anew: bool = False) -> FormMarks:
    """Return the marks of a form that is shown; one that comes back keeps its own, but for what it showed if `anew`."""
    told = request.POST
    shown = told.get(SHOWN) if not anew else None
    key = key_of(request) or uuid7()
    return FormMarks(_account(request), last_change(visit_of(request)) if shown is None else shown, str(key))


def shown_by(request: HttpRequest) -> str | None:
    """Return what the form that was sent showed; None where it does not say."""
    return request.POST.get(SHOWN)


def key_of(request: HttpRequest) -> UUID | None:
    """Return the key of the new entry of a form that was sent; None where it names none."""
    try:
        return UUID(request.POST.get(KEY, ""))
    except ValueError:
        return None


def answers_sent(request: HttpRequest) -> QueryDict | None:
    """Return what was typed into a form: sent now, or sent before its account was signed in again; None for nothing.

    The latter stays, also when the page is loaded anew, until the form is sent.
    """
    held = request.session.get(_HELD) or {}
    is_held = (held.get("at"), held.get(FOR)) == (request.path, _account(request))
    if request.method == "POST":
        if is_held:
            del request.session[_HELD]
        return request.POST
    if not is_held:
        return None
    messages.info(request, catalogue().say("held.here"))
    typed = QueryDict(mutable=True)
    for name, values in held["typed"].items():
        typed.setlist(name, values)
    return typed


def of_its_account(view: _View) -> _View:
    """Return a view that takes an account's form from that account alone.

    Where she was signed out meanwhile, what she typed is held while she signs in; then the form has it again.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        account = request.POST.get(FOR, "")
        if request.method != "POST" or account in ("", _account(request)):
            return view(request, *args, **named)
        if request.user.is_authenticated:  # somebody else's, by now
            messages.error(request, catalogue().say("held.other"))
            return HttpResponseRedirect(request.get_full_path())
        typed = _typed(request)
        if sum(len(value) for values in typed.values() for value in values) <= _MOST_HELD:
            request.session[_HELD] = {"at": request.path, FOR: account, "typed": typed}
            messages.info(request, catalogue().say("held.sign-in"))
        return redirect_to_login(request.get_full_path())

    return guarded


def _typed(request: HttpRequest) -> dict[str, list[str]]:
    return {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}


def _account(request: HttpRequest) -> str:
    return account_mark(request.user.public_id) if isinstance(request.user, User) else ""
