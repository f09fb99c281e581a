"""The ledger of credits, on a page and as a table to take along."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from certway.actions.see_credits import see_counts, see_credits, write_ledger
from certway.records.history import undoable_change
from certway.web.clock import today
from certway.web.layout.visiting import visit_of
from certway.web.renew.ledger_rows import told_years

FILE_NAME = "certway-credits.csv"
MARK = "\ufeff"  # by which spreadsheets know UTF-8


@require_safe
def credits(request: HttpRequest) -> HttpResponse:
    """Every credit, by year, the newest first."""
    visit = visit_of(request)
    years = told_years(see_credits(visit), see_counts(visit, as_of=today(request)))
    context = {
        "years": years,
        "count": sum(len(year.rows) for year in years),
        "needs_account": visit.user_id is None,
        "undoable": undoable_change(visit),
    }
    return render(request, "renew/credits.html", context)


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The ledger as CSV; with no credits the headers alone, to fill in."""
    return HttpResponse(
        MARK + write_ledger(visit_of(request)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{FILE_NAME}"'},
    )
