"""What was changed, and the record as it was known earlier."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from certway.actions.see_history import put_back, see_history
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import listed
from certway.web.clock import zone_of
from certway.web.layout.known import KNOWN, is_to_come, known_of
from certway.web.layout.visiting import visit_of

PAGE = "page"  # the parameter that counts pages, from 1


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Every change, the newest first, a page at a time. A day that was typed leads on to the answers of that day."""
    if request.GET.get(KNOWN):
        known = known_of(request)
        if known is not None:
            return HttpResponseRedirect(f"{reverse('qualify:answer')}?{KNOWN}={known.day_text}")
    number = request.GET.get(PAGE, "1")
    if not number.isdecimal() or len(number) > 6 or int(number) < 1:
        raise Http404
    history = see_history(visit_of(request), page=int(number))
    words, zone = catalogue(), zone_of(request)
    shown = [
        {
            "change": one,
            "at": one.made_at.astimezone(zone),
            "what": f"history.{one.kind}",
            "sections": listed([words.say(f"topic.{name}") for name in one.topics], "and", words)
            or words.say("history.nothing"),
        }
        for one in history.changes
    ]
    wrong = ""
    if request.GET.get(KNOWN):
        wrong = words.say("history.day.to-come") if is_to_come(request) else words.say("history.day.wrong")
    context = {"history": history, "shown": shown, "wrong": wrong}
    return render(request, "record/history.html", context, status=422 if wrong else 200)


@require_POST
def restore(request: HttpRequest) -> HttpResponse:
    """Put the whole record back to what it was before a change."""
    try:
        name = UUID(request.POST.get("change", ""))
    except ValueError:
        raise Http404 from None
    if not put_back(visit_of(request), name):
        raise Http404
    return HttpResponseRedirect(reverse("record:record"))
