"""A dated, costed way: what is wished of it, the plan, its calendar and its paper."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certway.actions.choose_goal import choose_goal, goal_of
from certway.actions.make_plan import Answer, PlanQuestion, make_plan, plan_since, standing_at_start
from certway.actions.study_hours import serves, studied_before
from certway.actions.tell import tell_single
from certway.core.person.draft import Draft
from certway.core.person.merging import ChangedMeanwhileError
from certway.core.person.topics import WISHES
from certway.core.plan.roadmap import Impossible, Roadmap
from certway.core.plan.wishes import ALL_WISHES
from certway.exchange.plan_calendar import plan_calendar
from certway.exchange.plan_pdf import plan_pdf
from certway.exchange.plan_refusal import refusal_text
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.plans import PlanTelling
from certway.exchange.words.telling import Telling
from certway.records.load import load_draft
from certway.web.clock import now, today, zone_of
from certway.web.layout.addresses import question_address
from certway.web.layout.form_marks import answers_sent, form_marks, of_its_account, shown_by
from certway.web.layout.known import Known, read_draft
from certway.web.layout.summaries import answer_words
from certway.web.layout.visiting import visit_of
from certway.web.plan.forms import WishesForm
from certway.web.plan.page import plan_page
from certway.web.plan.refusal import ways_out

FILE_PATIENCE_SECONDS = 120.0  # a calendar or PDF has no page of progress; a plan hardly ever takes that long


@require_http_methods(["GET", "HEAD", "POST"])
@of_its_account
def wishes(request: HttpRequest) -> HttpResponse:
    """The goal and the wishes; then the plan."""
    draft, day = load_draft(visit_of(request)), today(request)
    kept = draft.record.single(WISHES.table.name)
    goal = request.GET.get("goal", "")
    form = WishesForm(kept, answers_sent(request), goal=goal, today=day)
    anew = False
    if request.method == "POST" and form.is_valid():
        asked = tuple(name for name in form.names if name != "goal")
        visit = visit_of(request)
        try:
            tell_single(visit, WISHES.table.name, form.entry, asked=asked, shown=shown_by(request))
            choose_goal(visit, form.goal, on=day)
            return HttpResponseRedirect(reverse("plan:plan", args=[form.goal]))
        except ChangedMeanwhileError as error:
            form.tell_of_changes({name: answer_words(WISHES, name, kept) for name in error.fields})
            anew = True
    wrong = form.is_bound and bool(form.errors)
    context = {"form": form, "told": not draft.is_empty, "marks": form_marks(request, anew=anew)}
    return render(request, "plan/wishes.html", context, status=422 if wrong else 200)


@require_safe
def plan(request: HttpRequest, goal: str) -> HttpResponse:
    """The plan; or why there is none, and what to relax; or, while it is being made, that it is."""
    draft, question, answer, known = _made(request, goal, patience_seconds=settings.PLAN_PATIENCE_SECONDS)
    if answer is None:
        return render(request, "plan/making.html", {"goal": goal, "short": _short(goal), "known": known}, status=202)
    telling = _telling(draft, question, answer, today(request))
    context: dict[str, object] = {"goal": goal, "short": telling.short, "known": known}
    context |= {"studied": question.wishes.studied, "studies": known is None and serves(goal)}
    context["body_page"] = telling.credential.issuer.page
    context["since"] = question.wishes.start if question.wishes.start < today(request) else None
    if isinstance(answer, Impossible):
        ways = ways_out(answer, telling, _addresses(answer, draft, then=request.path))
        context |= {"refusal": refusal_text(answer, telling), "ways_out": ways}
        return render(request, "plan/impossible.html", context)
    page = plan_page(answer, telling)
    return render(request, "plan/plan.html", {**context, "page": page, "plan": page.text})


def _addresses(answer: Impossible, draft: Draft, *, then: str) -> dict[str, str]:
    """Where the questions are asked whose answers the plan waits for."""
    fields = {field for reason in answer.reasons for field in reason.fields}
    return {field: question_address(field, draft, then=then) for field in fields}


@require_POST
def drop(request: HttpRequest, goal: str) -> HttpResponse:
    """Give up some wishes, named in the form, and plan again."""
    _must_exist(goal)
    dropped = {name.replace("-", "_") for name in request.POST.getlist("wish") if name in ALL_WISHES}
    tell_single(visit_of(request), WISHES.table.name, {}, asked=tuple(sorted(dropped)))
    return HttpResponseRedirect(reverse("plan:plan", args=[goal]))


@require_safe
def calendar(request: HttpRequest, goal: str) -> HttpResponse:
    """The plan as a calendar file."""
    found, telling = _found(request, goal)
    content = plan_calendar(found, telling, stamped_at=now())
    return _file(content, "text/calendar; charset=utf-8", f"certway-{goal}.ics")


@require_safe
def pdf(request: HttpRequest, goal: str) -> HttpResponse:
    """The plan as a PDF to print."""
    found, telling = _found(request, goal)
    return _file(plan_pdf(found, telling, stamped_at=now()), "application/pdf", f"certway-{goal}.pdf")


def _found(request: HttpRequest, goal: str) -> tuple[Roadmap, PlanTelling]:
    draft, question, answer, _ = _made(request, goal, patience_seconds=FILE_PATIENCE_SECONDS)
    if not isinstance(answer, Roadmap):
        raise Http404
    return answer, _telling(draft, question, answer, today(request))


def _made(
    request: HttpRequest, goal: str, *, patience_seconds: float
) -> tuple[Draft, PlanQuestion, Answer | None, Known | None]:
    """Return the plan for a credential, from what was told; for her goal it starts on the day she asked for it."""
    _must_exist(goal)
    (draft, known), visit, day = read_draft(request), visit_of(request), today(request)
    since = goal_of(visit, zone=zone_of(request)).plan_start(goal, as_of=day) if known is None else day
    make = partial(make_plan, owner=visit.owner, patience_seconds=patience_seconds)
    studied = studied_before(visit.user_id if known is None else None, goal, zone=zone_of(request))
    return draft, *plan_since(draft, goal, since=since, as_of=day, make=make, studied=studied), known


def _must_exist(goal: str) -> None:
    if goal not in shipped_rules().sheets:
        raise Http404


def _telling(draft: Draft, question: PlanQuestion, answer: Answer, as_of: int) -> PlanTelling:
    record = draft.record
    return PlanTelling(
        credential=shipped_rules().sheets[question.goal].credential,
        wishes=question.wishes,
        telling=Telling(as_of=as_of, entries={name: len(entries) for name, entries in record.lists.items()}),
        name=str(record.single("person").get("name", "")),
        standing=standing_at_start(question) if isinstance(answer, Impossible) else None,
    )


def _short(goal: str) -> str:
    return Telling().words.find(f"credential.{goal}") or shipped_rules().sheets[goal].credential.short


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
