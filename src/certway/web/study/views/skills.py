"""Checklists: which there are, one to run, and what one's runs came to. All of it works without its script."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certway.actions.keep_skill_run import RunReason, RunRefusedError, ToldSkillRun, keep_skill_run
from certway.actions.see_skills import SeenSkill, see_skill_runs, see_skill_to_run, see_skills
from certway.records.models import SignedBy, User
from certway.records.models.study import LONGEST_SIGNATURE
from certway.records.room import NoRoomError, telling_no_room
from certway.web.clock import now_milliseconds, zone_of
from certway.web.layout.fields import say
from certway.web.layout.study_tabs import study_tabs
from certway.web.study.told_runs import LONGEST_TYPED, number_in
from certway.web.study.waiting import waiting_for

NO_SCRIPT = "form"  # the device of who sends forms
NUMBER, EDITION, DONE = "number", "edition", "done"  # the names of a form's boxes
SIGNED_BY, SIGNATURE, SAVE = "signed-by", "signature", "save"


@require_safe
@never_cache
def skills(request: HttpRequest) -> HttpResponse:
    """The checklists, with who says how they went."""
    user = request.user
    seen = see_skills(user.pk if isinstance(user, User) else None, zone_of(request))
    context = {"tabs": study_tabs("skills"), "seen": seen, "waiting": waiting_for(user)}
    return render(request, "study/skills.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def skill(request: HttpRequest, name: str) -> HttpResponse:
    """A checklist to run; a form shows first what it comes to, then keeps it."""
    seen = see_skill_to_run(_user(request).pk, name)
    if seen is None:
        raise Http404
    if request.method != "POST" or SAVE not in request.POST:
        return _checklist(request, seen)
    told = _told(request.POST, seen)
    try:
        with telling_no_room():
            is_new = keep_skill_run(_user(request).pk, NO_SCRIPT, told, now=now_milliseconds())
    except NoRoomError:
        return _checklist(request, seen, not_kept=True)
    except RunRefusedError as error:
        return _checklist(request, seen, refused=error.reason)
    messages.success(request, say("study.runs.kept") if is_new else say("study.runs.kept-before"))
    return HttpResponseRedirect(reverse("study:skill-runs", args=[name]))


def _told(data: QueryDict, seen: SeenSkill) -> ToldSkillRun:
    done = _done(data)
    return ToldSkillRun(
        number=number_in(data, NUMBER),
        skill=seen.skill.id,
        edition=data.get(EDITION, ""),
        steps=len(seen.skill.steps),
        missed=tuple(place for place in range(len(seen.skill.steps)) if str(place) not in done),
        signed_by=_signer(data),
        signature=data.get(SIGNATURE, "")[:LONGEST_TYPED].replace("\0", ""),
    )


def _done(data: QueryDict) -> set[str]:
    return set(data.getlist(DONE))


def _signer(data: QueryDict) -> SignedBy:
    return next((who for who in SignedBy if who == data.get(SIGNED_BY)), SignedBy.SELF)


def _checklist(
    request: HttpRequest, seen: SeenSkill, *, not_kept: bool = False, refused: RunReason | None = None
) -> HttpResponse:
    """Answer the page of a checklist with the ticks of its form; a form that was sent shows what it comes to."""
    data, is_looked = request.POST, request.method == "POST" and refused is None
    done = _done(data)
    steps = [(place, step, str(place) in done) for place, step in enumerate(seen.skill.steps)]
    missed = [place for place, _, is_done in steps if not is_done]
    is_passed = seen.skill.is_passed_without(missed)
    context = {
        "tabs": study_tabs("skills"),
        "seen": seen,
        "number": number_in(data, NUMBER),
        "steps": steps,
        "looked": is_looked,
        "outcome": ("passed" if missed else "whole") if is_passed else "failed",
        "signers": [(who, say(f"study.skill.watched.{who}"), who == _signer(data)) for who in SignedBy],
        "signature": data.get(SIGNATURE, "")[:LONGEST_SIGNATURE],
        "longest": LONGEST_SIGNATURE,
        "not_kept": not_kept,
        "refused": refused,
        "waiting": waiting_for(request.user),
    }
    status = HTTPStatus.INSUFFICIENT_STORAGE if not_kept else 422 if refused else HTTPStatus.OK
    return render(request, "study/skill.html", context, status=status)


@require_safe
@never_cache
@login_required
def skill_runs(request: HttpRequest, name: str) -> HttpResponse:
    """What one's runs of a checklist came to, and what was missed most often."""
    seen = see_skill_runs(_user(request).pk, name, zone_of(request))
    if seen is None:
        raise Http404
    runs = [(run, say(f"study.skill.watched.{run.signed_by}")) for run in seen.runs]
    context = {"tabs": study_tabs("skills"), "seen": seen, "runs": runs, "waiting": waiting_for(request.user)}
    return render(request, "study/skill_runs.html", context)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
