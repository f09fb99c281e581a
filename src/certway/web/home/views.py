"""What comes next, on one page."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from certway.actions.choose_goal import goal_of
from certway.actions.claim_record import add_claimed, drop_claimed, waiting_record
from certway.actions.find_home import find_home
from certway.actions.study_hours import studied_before
from certway.answers.home import RENEWALS
from certway.core.person.draft import Draft
from certway.core.person.topics import RECORD, topic_about
from certway.exchange.home_text import DueLine, HomeText
from certway.exchange.shipped_rules import shipped_rules
from certway.records.load import load_draft
from certway.web.clock import today, zone_of
from certway.web.layout.addresses import question_address
from certway.web.layout.summaries import topic_summaries
from certway.web.layout.visiting import visit_of

_BUTTONS = {"tell": "qualify:topics", "choose": "choose:match", "held": "advance:steps"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list, and where it leads."""

    line: DueLine
    address: str


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The next step, what is due this week, deadlines, how far along; or, while that is reckoned, that it is."""
    visit, day = visit_of(request), today(request)
    draft, goal = load_draft(visit), goal_of(visit, zone=zone_of(request))
    patience = settings.PLAN_PATIENCE_SECONDS
    studied = studied_before(visit.user_id, goal.id, zone=zone_of(request))
    found = find_home(draft, goal, owner=visit.owner, as_of=day, patience_seconds=patience, studied=studied)
    if found is None:
        return render(request, "home/reckoning.html", status=202)
    waiting, text = waiting_record(visit), found.text
    context = {
        "text": text,
        "day": day,
        "address": _address(text, draft),
        "question": question_address(found.answer.question, draft, then=request.path) if text.step == "follow" else "",
        "plan": goal.id if found.answer.certified_on is not None else "",
        "late": _rows(text.late, draft, goal.id),
        "this_week": _rows(text.this_week, draft, goal.id),
        "later": _rows(text.later, draft, goal.id),
        "held": [(one, _entry_address(one.place, draft)) for one in text.held],
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


def _address(text: HomeText, draft: Draft) -> str:
    """Return where the button of the next step leads."""
    step, credential = text.step, text.credential
    if step in _BUTTONS:
        return reverse(_BUTTONS[step])
    if step == "settle":
        return question_address(text.place, draft, then=reverse("home:home"))
    if step == "last-day":
        return f"{_entry_address(text.place, draft)}#question-expires"
    if step == "apply":
        return shipped_rules().sheets[credential].credential.issuer.page
    if step == "keep" and shipped_rules().keeps(credential):
        return reverse("renew:renewal", args=[credential])
    if step == "keep":
        return _entry_address(text.place, draft)
    if step == "late":
        return f"{reverse('plan:wishes')}?goal={credential}"
    if step == "unsettled":
        return reverse("qualify:answer-credential", args=[credential])
    return reverse("plan:plan", args=[credential])


def _rows(lines: tuple[DueLine, ...], draft: Draft, goal: str) -> list[Row]:
    return [Row(line, _line_address(line, draft, goal)) for line in lines]


def _line_address(line: DueLine, draft: Draft, goal: str) -> str:
    """Return where a line leads: to the entry that it is about, the plan, or the answer."""
    if line.place:
        return _entry_address(line.place, draft)
    if line.kind.startswith("task-"):
        return reverse("plan:plan", args=[goal])
    if line.kind in RENEWALS:
        return reverse("renew:renewal", args=[line.subject])
    return reverse("qualify:answer-credential", args=[line.subject])


def _entry_address(place: str, draft: Draft) -> str:
    """Return the address in the record of an entry, of which its place in the person file is known."""
    section, _, number = place.partition("/")
    topic = topic_about(section)
    assert topic is not None
    return reverse("record:entry", args=[topic.id, draft.keys[section][int(number)]])
