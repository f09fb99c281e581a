"""The bank: choose an exam or search, see a topic, a question, a checklist, walk through a scenario."""

from __future__ import annotations

from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from certway.actions.bring_items import picture_of
from certway.actions.see_bank import (
    search_questions,
    see_exam,
    see_exams,
    see_known,
    see_question,
    see_scenario,
    see_skill,
    see_topic,
    see_work,
    show_item,
)
from certway.actions.see_template import see_templates
from certway.actions.see_written import key_of_item, see_retired
from certway.actions.take_bank import take_bank
from certway.answers.find_items import LONGEST_SEARCH
from certway.core.items.scenario import Scenario, ScenarioChoice
from certway.exchange.bank.drawings import read_drawing
from certway.exchange.bank.formats import FORMATS
from certway.web.bank.known_words import known_words
from certway.web.bank.staff import is_staff
from certway.web.clock import day_of
from certway.web.layout.fields import say

_Seen = TypeVar("_Seen")
_PICTURES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}
SEARCH, AT, CHOSE = "q", "at", "chose"  # parameters: words, the place one is in, the choice that led there


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The exams with their questions; or what a search finds."""
    search = request.GET.get(SEARCH, "").strip()[:LONGEST_SEARCH]
    count, found = search_questions(search) if search else (0, ())
    context = {"exams": see_exams(), "search": search, "count": count, "found": found}
    return render(request, "bank/choose.html", context)


@require_safe
def exam(request: HttpRequest, exam: str) -> HttpResponse:
    """An exam's outline with the questions of each part."""
    seen = _found(see_exam(exam))
    kinds = [(kind, say(f"bank.format.{kind}")) for kind in FORMATS]
    nodes = [(node, [seen.topics[name] for name in node.topics]) for node in seen.coverage.nodes]
    return render(request, "bank/exam.html", {"seen": seen, "nodes": nodes, "kinds": kinds})


@require_safe
def exam_file(request: HttpRequest, exam: str, kind: str) -> HttpResponse:
    """The questions of an exam for another tool, to be saved."""
    taken = _found(take_bank(exam, kind))
    response = HttpResponse(taken.content, content_type=taken.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    return response


@require_safe
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """Everything that is filed under a topic."""
    seen = _found(see_topic(topic))
    return render(request, "bank/topic.html", {"seen": seen, "templates": see_templates(topic)})


@require_safe
def question(request: HttpRequest, topic: str, name: str) -> HttpResponse:
    """A question; its key and reasons unfold. One that was retired says so."""
    item, retired = f"{topic}/{name}", None
    seen = see_question(topic, name)
    if seen is None:
        retired = _found(see_retired(item))
        seen = show_item(retired.item)
    on = None if retired is None else day_of(request, retired.at)
    context = {
        "one": seen,
        "retired": retired,
        "retired_on": on,
        "key": key_of_item(item) if is_staff(request) else None,
        "known": known_words(request, see_known(item)),
    }
    return render(request, "bank/question.html", context)


@require_safe
def drawing(request: HttpRequest, name: str) -> HttpResponse:
    """A drawing or picture of a question. Nothing that it holds runs."""
    content = _found(read_drawing(name) or picture_of(name))
    response = HttpResponse(content, content_type=_PICTURES.get(name.rpartition(".")[2], "application/octet-stream"))
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


@require_safe
def skill(request: HttpRequest, name: str) -> HttpResponse:
    """A checklist, also for paper."""
    seen = _found(see_skill(name))
    return render(request, "bank/skill.html", {"one": seen, "work": see_work(seen.reference)})


@require_safe
def scenario(request: HttpRequest, name: str) -> HttpResponse:
    """A place of a scenario, with what the choice that led there was worth."""
    seen = _found(see_scenario(name))
    place = _found(seen.by_id.get(request.GET.get(AT, seen.opening)))
    chosen = _chosen(seen, request.GET.get(CHOSE, ""), place.id)
    context = {"one": seen, "place": place, "chosen": chosen, "work": see_work(seen.reference)}
    return render(request, "bank/scenario.html", context)


def _found(seen: _Seen | None) -> _Seen:
    """Return what an address names. Raises Http404 where there is no such thing."""
    if seen is None:
        raise Http404
    return seen


def _chosen(scenario: Scenario, told: str, place: str) -> ScenarioChoice | None:
    """Return the choice that an address names, as `place.number`, where it led to the place that is shown."""
    before, _, number = told.rpartition(".")
    choices = scenario.by_id[before].choices if before in scenario.by_id else ()
    if not (number.isascii() and number.isdecimal()) or len(number) > 1 or int(number) >= len(choices):
        return None
    return choices[int(number)] if choices[int(number)].leads == place else None
