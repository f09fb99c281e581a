"""What answers say about questions: the list, a question with its versions, and reckoning it anew."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certway.actions.reckon_statistics import ask_to_reckon
from certway.actions.see_statistics import (
    FALLING,
    ORDERS,
    SHOWN,
    ExamBasis,
    FiguresLine,
    FiguresList,
    MeasuredVersion,
    Order,
    see_figures,
    see_item_figures,
)
from certway.core.psychometrics.item_flags import LEAST_ANSWERS
from certway.exchange.figures_text import decimal_text, form_texts, percent_text, version_text
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import number
from certway.web.bank.known_words import known_words
from certway.web.bank.staff import staff_alone
from certway.web.clock import day_of
from certway.web.layout.fields import say

EXAM, FLAG, ORDER, PAGE = "exam", "flag", "order", "page"  # parameters
TURNED = "-"  # before an order: the other way round


@require_safe
@never_cache
@staff_alone
def statistics(request: HttpRequest) -> HttpResponse:
    """The questions with their figures, those of an exam, with a flag, in an order."""
    asked, page = request.GET, request.GET.get(PAGE, "1")
    shown = next((one for one in SHOWN if one == asked.get(FLAG)), SHOWN[0])
    told = asked.get(ORDER, "")
    order = next((one for one in ORDERS if one == told.removeprefix(TURNED)), ORDERS[1])
    place = int(page) if page.isascii() and page.isdecimal() and len(page) < 7 else 1
    seen = see_figures(asked.get(EXAM, ""), shown, order, place, turned=told.startswith(TURNED))
    chosen = [seen.basis] if seen.basis else list(seen.exams)
    context = {
        "seen": seen,
        "exams": _exams(seen),
        "flags": [(say(f"figures.shown.{one}"), seen.counts[one], _address(seen, flag=one), one) for one in SHOWN],
        "orders": [(say(f"figures.order.{one}"), one, *_order(seen, one)) for one in ORDERS],
        "lines": [(line, *_cells(line)) for line in seen.lines],
        "forms": _forms(seen.basis) if seen.basis else [],
        "on": day_of(request, max(one.reckoned_at for one in chosen)) if chosen else None,
        "attempts": number(sum(one.attempts for one in chosen)),
        "answers": number(sum(one.answers for one in chosen)),
        "passed_over": sum(one.passed_over for one in chosen),
        "least": LEAST_ANSWERS,
        "newer": _address(seen, page=seen.page - 1) if seen.page > 1 else "",
        "older": _address(seen, page=seen.page + 1) if seen.page < seen.pages else "",
    }
    return render(request, "bank/statistics.html", context)


def _forms(basis: ExamBasis) -> list[str]:
    adaptive, most, words = basis.is_adaptive, basis.most_alike, catalogue()
    return [*form_texts(basis.forms, basis.drawn, is_adaptive=adaptive, most_alike=most, words=words)]


def _exams(seen: FiguresList) -> list[tuple[str, str, bool]]:
    every = (say("figures.all-exams"), _address(seen, exam=""), not seen.exam)
    return [every, *((one.short, _address(seen, exam=one.exam), one.exam == seen.exam) for one in seen.exams)]


def _address(seen: FiguresList, **changed: object) -> str:
    """Return the address of the list with something changed; another choice begins at its first page."""
    order = (TURNED if seen.is_turned else "") + seen.order
    told = {EXAM: seen.exam, FLAG: seen.shown, ORDER: order, **changed}
    usual = {EXAM: "", FLAG: SHOWN[0], ORDER: ORDERS[1], PAGE: 1}
    query = urlencode({name: value for name, value in told.items() if value != usual[name]})
    return reverse("bank:statistics") + (f"?{query}" if query else "")


def _order(seen: FiguresList, order: Order) -> tuple[str, str]:
    """Return the address of the list in an order, turned where it is in that already, and how it is sorted now."""
    if order != seen.order:
        return _address(seen, order=order), ""
    falling = (order in FALLING) is not seen.is_turned
    again = order if seen.is_turned else f"{TURNED}{order}"
    return _address(seen, order=again), "descending" if falling else "ascending"


def _cells(line: FiguresLine) -> tuple[str, str, list[str]]:
    """Return the share of right answers, the discrimination and the names of the flags."""
    words, found = catalogue(), line.figures
    flags = [words.say(f"figures.flag.{flag}") for flag in found.flags]
    flags += [words.say("figures.flag.reported")] if line.is_reported else []
    return percent_text(found.difficulty, words), decimal_text(found.discrimination, words), flags


@require_safe
@never_cache
@staff_alone
def item_statistics(request: HttpRequest, topic: str, name: str) -> HttpResponse:
    """What answers say about one question, version by version and exam by exam."""
    seen = see_item_figures(f"{topic}/{name}")
    if seen is None:
        raise Http404
    words = catalogue()
    context = {
        "seen": seen,
        "known": known_words(request, seen.known),
        "versions": [(line, version_text(line.figures, item, words)) for line, item in seen.versions],
        "measured": [(one, *_values(one), day_of(request, one.at)) for one in seen.measured],
        "least": LEAST_ANSWERS,
    }
    return render(request, "bank/item_statistics.html", context)


def _values(one: MeasuredVersion) -> tuple[str, str, str]:
    """Return discrimination, difficulty with its standard error, and guessing."""
    words, values = catalogue(), one.values
    difficulty = decimal_text(values.b, words)
    if one.error is not None:
        difficulty = say("figures.give-or-take", value=difficulty, n=f"{one.error:.2f}")
    return decimal_text(values.a, words), difficulty, decimal_text(values.c, words)


@require_POST
@staff_alone
def reckon(request: HttpRequest) -> HttpResponse:
    """Have the figures reckoned anew, in the background."""
    ask_to_reckon()
    messages.success(request, say("figures.reckoning"))
    return HttpResponseRedirect(reverse("bank:statistics"))
