"""Everything told at once: a file in, a file out, Maria's, undo, forget."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certway.actions import replace_answers
from certway.core.units.errors import InputError, Problem
from certway.exchange.file_kinds import ResumeFileError
from certway.exchange.person_file import dump_person
from certway.exchange.yaml_files import MOST_BYTES
from certway.web.layout.addresses import then_of
from certway.web.layout.bodies import takes_file
from certway.web.layout.fields import say
from certway.web.layout.known import read_draft
from certway.web.layout.visiting import visit_of

FILE_NAME = "certway-answers.yaml"
SHOWN_PROBLEMS = 30


@takes_file(MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest) -> HttpResponse:
    """Load a person file in place of everything told."""
    problems: list[Problem] = []
    elsewhere = False  # whether it is a file for another page
    if request.method == "POST":
        upload = request.FILES.get("file")
        if upload is None:
            problems = [Problem("", 0, say("error.file.none"))]
        else:
            try:
                # One byte more than is read tells that a file is too large, without reading all of it.
                replace_answers.load_file(visit_of(request), upload.read(MOST_BYTES + 1), upload.name or "")
            except ResumeFileError:
                elsewhere = True
            except InputError as error:
                problems = list(error.problems)
            else:
                return HttpResponseRedirect(reverse("qualify:topics"))
    context = {
        "problems": problems[:SHOWN_PROBLEMS],
        "more": max(0, len(problems) - SHOWN_PROBLEMS),
        "elsewhere": elsewhere,
    }
    return render(request, "qualify/file.html", context, status=422 if problems or elsewhere else 200)


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Everything told, as a person file."""
    draft, _known = read_draft(request)
    return HttpResponse(
        dump_person(draft.record),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{FILE_NAME}"'},
    )


@require_POST
def maria(request: HttpRequest) -> HttpResponse:
    """Go on as Maria; whoever has an account has her own record there, which Maria's does not replace."""
    if visit_of(request).user_id is None:
        replace_answers.try_maria(visit_of(request))
    return HttpResponseRedirect(reverse("qualify:answer"))


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Put back what the change that the button names replaced or removed, if that is still the last one."""
    undone = False
    with suppress(ValueError):
        undone = replace_answers.undo(visit_of(request), UUID(request.POST.get("change", "")))
    if not undone:
        messages.info(request, say("undo.not"))
    return HttpResponseRedirect(then_of(request) or reverse("qualify:topics"))


@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest) -> HttpResponse:
    """Delete everything told, after asking once. A record that belongs to an account goes with that."""
    if visit_of(request).user_id is not None:
        return HttpResponseRedirect(reverse("accounts:delete"))
    if request.method != "POST":
        return render(request, "qualify/forget.html")
    replace_answers.forget(visit_of(request))
    # Pages that the browser keeps to go back to would still show the answers.
    return HttpResponseRedirect(reverse("start"), headers={"Clear-Site-Data": '"cache"'})
