"""Delete the account, and think better of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from certway.actions.claim_record import drop_claimed
from certway.actions.erase_account import ask_to_erase, keep_account
from certway.exchange.words.catalogue import catalogue
from certway.records.erasure import GRACE_DAYS
from certway.web.clock import moment, zone_of
from certway.web.layout.visiting import visit_of


def delete(request: HttpRequest) -> HttpResponse:
    """Say what goes, and when; then mark the account."""
    assert request.user.is_authenticated
    if request.method == "POST":
        drop_claimed(visit_of(request))  # what was told here before she signed in, and never was added
        ask_to_erase(request.user.pk, at=moment(), zone=zone_of(request), keep_session=request.session.session_key)
        return HttpResponseRedirect(reverse("accounts:overview"))
    return render(request, "accounts/delete.html", {"days": GRACE_DAYS})


def keep(request: HttpRequest) -> HttpResponse:
    """Keep the account after all."""
    if request.user.is_authenticated:
        keep_account(request.user.pk)
        messages.success(request, catalogue().say("account.kept"))
    return HttpResponseRedirect(reverse("accounts:overview"))
