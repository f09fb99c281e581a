"""What helps: a credential to choose, and what is on offer for it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from certway.actions.see_resources import see_resources
from certway.exchange.resources_text import ResourcesText, resources_text
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.telling import Telling
from certway.web.clock import today


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The credentials, with how much there is for each."""
    texts = [_text(credential, today(request)) for credential in shipped_rules().sheets]
    return render(request, "resources/choose.html", {"texts": texts})


@require_safe
def credential(request: HttpRequest, credential: str) -> HttpResponse:
    """All offers for one credential, in the order of the road."""
    if credential not in shipped_rules().sheets:
        raise Http404
    day = today(request)
    return render(request, "resources/credential.html", {"text": _text(credential, day), "day": day})


def _text(credential: str, day: int) -> ResourcesText:
    about = shipped_rules().sheets[credential].credential
    return resources_text(see_resources(credential, day), about, Telling(as_of=day))
