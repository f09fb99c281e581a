"""The form of a week's goals."""

from __future__ import annotations

from typing import Any

from django import forms

from certway.actions.see_week import MOST_WANTED
from certway.answers.study_work import GOALS
from certway.web.layout.fields import say

HINTS = ("exams",)  # goals that say something beside their question


class GoalsForm(forms.Form):
    """How many of each kind one wants to do in a week; empty is no goal."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        wrong = say("week.error", most=f"{MOST_WANTED:,}")
        for goal in GOALS:
            self.fields[goal] = forms.IntegerField(
                required=False,
                min_value=0,
                max_value=MOST_WANTED,
                label=say(f"week.ask.{goal}"),
                help_text=say("week.ask.exams.hint") if goal in HINTS else "",
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "date"}),
            )

    def goals(self) -> dict[str, int]:
        """Return what was typed, by kind."""
        return {goal: int(self.cleaned_data[goal]) for goal in GOALS if self.cleaned_data[goal]}
