"""The credentials side by side."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from certway.actions.compare_credentials import compare_credentials
from certway.answers.newcomer import WEEKLY_HOURS
from certway.exchange.compare_json import compare_csv
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.telling import Telling
from certway.web.choose.forms import CompareForm
from certway.web.choose.table import COLUMNS, SORTED_BY, headline, table_rows
from certway.web.clock import today
from certway.web.layout.headings import Heading, headings


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """All credentials on a day, with the columns and in the order that were chosen."""
    form = _form(request)
    form.is_valid()
    day = form.day(today(request))
    answer = compare_credentials(day, state=form.state).of(form.credentials)
    context = {
        "form": form,
        "day": day,
        "place": Telling().state(form.state) if form.state else "",
        "headline": headline(answer),
        "rows": table_rows(answer, Telling(as_of=day), columns=form.columns, order=form.order),
        "headings": _headings(request, form),
        "hours": WEEKLY_HOURS,
        "chosen": bool({"on", "state", "credential", "column"} & set(request.GET)),
        "query": request.GET.urlencode(),
    }
    return render(request, "choose/compare.html", context, status=200 if form.is_valid() else 422)


@require_safe
def compare_file(request: HttpRequest) -> HttpResponse:
    """The same as a CSV file, with every column; the page itself where it has something to correct."""
    form = _form(request)
    if not form.is_valid():
        return compare(request)
    day = form.day(today(request))
    text = compare_csv(compare_credentials(day, state=form.state).of(form.credentials), Telling(as_of=day))
    name = "certway-credentials.csv"
    return HttpResponse(
        text, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _form(request: HttpRequest) -> CompareForm:
    credentials, sort = [*shipped_rules().sheets], request.GET.get("sort", "")
    asked = {
        "on": request.GET.get("on", ""),
        "state": request.GET.get("state", ""),
        "credential": request.GET.getlist("credential") or credentials,
        "column": request.GET.getlist("column") or COLUMNS,
        "sort": sort if sort in SORTED_BY else "",  # an order that there is not is the usual one
    }
    return CompareForm(asked, credentials=credentials)


_KEPT = ("on", "state", "credential", "column")  # what an order keeps of what was asked


def _headings(request: HttpRequest, form: CompareForm) -> list[Heading]:
    kept = [(name, value) for name, values in request.GET.lists() if name in _KEPT for value in values]
    return headings(
        [column for column in form.columns if column != "who"],
        sortable=SORTED_BY,
        order=form.order,
        address=lambda column: "?" + urlencode([*kept, ("sort", column)]),
    )
