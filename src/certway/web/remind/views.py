"""The pages of reminders, the feed that calendars read, and the link in every mail that stops it."""

from __future__ import annotations

from allauth.core.internal.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certway.actions.read_feed import feed_of, make_feed, read_feed, revoke_feed
from certway.actions.see_reminders import RemindersText, see_reminders
from certway.actions.set_reminders import (
    keep_again,
    pause_reminders,
    retire_credential,
    set_reminders,
    stops,
    unsubscribe,
)
from certway.core.units.days import to_date
from certway.records.models import User
from certway.web.clock import now, today
from certway.web.layout.fields import say
from certway.web.remind.forms import PauseForm, ReminderForm, hour_title

CALENDAR, PLAIN = "text/calendar; charset=utf-8", "text/plain; charset=utf-8"
LIMITS = {  # of the addresses that open something for whoever knows them; ip counts what was guessed
    "guess": "30/m/ip",
    "feed": "60/h/key",
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def reminders(request: HttpRequest) -> HttpResponse:
    """Of what one is reminded, when, and how to change that."""
    seen = see_reminders(_user(request), now=now())
    form = ReminderForm(seen.settings, request.POST if request.method == "POST" else None)
    if form.is_valid():
        set_reminders(_user(request).pk, form.choice)
        messages.success(request, say("remind.saved" if form.choice.is_on else "remind.saved.off"))
        return HttpResponseRedirect(reverse("remind:reminders"))
    return _page(request, seen, form=form, status=422 if form.is_bound else 200)


@require_POST
@login_required
def pause(request: HttpRequest) -> HttpResponse:
    """Send nothing until a day; or go on now, where the button for that was pressed."""
    user = _user(request)
    if "end" in request.POST:
        pause_reminders(user.pk, until=None)
        messages.success(request, say("remind.paused.not"))
        return HttpResponseRedirect(reverse("remind:reminders"))
    form = PauseForm(today(request), request.POST)
    if not form.is_valid():
        seen = see_reminders(user, now=now())
        return _page(request, seen, pause_form=form, status=422)
    pause_reminders(user.pk, until=form.cleaned_data["until"])
    return HttpResponseRedirect(reverse("remind:reminders"))


@require_POST
@login_required
def keep(request: HttpRequest) -> HttpResponse:
    """Say that one no longer keeps something, or does again."""
    user, credential = _user(request), request.POST.get("credential", "")
    if request.POST.get("is") == "kept":
        keep_again(user.pk, [credential])
    elif credential in {thing.credential for thing in see_reminders(user, now=now()).things}:
        retire_credential(user.pk, credential, on=to_date(today(request)))
    return HttpResponseRedirect(reverse("remind:reminders") + "#yours")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def calendar(request: HttpRequest) -> HttpResponse:
    """The feed for one's calendar: make its address, which is shown this once, or take it back."""
    user, address = _user(request), ""
    if request.method == "POST":
        if "end" in request.POST:
            revoke_feed(user.pk)
            messages.success(request, say("remind.feed.ended"))
            return HttpResponseRedirect(reverse("remind:calendar"))
        address = make_feed(user.pk, at=now())
    feed = feed_of(user.pk)
    context = {
        "feed": feed,
        "made": None if feed is None else feed.made_on.toordinal(),
        "used": None if feed is None or feed.used_on is None else min(feed.used_on.toordinal(), today(request)),
        "address": address,
        "subscribe": "webcal://" + address.partition("://")[2] if address else "",
    }
    return render(request, "remind/calendar.html", context)


@csrf_exempt  # a mail program presses it for its reader, and knows nothing of our forms (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop all reminders, for whoever got the mail that named this address; looking at it alone stops nothing."""
    done = request.method == "POST"
    if not (unsubscribe(token) if done else stops(token)):
        if not _is_within(request, "guess"):
            return HttpResponse(status=429, headers={"Retry-After": "60"}, content_type=PLAIN)
        raise Http404
    return render(request, "remind/stop.html", {"done": done})


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar reads. It has no session and gets no cookie; an address that ended is one that never was."""
    found = read_feed(token, now=now())
    # Only what is there is counted by its address: else made-up ones could push other counts out of the cache.
    if not _is_within(request, "guess") if found is None else not _is_within(request, "feed", key=token):
        return HttpResponse(status=429, headers={"Retry-After": "60"}, content_type=PLAIN)
    if found is None:
        return HttpResponseNotFound("There is no calendar at this address.\n", content_type=PLAIN)
    etag, changed = f'"{found.content_hash}"', int(found.changed_at.timestamp())
    response = HttpResponse(
        found.content,
        content_type=CALENDAR,
        headers={"ETag": etag, "Last-Modified": http_date(changed), "X-Robots-Tag": "noindex"},
    )
    # Who names a tag is answered by it; the day alone is asked of who names none.
    return get_conditional_response(request, etag, changed, response) or response


def _page(
    request: HttpRequest,
    seen: RemindersText,
    *,
    form: ReminderForm | None = None,
    pause_form: PauseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "seen": seen,
        "form": form or ReminderForm(seen.settings),
        "pause_form": pause_form or PauseForm(seen.today),
        "wrong": (form if form is not None and form.is_bound else None) or pause_form,
        "hour": hour_title(seen.settings.hour),
    }
    return render(request, "remind/reminders.html", context, status=status)


def _is_within(request: HttpRequest, action: str, *, key: str | None = None) -> bool:
    """Tell whether something was not tried too often, and count it."""
    used = consume(request, app="certway.remind", action=action, config=LIMITS, key=key, limit_get=True)
    return used is not None


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # signed in, or never here
    return request.user
