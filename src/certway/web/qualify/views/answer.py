"""Where one stands: all credentials, and one with every condition."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from certway.actions.check_standing import check_standing
from certway.exchange.check_text import check_text
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.telling import Telling
from certway.web.clock import today
from certway.web.layout.known import read_draft
from certway.web.qualify.answer_page import answer_page


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """All credentials: verdict, days, and what is missing first."""
    (draft, known), day = read_draft(request), today(request)
    check = check_standing(draft, as_of=day)
    telling = Telling(as_of=day, entries=check.entries)
    texts = check_text(check, telling, shipped_rules().clauses, every_finding=False)
    page = answer_page(texts, draft, as_of=day, then=reverse("qualify:answer"))
    return render(request, "qualify/answer.html", {"page": page, "day": day, "known": known})


@require_safe
def credential(request: HttpRequest, credential: str) -> HttpResponse:
    """One credential, with every way and every condition."""
    if credential not in shipped_rules().sheets:
        raise Http404
    (draft, known), day = read_draft(request), today(request)
    check = check_standing(draft, as_of=day, credential=credential)
    texts = check_text(check, Telling(as_of=day, entries=check.entries), shipped_rules().clauses)
    page = answer_page(texts, draft, as_of=day, then=reverse("qualify:answer-credential", args=[credential]))
    return render(
        request, "qualify/credential.html", {"page": page, "answer": page.answers[0], "day": day, "known": known}
    )
