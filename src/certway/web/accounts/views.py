"""The pages of accounts that are wholly ours: the overview, the sessions, and the way to a provider."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render

from certway.actions.end_sessions import end_session, end_sessions
from certway.actions.see_sessions import SignedIn, see_sessions
from certway.exchange.words.catalogue import catalogue
from certway.records.models import User
from certway.web.accounts.linked import provider_name
from certway.web.accounts.time_zone import zone_title
from certway.web.clock import day_of, now, today, zone_of


def overview(request: HttpRequest) -> HttpResponse:
    """Everything about one's account, each with the way to change it."""
    user = _user(request)
    held = list(Authenticator.objects.filter(user=user))
    kept = {kind: [one for one in held if one.type == kind] for kind in Authenticator.Type.values}
    sessions = see_sessions(user_id=user.pk, here=request.session.session_key, now=now())
    context = {
        "email": user.email,
        "has_password": user.has_usable_password(),
        "app": bool(kept["totp"]),
        "passkeys": len(kept["webauthn"]),
        "codes": sum(len(one.wrap().get_unused_codes()) for one in kept["recovery_codes"]),
        "sessions": len(sessions),
        "provider": provider_name(),
        "zone": zone_title(user.time_zone),
        "linked": bool(settings.SOCIALACCOUNT_PROVIDERS) and SocialAccount.objects.filter(user=user).exists(),
    }
    return render(request, "accounts/overview.html", context)


def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in; and the end of that in one other browser (`end` names it), or in all."""
    user, here = _user(request), request.session.session_key
    if request.method == "POST":
        if "end" in request.POST:
            end_session(user_id=user.pk, name=request.POST["end"], keep=here)
            messages.success(request, catalogue().say("account.done.session-ended"))
        else:
            end_sessions(user_id=user.pk, keep=here)
            messages.success(request, catalogue().say("account.done.sessions-ended"))
        return redirect("accounts:sessions")
    found = see_sessions(user_id=user.pk, here=here, now=now())
    listed = [(one, one.since.astimezone(zone_of(request)), _used_on(request, one)) for one in found]
    return render(request, "accounts/sessions.html", {"sessions": listed})


def _used_on(request: HttpRequest, one: SignedIn) -> int:
    """Return the day of a session's last use; that in UTC may be another one than hers, but never a day to come."""
    return min(max(one.used_on.toordinal(), day_of(request, one.since)), today(request))


def leaving(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """The way to a provider.

    A form must not end on another site (the policy of content forbids it, also by way of a redirect); so a page of ours
    leads on.
    """
    response = openid.login(request, provider_id=provider_id)
    if isinstance(response, HttpResponseRedirect) and "://" in response.url:
        return render(request, "accounts/leaving.html", {"address": response.url, "provider": provider_name()})
    return response  # type: ignore[no-any-return]


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
