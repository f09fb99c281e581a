"""What came of a sitting."""

from __future__ import annotations

from contextlib import ExitStack
from tempfile import TemporaryFile
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certway.actions.note_mistake import note_mistake
from certway.actions.print_report import print_report
from certway.actions.see_report import SHOWN, SeenReport, Shown, see_report
from certway.actions.see_sitting import see_sitting
from certway.exchange.report_pdf import ReportError
from certway.exchange.sitting_text import sitting_text
from certway.exchange.weakness_text import weakness_text
from certway.exchange.words.catalogue import catalogue
from certway.records.models import MistakeKind, User
from certway.web.clock import day_of, now, now_milliseconds, zone_of
from certway.web.layout.fields import say
from certway.web.layout.templatetags.paper import qr

SHOW, PAGE = "show", "page"  # parameters: which questions, and which page of them, from 1


@require_safe
@never_cache
@login_required
def report(request: HttpRequest, key: UUID) -> HttpResponse:
    """The report; while the sitting runs, the way back to it."""
    user_id, at = _user_id(request), now_milliseconds()
    shown, page = _place_in_list(request.GET)
    seen = see_report(user_id, key, now=at, shown=shown, page=page)
    if seen is None:
        if see_sitting(user_id, key, now=at) is None:
            raise Http404
        return HttpResponseRedirect(reverse("sit:screen", args=[key]))
    return render(request, "sit/report.html", _context(request, seen))


def _context(request: HttpRequest, seen: SeenReport) -> dict[str, object]:
    told, words = seen.told, catalogue()
    scale = None if told.is_practice else told.profile.scale
    missed = {one.place for one in told.report.items if not one.right}
    said = [kind for place, kind in told.mistakes.items() if place in missed]
    return {
        "seen": seen,
        "told": told,
        "exam": told.form.exam,
        "text": sitting_text(told.report, told.names, scale, words, adaptive=told.profile.adaptive),
        "weak": None if seen.weakness is None else weakness_text(seen.weakness, told.names, words),
        "pairs": [(one, text, told.mistakes.get(one.place, "")) for one, text in seen.questions],
        "kinds": [(kind, say(f"report.mistake.{kind}"), said.count(kind)) for kind in MistakeKind.values],
        "said": len(said),
        "missed": len(missed),
        "lists": [(one, say(f"report.show.{one}"), seen.counts[one]) for one in SHOWN if seen.counts[one]],
        "on": day_of(request, told.made_at),
    }


def _place_in_list(asked: QueryDict) -> tuple[Shown, int]:
    """Return which questions are asked for, and the page of them."""
    page, wanted = asked.get(PAGE, ""), asked.get(SHOW, "")
    shown: Shown = next((one for one in SHOWN if one == wanted), SHOWN[0])
    return shown, max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < 4 else 1


@require_safe
@login_required
def pdf(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The report as a PDF to print, with every question or with those that were missed."""
    address = request.build_absolute_uri(reverse("sit:report", args=[key]))
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile())
        try:
            name = print_report(
                _user_id(request),
                key,
                missed_only=request.GET.get(SHOW) == "missed",
                address=address,
                qr=qr(address),
                at=now(),
                zone=zone_of(request),
                out=file,
            )
        except ReportError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("sit:report", args=[key]))
        if name is None:
            raise Http404
        stack.pop_all()  # from here on the response closes it
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
def mistake(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep why an answer was wrong, and lead back to it."""
    told = request.POST.get("place", "")
    place = int(told) if told.isascii() and told.isdecimal() and len(told) < 5 else -1
    try:
        note_mistake(_user_id(request), key, place, request.POST.get("kind", ""))
    except LookupError as error:
        raise Http404 from error
    shown, page = _place_in_list(request.POST)
    back = urlencode({SHOW: shown, PAGE: page}) if (shown, page) != (SHOWN[0], 1) else ""
    return HttpResponseRedirect(f"{reverse('sit:report', args=[key])}{'?' if back else ''}{back}#question-{place}")


def _user_id(request: HttpRequest) -> int:
    assert isinstance(request.user, User)
    return request.user.pk
