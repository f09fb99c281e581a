"""What was changed, and the record as it was known earlier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from certway.actions.see_history import SeenChange, put_back, put_back_entry, see_history, see_restoring
from certway.exchange.words.catalogue import catalogue
from certway.web.clock import zone_of
from certway.web.layout.known import KNOWN, is_to_come, known_of
from certway.web.layout.visiting import visit_of
from certway.web.record.told_differences import ToldDifferences, tell_differences

PAGE = "page"  # the parameter that counts pages, from 1
LOOK_AT = "see"  # the parameter that says what of an earlier day to show: the record, or else the answers


@dataclass(frozen=True, slots=True)
class _ToldChange:
    """One change in words; its moments are where the reader is."""

    id: UUID
    number: int  # from 1, the first of all
    at: datetime
    message: str  # what kind of change it is; empty where its lines say that
    told: ToldDifferences
    undone_at: datetime | None
    undoes: datetime | None
    removed: bool  # one entry, which can be put back by itself


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Every change, the newest first, a page at a time. A day that was typed leads on to what was known on that day."""
    if request.GET.get(KNOWN):
        known = known_of(request)
        if known is not None:
            page = "record:record" if request.GET.get(LOOK_AT) == "record" else "qualify:answer"
            return HttpResponseRedirect(f"{reverse(page)}{known.query}")
    number = request.GET.get(PAGE, "1")
    if not number.isdecimal() or len(number) > 6 or int(number) < 1:
        raise Http404
    history = see_history(visit_of(request), page=int(number))
    shown = [_told(one, zone_of(request)) for one in history.changes]
    wrong = ""
    if request.GET.get(KNOWN):
        wrong = catalogue().say("history.day.to-come" if is_to_come(request) else "history.day.wrong")
    context = {"history": history, "shown": shown, "wrong": wrong}
    return render(request, "record/history.html", context, status=422 if wrong else 200)


def _told(change: SeenChange, zone: tzinfo | None) -> _ToldChange:
    message = f"history.{change.kind}"
    return _ToldChange(
        id=change.id,
        number=change.number,
        at=change.made_at.astimezone(zone),
        message=message if catalogue().find(message) else "",
        told=tell_differences(change.differences, "did"),
        undone_at=change.undone_at.astimezone(zone) if change.undone_at else None,
        undoes=change.undoes.astimezone(zone) if change.undoes else None,
        removed=change.kind == "removed",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest) -> HttpResponse:
    """Show what putting the whole record back to before a change would do; POST does it."""
    sent = request.POST if request.method == "POST" else request.GET
    try:
        name = UUID(sent.get("change", ""))
    except ValueError:
        raise Http404 from None
    visit = visit_of(request)
    if request.method == "POST":
        put = put_back_entry if sent.get("only") == "entry" else put_back
        if not put(visit, name):
            raise Http404
        messages.success(request, catalogue().say("history.put-back"))
        return HttpResponseRedirect(reverse("record:record"))
    seen = see_restoring(visit, name)
    if seen is None:
        raise Http404
    context = {
        "change": seen.id,
        "at": seen.made_at.astimezone(zone_of(request)),
        "told": tell_differences(seen.differences, "will"),
    }
    return render(request, "record/restore.html", context)
