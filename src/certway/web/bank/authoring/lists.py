"""What staff wrote: drafts, what stands in the bank here, what was retired; and a question's versions."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certway.actions.publish_item import publish_clean, restore_item, retire_item
from certway.actions.see_written import SHELVES, ChangedField, see_versions, see_written
from certway.actions.write_item import begin_item, change_item
from certway.core.items.item import KINDS
from certway.exchange.words.catalogue import catalogue
from certway.records.bank import bank_here
from certway.web.bank.authoring.forms import BeginForm, field_label
from certway.web.bank.staff import staff_alone, user_of
from certway.web.clock import day_of, now
from certway.web.layout.fields import say

ON, PAGE, TOPIC = "on", "page", "topic"  # parameters: the shelf, the page of it, the topic of a new question


@require_safe
@never_cache
@staff_alone
def written(request: HttpRequest) -> HttpResponse:
    """A shelf of what was written."""
    asked = request.GET.get(ON, SHELVES[0])
    shelf = next((one for one in SHELVES if one == asked), SHELVES[0])
    page = request.GET.get(PAGE, "1")
    seen = see_written(shelf, int(page) if page.isascii() and page.isdecimal() and len(page) < 7 else 1)
    shelves = [(name, say(f"write.shelf.{name}"), seen.counts[name]) for name in SHELVES]
    lines = [(line, say(f"write.kind.{line.kind}"), day_of(request, line.changed_at)) for line in seen.lines]
    return render(request, "bank/written.html", {"seen": seen, "shelves": shelves, "lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_alone
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a question."""
    data = request.POST if request.method == "POST" else None
    form = BeginForm(data, bank_here().bank, request.GET.get(TOPIC, ""))
    if form.is_valid():
        kind = next(one for one in KINDS if one == form.cleaned_data["type"])
        key = begin_item(form.cleaned_data["topic"], kind, at=now())
        return HttpResponseRedirect(reverse("bank:write", args=[key]))
    return render(request, "bank/begin.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@staff_alone
def publish_all(request: HttpRequest) -> HttpResponse:
    """Publish the drafts in which nothing is found."""
    done = publish_clean(user_of(request), at=now())
    messages.success(request, catalogue().say_many("write.published.many", done.published, n=done.published))
    if done.left:
        messages.info(request, catalogue().say_many("write.published.left", done.left, n=done.left))
    return HttpResponseRedirect(reverse("bank:written"))


@require_POST
@staff_alone
def change(request: HttpRequest, topic: str, name: str) -> HttpResponse:
    """Take a question of the bank to change it."""
    try:
        key = change_item(f"{topic}/{name}", at=now())
    except LookupError as error:
        raise Http404 from error
    return HttpResponseRedirect(reverse("bank:write", args=[key]))


@require_POST
@staff_alone
def retire(request: HttpRequest, topic: str, name: str) -> HttpResponse:
    """Take a question out of the bank, with a reason."""
    item, why = f"{topic}/{name}", request.POST.get("why", "")
    address = reverse("bank:question", args=[topic, name])
    if not why.strip():
        messages.error(request, say("write.retire.why-missing"))
        return HttpResponseRedirect(address)
    try:
        done = retire_item(user_of(request), item, why, at=now())
    except LookupError as error:
        raise Http404 from error
    messages.success(request, say("write.retired.done" if done else "write.retired.before", item=item))
    return HttpResponseRedirect(address)


@require_POST
@staff_alone
def restore(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a retired question back."""
    if restore_item(user_of(request), key, at=now()):
        messages.success(request, say("write.restored"))
    return HttpResponseRedirect(reverse("bank:written"))


@require_safe
@never_cache
@staff_alone
def versions(request: HttpRequest, key: UUID) -> HttpResponse:
    """What was done to a question, with what each version has otherwise."""
    seen = see_versions(key)
    if seen is None:
        raise Http404
    events = [(event, day_of(request, event.at), [*map(_labelled, event.changes)]) for event in seen.events]
    return render(request, "bank/versions.html", {"seen": seen, "events": events})


def _labelled(change: ChangedField) -> tuple[str, ChangedField]:
    return field_label(change.field), change
