"""Measured values of questions: what is in use and from what; a file in, the answers out, a calibration here."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certway.actions.calibrate_items import (
    LEAST_ANSWERS,
    LEAST_ATTEMPTS,
    CalibrationLine,
    TooFewAttemptsError,
    ask_to_calibrate,
    responses_file,
    see_calibrations,
    take_parameters,
    withdraw_calibration,
)
from certway.core.units.errors import InputError, Problem
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import bytes_words, number
from certway.records.models import CalibrationState
from certway.web.bank.staff import staff_alone, user_of
from certway.web.clock import day_of, now
from certway.web.layout.bodies import takes_file
from certway.web.layout.fields import say

MOST_BYTES = 4 * 1024 * 1024  # of a file
SHOWN = 100  # problems that a page lists


@takes_file(MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_alone
def calibration(request: HttpRequest) -> HttpResponse:
    """What was calibrated; POST takes the values of a file."""
    if request.method != "POST":
        return _page(request)
    upload = request.FILES.get("file")
    if upload is None:
        return _page(request, problem=say("document.refused.none"))
    content, name = upload.read(MOST_BYTES + 1), upload.name or ""
    if len(content) > MOST_BYTES:
        return _page(request, problem=say("calibration.large", most=bytes_words(MOST_BYTES, catalogue())))
    try:
        taken = take_parameters(user_of(request), content, name, at=now())
    except InputError as error:
        return _page(request, problem=say("calibration.refused", file=name), problems=error.problems)
    messages.success(request, catalogue().say_many("calibration.taken", taken.items, n=number(taken.items)))
    if taken.left_out:
        messages.info(request, catalogue().say_many("calibration.left-out", taken.left_out, n=number(taken.left_out)))
    return HttpResponseRedirect(reverse("bank:calibration"))


def _page(request: HttpRequest, *, problem: str = "", problems: tuple[Problem, ...] = ()) -> HttpResponse:
    seen = see_calibrations(now())
    context = {
        "lines": [(one, _state(one), day_of(request, one.at)) for one in seen.lines],
        "exams": seen.exams,
        "least": LEAST_ATTEMPTS,
        "least_answers": LEAST_ANSWERS,
        "problem": problem,
        "problems": problems[:SHOWN],
        "more": max(0, len(problems) - SHOWN),
        "most": bytes_words(MOST_BYTES, catalogue()),
    }
    return render(request, "bank/calibration.html", context, status=422 if problem else 200)


def _state(one: CalibrationLine) -> str:
    is_superseded = one.state == CalibrationState.DONE and not one.in_use
    return say("calibration.superseded" if is_superseded else f"calibration.state.{one.state}")


@require_POST
@staff_alone
def begin(request: HttpRequest) -> HttpResponse:
    """Have an exam's questions calibrated by the answers here."""
    try:
        is_new = ask_to_calibrate(user_of(request), request.POST.get("exam", ""), at=now())
        messages.success(request, say("calibration.begun" if is_new else "calibration.begun-before"))
    except TooFewAttemptsError:
        messages.error(request, say("calibration.few", least=LEAST_ATTEMPTS))
    return HttpResponseRedirect(reverse("bank:calibration"))


@require_POST
@staff_alone
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a calibration out of use."""
    if withdraw_calibration(key):
        messages.success(request, say("calibration.withdrawn"))
    return HttpResponseRedirect(reverse("bank:calibration"))


@require_safe
@never_cache
@staff_alone
def responses(request: HttpRequest, exam: str) -> HttpResponseBase:
    """The answers to an exam as a table to be saved; nothing in it leads to anybody."""
    lines = responses_file(exam)
    if lines is None:
        raise Http404
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="responses-{exam}.csv"'
    return response
