"""Scenarios: which there are, and one to play, choice by choice. Without its script each choice is a form's."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certway.actions.keep_scenario_run import ToldScenarioRun, keep_scenario_run
from certway.actions.keep_skill_run import RunRefusedError
from certway.actions.see_scenarios import SeenScenario, see_scenario_to_play, see_scenarios
from certway.core.items.scenario import Scenario
from certway.core.items.scenario_way import ImpossibleWayError, Way, way_of
from certway.records.models import User
from certway.records.room import NoRoomError, telling_no_room
from certway.web.clock import now_milliseconds, zone_of
from certway.web.layout.fields import say
from certway.web.layout.study_tabs import study_tabs
from certway.web.study.stage import stage_of
from certway.web.study.told_runs import number_in
from certway.web.study.waiting import waiting_for

NO_SCRIPT = "form"  # the device of who sends forms
WAY, ON, NUMBER = "way", "on", "number"  # parameters: the choices so far; whether the last was looked at; of the run
MOST_CHOICES = 50  # of a way that an address carries


@require_safe
@never_cache
def scenarios(request: HttpRequest) -> HttpResponse:
    """The scenarios, with how one's own ways ended."""
    user = request.user
    seen = see_scenarios(user.pk if isinstance(user, User) else None, zone_of(request))
    context = {"tabs": study_tabs("scenarios"), "seen": seen, "waiting": waiting_for(user)}
    return render(request, "study/scenarios.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def scenario(request: HttpRequest, name: str) -> HttpResponse:
    """A place of a scenario, what a choice was worth, or the end; the last step to an end is kept."""
    seen = see_scenario_to_play(name)
    if seen is None:
        raise Http404
    data = request.POST if request.method == "POST" else request.GET
    told = tuple(_choice(one) for one in data.getlist(WAY)[:MOST_CHOICES])
    try:
        way = way_of(seen.scenario, told)
    except ImpossibleWayError:
        return _refusal(request, seen)
    if request.method != "POST":
        return _stage(request, seen, way, is_told=bool(told) and ON not in data)
    run = ToldScenarioRun(number=number_in(data, NUMBER), scenario=name, path=told)
    try:
        with telling_no_room():
            is_new = keep_scenario_run(_user(request).pk, NO_SCRIPT, run, now=now_milliseconds())
    except NoRoomError:
        return _stage(request, seen, way, is_told=True, not_kept=True)
    except RunRefusedError:
        return _refusal(request, seen)
    messages.success(request, say("study.runs.kept") if is_new else say("study.runs.kept-before"))
    query = urlencode([*((WAY, one) for one in data.getlist(WAY)), (ON, "1")])
    return HttpResponseRedirect(f"{reverse('study:scenario', args=[name])}?{query}")


def _choice(told: str) -> tuple[str, int]:
    """Return a choice that is told as `place.number`; what can't be read leads nowhere."""
    place, _, number = told.rpartition(".")
    return place, int(number) if number.isascii() and number.isdecimal() and len(number) < 3 else -1


def _refusal(request: HttpRequest, seen: SeenScenario) -> HttpResponse:
    """Answer the scenario's beginning, and say that what was told is no way through it."""
    return _stage(request, seen, way_of(seen.scenario, ()), is_told=False, refused=True)


def _stage(
    request: HttpRequest,
    seen: SeenScenario,
    way: Way,
    *,
    is_told: bool,
    not_kept: bool = False,
    refused: bool = False,
) -> HttpResponse:
    data = QueryDict() if refused else request.POST or request.GET
    context = {
        "tabs": study_tabs("scenarios"),
        "seen": seen,
        "work": seen.work,
        "stage": stage_of(seen.scenario, way, is_told=is_told),
        "number": number_in(data, NUMBER),
        "leads_to_end": _leads_to_end(seen.scenario, way),
        "not_kept": not_kept,
        "refused": refused,
        "waiting": waiting_for(request.user),
    }
    status = HTTPStatus.INSUFFICIENT_STORAGE if not_kept else 422 if refused else HTTPStatus.OK
    return render(request, "study/scenario.html", context, status=status)


def _leads_to_end(scenario: Scenario, way: Way) -> bool:
    return scenario.by_id[way.place.id].ending is not None


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
