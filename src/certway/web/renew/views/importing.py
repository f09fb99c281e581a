"""Credits from a table: looked at first, row by row; what is ticked is kept in one change."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from certway.actions.take_credits import SeenTable, see_table, take_credits
from certway.core.units.errors import InputError, Problem
from certway.exchange.credit_table import MOST_BYTES, MOST_ROWS, write_credits
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import bytes_words, listed, number
from certway.web.layout.fields import say
from certway.web.layout.form_marks import answers_sent, form_marks, key_of, of_its_account
from certway.web.layout.visiting import visit_of
from certway.web.renew.ledger_rows import CreditWords, credit_words

SHOWN_PROBLEMS = 30
TABLE, TAKE = "table", "take"  # the boxes with the rows, and with those that were ticked
_PASTED = "table"  # what problems call a table that was pasted


@dataclass(frozen=True, slots=True)
class _Row:
    """One row to tick."""

    place: int  # from 0
    told: CreditWords
    is_double: bool
    ticked: bool


@require_http_methods(["GET", "HEAD", "POST"])
@of_its_account
def look(request: HttpRequest) -> HttpResponse:
    """Ask for a table; POST shows what it tells, without keeping anything."""
    sent = answers_sent(request)
    file, pasted = request.FILES.get("file"), sent.get("text", "") if sent else ""
    if request.method != "POST":
        return _ask(request, [], pasted)
    if file is None and not pasted.strip():
        return _ask(request, [Problem("", 0, say("renew.import.none"))])
    try:
        content = pasted if file is None else file.read(MOST_BYTES + 1)
        seen = see_table(visit_of(request), content, _PASTED if file is None else file.name or "")
    except InputError as error:
        return _ask(request, error.problems, pasted)
    return _preview(request, seen, ticked=None)


@require_http_methods(["GET", "HEAD", "POST"])
@of_its_account
def take(request: HttpRequest) -> HttpResponse:
    """Keep the rows that were ticked."""
    sent = answers_sent(request)
    if sent is None:
        return HttpResponseRedirect(reverse("renew:import-credits"))
    visit = visit_of(request)
    try:
        seen = see_table(visit, sent.get(TABLE, ""), _PASTED)
    except InputError as error:
        return _ask(request, error.problems)
    ticked = {place for place in range(len(seen.rows)) if str(place) in set(sent.getlist(TAKE))}
    if request.method != "POST" or not ticked:
        problem = say("renew.import.none-ticked") if request.method == "POST" else ""
        return _preview(request, seen, ticked=ticked, problem=problem)
    count = take_credits(visit, {place: seen.rows[place].row.entry for place in ticked}, key=key_of(request))
    messages.success(request, catalogue().say_many("renew.import.done", count, n=count))
    return HttpResponseRedirect(reverse("renew:credits"))


def _ask(request: HttpRequest, problems: Collection[Problem], pasted: str = "") -> HttpResponse:
    context = {
        "problems": [*problems][:SHOWN_PROBLEMS],
        "more": max(0, len(problems) - SHOWN_PROBLEMS),
        "pasted": pasted,
        "marks": form_marks(request),
        "most": bytes_words(MOST_BYTES, catalogue()),
        "rows": number(MOST_ROWS),
    }
    return render(request, "renew/import.html", context, status=422 if problems else 200)


def _preview(
    request: HttpRequest, seen: SeenTable, *, ticked: Collection[int] | None, problem: str = ""
) -> HttpResponse:
    chosen = {place for place, one in enumerate(seen.rows) if not one.is_double} if ticked is None else ticked
    rows = tuple(
        _Row(place, credit_words(one.row.entry), one.is_double, place in chosen) for place, one in enumerate(seen.rows)
    )
    marks = form_marks(request)
    if ticked is None:  # a table that is new makes entries of its own, also where the page before it was gone back to
        marks = replace(marks, key=str(uuid7()))
    context = {
        "rows": rows,
        "doubles": sum(row.is_double for row in rows),
        "unknown": listed(seen.table.unknown_columns, "and", catalogue()),
        "unknown_count": len(seen.table.unknown_columns),
        "sums": listed([str(line) for line in seen.table.sums], "and", catalogue()),
        "sums_count": len(seen.table.sums),
        "table": write_credits(one.row.entry for one in seen.rows),
        "marks": marks,
        "problem": problem,
    }
    return render(request, "renew/preview.html", context, status=422 if problem else 200)
