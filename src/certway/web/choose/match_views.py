"""Which credential suits: the order, with what it was made from."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from certway.actions.find_match import find_match
from certway.actions.tell import tell_single
from certway.core.person.merging import ChangedMeanwhileError
from certway.core.person.topics import CHOOSING
from certway.web.choose.forms_match import MatchForm
from certway.web.clock import today
from certway.web.layout.form_marks import answers_sent, form_marks, of_its_account, shown_by
from certway.web.layout.known import read_draft
from certway.web.layout.summaries import answer_words
from certway.web.layout.visiting import visit_of


@require_http_methods(["GET", "HEAD", "POST"])
@of_its_account
def match(request: HttpRequest) -> HttpResponse:
    """The credentials in the order in which they suit, or that it is being found; and the wishes to change."""
    (draft, known), day = read_draft(request), today(request)
    kept = draft.record.single(CHOOSING.table.name)
    form = MatchForm(kept, answers_sent(request))
    anew = False
    if request.method == "POST" and form.is_valid():
        visit, section = visit_of(request), CHOOSING.table.name
        try:
            tell_single(visit, section, form.entry, asked=form.names, shown=shown_by(request))
            return HttpResponseRedirect(reverse("choose:match"))
        except ChangedMeanwhileError as error:
            form.tell_of_changes({name: answer_words(CHOOSING, name, kept) for name in error.fields})
            anew = True
    wrong = form.is_bound and bool(form.errors)
    context: dict[str, object] = {
        "form": form,
        "day": day,
        "known": known,
        "wished": any(name in kept for name in form.names),
    }
    context["marks"] = form_marks(request, anew=anew)
    if wrong:
        return render(request, "choose/match.html", context, status=422)
    owner = visit_of(request).owner
    found = find_match(draft, owner=owner, as_of=day, patience_seconds=settings.PLAN_PATIENCE_SECONDS)
    if found is None:
        return render(request, "choose/matching.html", context, status=202)
    context |= {"match": found.text, "questions": found.questions, "assumed": found.answer.assumed}
    return render(request, "choose/match.html", context)
