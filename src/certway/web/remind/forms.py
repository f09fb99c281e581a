"""The forms of reminders: when mail comes, and until when it does not."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms

from certway.actions.set_reminders import ReminderChoice
from certway.core.renew.hours import is_quiet
from certway.core.renew.reminders import DEFAULT_LEADS, MOST_LEAD_DAYS
from certway.core.units.days import to_date
from certway.records.models import ReminderSettings
from certway.records.models.reminders import DAILY, WEEKLY
from certway.web.layout.fields import HintedRadios, read_day, say

ON, OFF = "on", "off"
NEVER = ""  # no quiet hours
LONGEST_TYPED = 60
MOST_LEADS = 20
LONGEST_PAUSE_DAYS = 2 * 366


class ReminderForm(forms.Form):
    """How somebody is reminded."""

    mail = forms.ChoiceField(widget=forms.RadioSelect)
    leads = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    more_leads = forms.CharField(required=False, max_length=LONGEST_TYPED)
    digest = forms.ChoiceField(widget=HintedRadios)
    hour = forms.TypedChoiceField(coerce=int)
    quiet_from = forms.ChoiceField(required=False)
    quiet_until = forms.ChoiceField(required=False)

    def __init__(self, settings: ReminderSettings, data: Any = None) -> None:
        super().__init__(data, initial=_initial(settings))
        for name, field in self.fields.items():
            field.label = say(f"remind.field.{name}")
            field.error_messages |= {"required": say("remind.field.empty"), "invalid_choice": say("remind.field.empty")}
        self._choose("mail", [(ON, say("remind.mail.on")), (OFF, say("remind.mail.off"))])
        self._choose("leads", [(str(lead), lead_title(lead)) for lead in DEFAULT_LEADS])
        self._choose("digest", [(DAILY, say("remind.digest.daily")), (WEEKLY, say("remind.digest.weekly"))])
        self._choose("hour", hours())
        self._choose("quiet_from", [(NEVER, say("remind.quiet.never")), *hours()])
        self._choose("quiet_until", [(NEVER, say("remind.quiet.never")), *hours()])
        self.fields["digest"].widget.hints = {WEEKLY: say("remind.digest.weekly.hint")}
        self.fields["more_leads"].help_text = say("remind.field.more_leads.hint")
        self.fields["more_leads"].widget.attrs |= {"autocomplete": "off"}
        self.fields["quiet_from"].help_text = say("remind.field.quiet_from.hint")

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_more_leads(self) -> list[int]:
        """Return the days that were typed, with commas between; raises ValidationError for what is none."""
        parts = [part for part in re.split(r"[,;\s]+", self.cleaned_data["more_leads"]) if part]
        wrong = next((part for part in parts if not part.isdecimal() or not 1 <= int(part) <= MOST_LEAD_DAYS), None)
        if wrong is not None:
            raise forms.ValidationError(say("remind.field.more_leads.wrong", text=wrong, most=MOST_LEAD_DAYS))
        return [int(part) for part in parts]

    def clean(self) -> dict[str, Any]:
        """See to it that there is something to go by, and that mail does not fall into the quiet hours."""
        told = self.cleaned_data
        leads = {*map(int, told.get("leads", ())), *told.get("more_leads", ())}
        if not leads and "more_leads" in told:
            self.add_error("leads", say("remind.field.leads.none"))
        if len(leads) > MOST_LEADS:
            self.add_error("more_leads", say("remind.field.more_leads.many", most=MOST_LEADS))
        self._check_quiet(told)
        return {**told, "days": tuple(sorted(leads, reverse=True))}

    def _check_quiet(self, told: dict[str, Any]) -> None:
        quiet = [told.get("quiet_from", NEVER), told.get("quiet_until", NEVER)]
        if quiet.count(NEVER) == 1:
            self.add_error("quiet_until", say("remind.field.quiet_until.half"))
        elif NEVER not in quiet and "hour" in told and is_quiet(told["hour"], (int(quiet[0]), int(quiet[1]))):
            self.add_error("hour", say("remind.field.hour.quiet"))

    @property
    def choice(self) -> ReminderChoice:
        """What was chosen."""
        told = self.cleaned_data
        quiet = None if told["quiet_from"] == NEVER else (int(told["quiet_from"]), int(told["quiet_until"]))
        return ReminderChoice(told["mail"] == ON, told["days"], told["hour"], quiet, told["digest"])


class PauseForm(forms.Form):
    """The day on which mail comes again."""

    until = forms.CharField(max_length=LONGEST_TYPED)

    def __init__(self, today: int, data: Any = None) -> None:
        super().__init__(data)
        self.today, field = today, self.fields["until"]
        field.label, field.help_text = say("remind.field.until"), say("remind.field.until.hint")
        field.error_messages["required"] = say("remind.field.until.empty")
        field.widget.attrs |= {"autocomplete": "off"}

    def clean_until(self) -> date:
        """Return the day; raises ValidationError for what is no day to come."""
        day = read_day(self.cleaned_data["until"])
        if day is None or not self.today < day.first <= self.today + LONGEST_PAUSE_DAYS:
            raise forms.ValidationError(say("remind.field.until.past"))
        return to_date(day.first)


def hours() -> list[tuple[str, str]]:
    """Return the hours of a day, as they are said."""
    return [(str(hour), hour_title(hour)) for hour in range(24)]


def hour_title(hour: int) -> str:
    """Return an hour as it is said: `8 am`, `noon`."""
    if hour % 12 == 0:
        return say("remind.hour.noon" if hour else "remind.hour.midnight")
    return say("remind.hour.am" if hour < 12 else "remind.hour.pm", n=hour % 12)


def lead_title(lead: int) -> str:
    """Return a lead time as it stands beside its box: `14 days ahead`."""
    return say("remind.lead.day") if lead == 1 else say("remind.lead", n=lead)


def _initial(settings: ReminderSettings) -> dict[str, Any]:
    quiet = [NEVER if hour is None else str(hour) for hour in (settings.quiet_from, settings.quiet_until)]
    return {
        "mail": ON if settings.is_on else OFF,
        "leads": [str(lead) for lead in settings.leads if lead in DEFAULT_LEADS],
        "more_leads": ", ".join(str(lead) for lead in settings.leads if lead not in DEFAULT_LEADS),
        "digest": settings.digest,
        "hour": settings.hour,
        "quiet_from": quiet[0],
        "quiet_until": quiet[1],
    }
