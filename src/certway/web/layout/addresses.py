"""Where in the questionnaire an answer is given, from its place in the person file."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from certway.core.person.draft import Draft
from certway.core.person.topics import split_place, topic_about

THEN = "then"  # the parameter that names the page to come back to
ALSO = "ask"  # the parameter that names a field to ask about in any case


def question_address(place: str, draft: Draft, *, then: str) -> str:
    """Return the address of the question that a place such as `programs/0/completed` stands for.

    It is empty where the questionnaire does not ask that. `then` is the address of the page to come back to.
    """
    section, rest = split_place(place)
    topic = topic_about(section)
    if topic is None:
        return ""
    address = reverse("qualify:topic", args=[topic.id])
    if topic.lists and rest and rest[0].isdigit():
        keys, place_in_list = draft.keys.get(section, ()), int(rest.pop(0))
        if place_in_list >= len(keys):
            return ""
        address = reverse("qualify:entry", args=[topic.id, keys[place_in_list]])
    elif topic.lists and rest:
        # Of all entries together, such as `work/duties`: the first one that says nothing of it is asked.
        key = next((key for key, entry in draft.keyed(section) if rest[0] not in entry), "")
        if not key:
            return with_then(address, then)
        address = reverse("qualify:entry", args=[topic.id, key])
    # Since when a program is accredited matters only beside the day on which it was begun; the form asks for both.
    fields = ["accredited_by", "started"] if rest[:1] == ["accreditation"] else rest[:1]
    if not fields or not topic.asks(fields[0]):
        return with_then(address, then)
    return f"{with_then(address, then, *fields)}#question-{fields[0]}"


def with_then(address: str, then: str, *fields: str) -> str:
    """Return an address that leads on to another page when the answer is given, and asks about fields in any case."""
    parameters = [(THEN, then)] if then else []
    parameters += [(ALSO, field) for field in fields if field]
    return f"{address}?{urlencode(parameters)}" if parameters else address


def then_of(request: HttpRequest) -> str:
    """Return the page to come back to; empty where none is named, or one that is not ours."""
    then = request.POST.get(THEN) or request.GET.get(THEN) or ""
    ours = then.startswith("/") and url_has_allowed_host_and_scheme(then, allowed_hosts=None)
    return then if ours else ""


def asked_of(request: HttpRequest) -> tuple[str, ...]:
    """Return the fields that are asked about in any case."""
    return tuple(request.GET.getlist(ALSO))
