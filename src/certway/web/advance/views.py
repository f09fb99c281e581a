"""What comes next: the steps up from where one stands, in one state."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from certway.actions.find_steps import FoundSteps, find_steps
from certway.exchange.advance_text import StepText, advance_text
from certway.exchange.wage_pictures import WagePicture
from certway.exchange.words.telling import Telling
from certway.web.advance.drawing import ladder_drawing
from certway.web.advance.forms import StateForm
from certway.web.clock import today
from certway.web.layout.known import read_draft
from certway.web.layout.visiting import visit_of


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step with the picture of its pay."""

    text: StepText
    picture: WagePicture | None  # None = its pay is not known


@require_safe
def steps(request: HttpRequest) -> HttpResponse:
    """The ladder and each step on it, or that it is being found."""
    (draft, known), day = read_draft(request), today(request)
    asked = StateForm(request.GET) if request.GET.get("state") else None
    if asked is not None and not asked.is_valid():
        return render(request, "advance/steps.html", {"form": asked, "empty": draft.is_empty}, status=422)
    state = asked.state if asked else ""
    owner, patience = visit_of(request).owner, settings.PLAN_PATIENCE_SECONDS
    found = find_steps(draft, owner=owner, state=state, as_of=day, patience_seconds=patience)
    if found is None:
        return render(request, "advance/finding.html", status=202)
    entries = {name: len(entries) for name, entries in draft.record.lists.items()}
    telling = Telling(as_of=day, entries=entries)
    text = advance_text(found.answer, telling)
    context = {
        "form": asked or StateForm(lives_in=found.answer.state),
        "advance": text,
        "drawing": ladder_drawing(text.graph),
        "steps": [_shown(step, found) for distance in text.distances for step in distance.all],
        "marked": any(step.license and step.license.mark for distance in text.distances for step in distance.all),
        "empty": draft.is_empty,
        "known": known,
    }
    return render(request, "advance/steps.html", context)


def _shown(step: StepText, found: FoundSteps) -> ShownStep:
    return ShownStep(step, found.pictures.get(step.id))
