"""Everything about one's sittings, to take along."""

from __future__ import annotations

from contextlib import ExitStack
from tempfile import TemporaryFile

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from certway.actions.take_exams import take_exams
from certway.records.models import User
from certway.web.clock import moment

FILE_NAME = "certway-exams.json"
CONTENT_TYPE = "application/json; charset=utf-8"


@require_safe
@login_required
def take(request: HttpRequest) -> HttpResponseBase:
    """All sittings as one file. It is whole before it is sent: what went wrong half way would look like a whole one."""
    assert isinstance(request.user, User)
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile())
        take_exams(request.user.pk, at=moment(), out=file)
        stack.pop_all()  # from here on the response closes it
    file.seek(0)
    response = FileResponse(
        file, as_attachment=True, filename=FILE_NAME, content_type="application/json; charset=utf-8"
    )
    response["Cache-Control"] = "private, no-store"
    return response
