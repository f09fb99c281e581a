"""Everything about one's sittings, to take along."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from certway.actions.take_exams import take_exams
from certway.records.models import User
from certway.web.clock import moment
from certway.web.layout.whole_files import JSON, whole_file

FILE_NAME = "certway-exams.json"


@require_safe
@login_required
def take(request: HttpRequest) -> HttpResponseBase:
    """All sittings as one file."""
    user, at = request.user, moment()
    assert isinstance(user, User)
    return whole_file(lambda out: take_exams(user.pk, at=at, out=out), name=FILE_NAME, content_type=JSON)
