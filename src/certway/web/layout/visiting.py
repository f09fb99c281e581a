"""Who asks, and when: what a view hands on to actions and records."""

from __future__ import annotations

from django.contrib.auth import SESSION_KEY as SIGNED_IN
from django.http import HttpRequest

from certway.records.load import name_own_record
from certway.records.visits import USED_ON, Visit
from certway.web.clock import moment


def visit_of(request: HttpRequest) -> Visit:
    """Return the visit that a request is part of. Who never signed in costs no query."""
    user = request.user if SIGNED_IN in request.session else None
    visit = Visit(request.session, user.pk if user is not None and user.is_authenticated else None, moment())
    if visit.user_id is None:
        return visit
    if visit.person_id is None:
        name_own_record(visit)  # the sign-in does that; a session may have lost it
    day = visit.at.date().isoformat()
    if request.session.get(USED_ON) != day:
        request.session[USED_ON] = day  # written once a day, so that a session that is used does not end
    return visit
