"""The lobby: which exams there are, how each behaves, what one is granted, and what one sat."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certway.actions.begin_sitting import MOST_PRACTISED, begin_exam, begin_practice
from certway.actions.grant_time import grant_time, granted
from certway.actions.see_bank import see_exam, see_exams
from certway.actions.see_exam_rules import see_exam_rules
from certway.actions.see_sitting import see_sittings
from certway.actions.see_weakness import see_weakness
from certway.answers.exam_form import LacksQuestionsError
from certway.core.sit.profile import PACES, Accommodations
from certway.records.models import User
from certway.web.clock import day_of, now_milliseconds, today
from certway.web.layout.fields import say
from certway.web.layout.study_tabs import study_tabs

COUNTS = (10, 20, 40, 80)  # questions that one may practise at once
DEFAULT_COUNT = 20


@require_safe
@never_cache
def exams(request: HttpRequest) -> HttpResponse:
    """The exams, and what one sat."""
    user = request.user
    seen = see_sittings(user.pk, now=now_milliseconds()) if isinstance(user, User) else None
    listed = [(one, day_of(request, one.made_at)) for one in (*seen.open, *seen.over)] if seen else []
    context = {"exams": see_exams(), "listed": listed, "sat": seen.exams if seen else (), "tabs": study_tabs("exams")}
    return render(request, "sit/exams.html", context)


@require_safe
@never_cache
def exam(request: HttpRequest, exam: str) -> HttpResponse:
    """How an exam behaves, and the ways to practise it."""
    own = granted(request.user.pk) if isinstance(request.user, User) else Accommodations()
    seen, rules = see_exam(exam), see_exam_rules(exam, today(request), own)
    if seen is None or rules is None:
        raise Http404
    user = request.user
    weak = see_weakness(user.pk, exam, now=now_milliseconds()) if isinstance(user, User) else None
    context = {"seen": seen, "rules": rules, "exam": exam, "counts": COUNTS, "usual": DEFAULT_COUNT, "weak": weak}
    return render(request, "sit/exam.html", context)


@require_POST
@login_required
def practise(request: HttpRequest, exam: str) -> HttpResponse:
    """Draw questions for practice and begin."""
    told, minutes = request.POST.get("most", ""), request.POST.get("minutes", "")
    most = int(told) if told in map(str, COUNTS) else DEFAULT_COUNT
    timed = int(minutes) if minutes.isascii() and minutes.isdecimal() and 0 < len(minutes) < 4 else None
    assert isinstance(request.user, User)
    try:
        key = begin_practice(
            request.user.pk,
            exam,
            nodes=request.POST.getlist("part"),
            topics=request.POST.getlist("topic"),
            most=min(most, MOST_PRACTISED),
            minutes=timed or None,
            tells="tells" in request.POST,
            asks_sure="asks-sure" in request.POST,
            on=today(request),
            now=now_milliseconds(),
        )
    except LookupError as error:
        raise Http404 from error
    return HttpResponseRedirect(reverse("sit:screen", args=[key]))


@require_POST
@login_required
def sit(request: HttpRequest, exam: str) -> HttpResponse:
    """Make a whole exam and lead to its door; where the bank has too few questions, say for which parts."""
    assert isinstance(request.user, User)
    try:
        key = begin_exam(request.user.pk, exam, on=today(request), now=now_milliseconds())
    except LacksQuestionsError as error:
        seen = see_exam(exam)
        names = {node.id: node.name for node in seen.coverage.nodes} if seen else {}
        lacks = [(names.get(lack.node, lack.node), lack.items) for lack in error.lacks]
        return render(request, "sit/lacks.html", {"exam": exam, "lacks": lacks}, status=422)
    except LookupError as error:
        raise Http404 from error
    return HttpResponseRedirect(reverse("sit:screen", args=[key]))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def accommodations(request: HttpRequest) -> HttpResponse:
    """What one is granted, said once for every exam."""
    assert isinstance(request.user, User)
    if request.method == "POST":
        pace = next((one for one in PACES if str(one) == request.POST.get("pace")), PACES[0])
        own = Accommodations(pace, "stop-clock" in request.POST, "large-type" in request.POST)
        grant_time(request.user.pk, own)
        messages.success(request, say("sit.time.kept"))
        return HttpResponseRedirect(reverse("sit:exams"))
    paces = [(pace, say(f"sit.pace.{pace}")) for pace in PACES]
    return render(request, "sit/accommodations.html", {"own": granted(request.user.pk), "paces": paces})
