"""The record as a JSON Resume, out and in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from certway.actions.take_resume import AddedResume, add_resume, make_resume
from certway.core.units.errors import InputError, Problem
from certway.exchange.file_kinds import PersonFileError
from certway.exchange.yaml_files import MOST_BYTES
from certway.records.load import load_draft
from certway.web.layout.bodies import takes_file
from certway.web.layout.fields import say
from certway.web.layout.visiting import visit_of
from certway.web.record.leftovers import kinds_of, lines_of

FILE_NAME = "certway-resume.json"
SHOWN_PROBLEMS = 30


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The record without what is nobody else's business; without the certificates' numbers where that is asked."""
    numbers = request.GET.get("numbers") != "no"
    return HttpResponse(
        make_resume(load_draft(visit_of(request)), numbers=numbers),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{FILE_NAME}"'},
    )


@takes_file(MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Add what a JSON Resume tells; what can't be taken over is named."""
    problems: list[Problem] = []
    done: AddedResume | None = None
    elsewhere = False  # whether it is a file for another page
    if request.method == "POST":
        sent = request.FILES.get("file")
        if sent is None:
            problems = [Problem("", 0, say("error.file.none"))]
        else:
            try:
                done = add_resume(visit_of(request), sent.read(MOST_BYTES + 1), sent.name or "")
            except PersonFileError:
                elsewhere = True
            except InputError as error:
                problems = list(error.problems)
    context = {
        "problems": problems[:SHOWN_PROBLEMS],
        "more": max(0, len(problems) - SHOWN_PROBLEMS),
        "elsewhere": elsewhere,
        "done": done,
        "left": lines_of(done.left) if done else (),
        "kinds": kinds_of(done.left) if done else "",
    }
    return render(request, "record/resume.html", context, status=422 if problems or elsewhere else 200)
