"""What comes next, on one page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from certway.actions.choose_goal import goal_of
from certway.actions.claim_record import add_claimed, drop_claimed, waiting_record
from certway.actions.find_home import find_home
from certway.core.person.topics import RECORD
from certway.exchange.shipped_rules import shipped_rules
from certway.records.load import load_draft
from certway.web.clock import today
from certway.web.layout.summaries import topic_summaries
from certway.web.layout.visiting import visit_of

_BUTTONS = {
    "tell": "qualify:topics",
    "tell-more": "qualify:topics",
    "choose": "choose:match",
    "held": "advance:steps",
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The next step, what is due this week, deadlines, how far along; or, while that is reckoned, that it is."""
    visit, day = visit_of(request), today(request)
    draft, goal = load_draft(visit), goal_of(visit)
    patience = settings.PLAN_PATIENCE_SECONDS
    found = find_home(draft, goal, owner=visit.owner, as_of=day, patience_seconds=patience)
    if found is None:
        return render(request, "home/reckoning.html", status=202)
    waiting = waiting_record(visit)
    context = {
        "text": found.text,
        "day": day,
        "address": _address(found.text.step, found.text.credential),
        "empty": draft.is_empty,
        "waiting": [one for one in topic_summaries(waiting, RECORD) if one.told],
    }
    return render(request, "home/home.html", context)


@require_POST
def claim(request: HttpRequest) -> HttpResponse:
    """Add what was told before the sign-in to the record, or delete it."""
    visit = visit_of(request)
    (add_claimed if request.POST.get("is") == "mine" else drop_claimed)(visit)
    return HttpResponseRedirect(reverse("home:home"))


def _address(step: str, credential: str) -> str:
    """Return where the button of the next step leads."""
    if step in _BUTTONS:
        return reverse(_BUTTONS[step])
    if step == "apply":
        return shipped_rules().sheets[credential].credential.issuer.page
    return reverse("plan:plan", args=[credential])
