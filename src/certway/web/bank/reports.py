"""Reports about questions: send one, see what came of one's own, answer what waits (staff)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certway.actions.report_item import (
    TooManyReportsError,
    answer_report,
    report_item,
    see_open_reports,
    see_reports,
)
from certway.actions.see_bank import see_question
from certway.records.models.item_reports import LONGEST_REPORT
from certway.web.bank.staff import staff_alone, user_of
from certway.web.clock import now
from certway.web.layout.fields import say


@require_POST
@login_required
def report(request: HttpRequest, topic: str, name: str) -> HttpResponse:
    """Keep a report and lead to one's reports."""
    text = request.POST.get("text", "")
    seen = see_question(topic, name)
    if seen is None:
        raise Http404
    if not text.strip() or len(text) > LONGEST_REPORT:
        problem = say("bank.report.long", most=LONGEST_REPORT) if text.strip() else say("bank.report.empty")
        return render(request, "bank/question.html", {"one": seen, "problem": problem, "told": text}, status=422)
    try:
        report_item(user_of(request).pk, f"{topic}/{name}", text, at=now())
        messages.success(request, say("bank.report.sent"))
    except TooManyReportsError:
        messages.warning(request, say("bank.report.many"))
    return HttpResponseRedirect(reverse("bank:reports"))


@require_safe
@never_cache
@login_required
def reports(request: HttpRequest) -> HttpResponse:
    """What one reported, and what came of it."""
    return render(request, "bank/reports.html", {"reports": see_reports(user_of(request).pk)})


@require_safe
@never_cache
@staff_alone
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, for staff."""
    return render(request, "bank/waiting.html", {"reports": see_open_reports()})


@require_POST
@staff_alone
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer a report, as staff."""
    told, mended = request.POST.get("answer", ""), "mended" in request.POST
    done = answer_report(key, mended=mended, answer=told, at=now())
    if done:
        messages.success(request, say("bank.waiting.done"))
    else:
        messages.warning(request, say("bank.waiting.gone"))
    return HttpResponseRedirect(reverse("bank:waiting"))
