"""Questions that are made anew: one of a seed, and its drawing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from certway.actions.see_template import see_template, see_template_drawing, seed_of

SEED = "seed"


@require_safe
def template(request: HttpRequest, name: str) -> HttpResponse:
    """A question of a template; its key and reasons unfold."""
    seen = see_template(name, _seed(request))
    if seen is None:
        raise Http404
    return render(request, "bank/template.html", {"seen": seen, "one": seen.one})


@require_safe
def template_drawing(request: HttpRequest, name: str) -> HttpResponse:
    """The drawing of a template's question, made again from the same seed."""
    content = see_template_drawing(name, _seed(request))
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="image/svg+xml")


def _seed(request: HttpRequest) -> int:
    """Return the seed of an address. Raises Http404 for what is none."""
    seed = seed_of(request.GET.get(SEED, ""))
    if seed is None:
        raise Http404
    return seed
