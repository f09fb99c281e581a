"""The time zone by which days begin and end: chosen here, first taken from the browser."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from certway.actions.choose_time_zone import choose_time_zone
from certway.exchange.words.catalogue import catalogue
from certway.records.models import User
from certway.web.clock import browser_zone
from certway.web.layout.fields import say

# The zones of the states and territories where the credentials are held, by their everyday names; then all others.
_AT_HOME = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "Pacific/Guam",
)


class ZoneForm(forms.Form):
    """One time zone of all that there are."""

    zone = forms.ChoiceField()

    def __init__(self, kept: str, data: object = None) -> None:
        super().__init__(data, initial={"zone": kept})  # type: ignore[arg-type]
        field = self.fields["zone"]
        assert isinstance(field, forms.ChoiceField)
        field.label, field.help_text = say("zone.label"), say("zone.hint")
        field.error_messages |= {"required": say("zone.empty"), "invalid_choice": say("zone.empty")}
        home = [(name, zone_title(name)) for name in _AT_HOME]
        field.choices = [(say("zone.home"), home), (say("zone.others"), list(_others()))]


def time_zone(request: HttpRequest) -> HttpResponse:
    """Choose it."""
    user = request.user
    assert isinstance(user, User)
    form = ZoneForm(user.time_zone or browser_zone(request), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        choose_time_zone(user.pk, form.cleaned_data["zone"])
        messages.success(request, catalogue().say("zone.saved"))
        return redirect("accounts:overview")
    wrong = bool(form.errors)
    return render(request, "accounts/time_zone.html", {"form": form}, status=422 if wrong else 200)


def zone_title(name: str) -> str:
    """Return what a time zone is called; empty for none."""
    return (catalogue().find(f"zone.{name}") if name in _AT_HOME else None) or name.replace("_", " ")


@cache
def _others() -> tuple[tuple[str, str], ...]:
    named = (name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return tuple((name, zone_title(name)) for name in sorted({*named, "UTC"} - set(_AT_HOME)))
