"""The renewals of all that one holds, and of one credential in full."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from certway.actions.find_renewals import find_renewal, find_renewals
from certway.core.person.draft import Draft
from certway.core.person.topics import RECORD, Topic, split_place
from certway.exchange.renew_text import CreditLine, DateLine, RenewalText
from certway.exchange.words.catalogue import catalogue
from certway.web.clock import today
from certway.web.layout.known import read_draft
from certway.web.renew.drawing import draw_dates


@dataclass(frozen=True, slots=True)
class DatedLine:
    """A date, and whose it is."""

    date: DateLine
    credential: str
    short: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What would say more, and where to tell it."""

    text: str
    address: str


@require_safe
def renewals(request: HttpRequest) -> HttpResponse:
    """A card for each credential, every date on one line, and what could end together."""
    (draft, known), day = read_draft(request), today(request)
    found = find_renewals(draft, as_of=day)
    texts = found.text.credentials
    dates = sorted(
        (DatedLine(date, text.credential, text.short) for text in texts for date in text.dates if not date.over),
        key=lambda line: line.date.day,
    )
    context = {
        "text": found.text,
        "cards": [(text, _asked(text, draft)) for text in sorted(texts, key=_urgency)],
        "dates": dates,
        "first": next((line for line in dates if line.date.day >= day), None),
        "drawing": draw_dates(found.answer, texts, catalogue()),
        "known": known,
        "day": day,
    }
    return render(request, "renew/renewals.html", context)


@require_safe
def renewal(request: HttpRequest, credential: str) -> HttpResponse:
    """One credential: what counts and why, every date, and the ways to renew side by side."""
    (draft, known), day = read_draft(request), today(request)
    text = find_renewal(draft, credential, as_of=day)
    if text is None:
        raise Http404
    context = {
        "one": text,
        "asked": _asked(text, draft),
        "credits": [(line, _credit_address(line, draft)) for line in reversed(text.credits)],
        "known": known,
        "day": day,
    }
    return render(request, "renew/renewal.html", context)


def _urgency(text: RenewalText) -> tuple[bool, int]:
    """Put the credential first whose next date comes first; those without one follow."""
    return text.next_date is None, text.next_date.day if text.next_date else 0


def _asked(text: RenewalText, draft: Draft) -> tuple[Asked, ...]:
    """Return what would say more, each with the address where it is told."""
    return tuple(Asked(said, _address(place, draft)) for said, place in text.untold)


def _address(place: str, draft: Draft) -> str:
    section, rest = split_place(place)
    topic = _topic(section)
    if rest and rest[0].isdigit():
        key = draft.keys[section][int(rest[0])]
        return f"{reverse('record:entry', args=[topic.id, key])}#question-expires"
    return reverse("record:section", args=[topic.id])


def _topic(section: str) -> Topic:
    return next(topic for topic in RECORD if topic.table.name == section)


def _credit_address(line: CreditLine, draft: Draft) -> str:
    return reverse("record:entry", args=[_topic("education_credits").id, draft.keys["education_credits"][line.place]])
