"""Everything about one's study, to take along."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from certway.actions.take_study import take_reviews_along, take_study
from certway.records.models import User
from certway.web.clock import moment
from certway.web.layout.whole_files import CSV, JSON, whole_file

STUDY_FILE, REVIEWS_FILE = "certway-study.json", "certway-reviews.csv"


@require_safe
@login_required
def take(request: HttpRequest) -> HttpResponseBase:
    """All of one's study as one file."""
    user, at = request.user, moment()
    assert isinstance(user, User)
    return whole_file(lambda out: take_study(user.pk, at=at, out=out), name=STUDY_FILE, content_type=JSON)


@require_safe
@login_required
def reviews(request: HttpRequest) -> HttpResponseBase:
    """One's reviews as other programs read them."""
    user = request.user
    assert isinstance(user, User)
    return whole_file(lambda out: take_reviews_along(user.pk, out=out), name=REVIEWS_FILE, content_type=CSV)
