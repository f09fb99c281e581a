"""What came of a sitting."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certway.actions.note_mistake import mistakes_of, note_mistake
from certway.actions.see_sitting import see_report, see_sitting
from certway.exchange.sitting_text import sitting_text
from certway.exchange.words.catalogue import catalogue
from certway.records.models import MistakeKind, User
from certway.web.clock import day_of, now_milliseconds
from certway.web.layout.fields import say


@require_safe
@never_cache
@login_required
def report(request: HttpRequest, key: UUID) -> HttpResponse:
    """The report; while the sitting runs, the way back to it."""
    assert isinstance(request.user, User)
    now = now_milliseconds()
    seen = see_report(request.user.pk, key, now=now)
    if seen is None:
        if see_sitting(request.user.pk, key, now=now) is None:
            raise Http404
        return HttpResponseRedirect(reverse("sit:screen", args=[key]))
    told = sitting_text(seen.report, seen.nodes, None if seen.is_practice else seen.profile.scale, catalogue())
    said = mistakes_of(request.user.pk, key)
    pairs = [(one, text, said.get(one.place, "")) for one, text in zip(seen.report.items, seen.texts, strict=True)]
    wrong = [kind for one, _, kind in pairs if not one.right]
    kinds = [(kind, say(f"report.mistake.{kind}"), wrong.count(kind)) for kind in MistakeKind.values]
    context = {
        "seen": seen,
        "told": told,
        "pairs": pairs,
        "kinds": kinds,
        "said": sum(count for _, _, count in kinds),
        "wrong": len(wrong),
        "on": day_of(request, seen.made_at),
    }
    return render(request, "sit/report.html", context)


@require_POST
@login_required
def mistake(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep why an answer was wrong, and lead back to it."""
    assert isinstance(request.user, User)
    told = request.POST.get("place", "")
    place = int(told) if told.isascii() and told.isdecimal() and len(told) < 5 else -1
    try:
        note_mistake(request.user.pk, key, place, request.POST.get("kind", ""))
    except LookupError as error:
        raise Http404 from error
    return HttpResponseRedirect(reverse("sit:report", args=[key]) + f"#question-{place}")
