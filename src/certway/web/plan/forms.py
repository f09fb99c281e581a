"""What a plan is asked for."""

from __future__ import annotations

from typing import Any

from django import forms

from certway.core.person.record import Entry
from certway.core.person.topics import WISHES
from certway.core.plan.wishes import HORIZON_DAYS
from certway.core.units.days import DaySpan
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.catalogue import catalogue
from certway.web.layout.entry_form import EntryForm
from certway.web.layout.fields import say


class WishesForm(EntryForm):
    """The goal, and the wishes of the person file's preferences."""

    def __init__(self, kept: Entry, data: Any = None, *, goal: str, today: int) -> None:
        super().__init__(WISHES.table, WISHES.fields_for(kept), kept, data)
        self.today = today
        words = catalogue()
        choices = [
            (name, f"{words.find(f'credential.{name}') or sheet.credential.short}: {sheet.credential.name}")
            for name, sheet in shipped_rules().sheets.items()
        ]
        self.fields["goal"] = forms.ChoiceField(
            label=say("question.goal"),
            choices=choices,
            widget=forms.RadioSelect,
            initial=goal,
            error_messages={"required": say("error.goal"), "invalid_choice": say("error.goal")},
        )
        self.order_fields(["goal"])

    def clean(self) -> dict[str, Any]:
        """Return the answers; refuses days by which no plan can end."""
        cleaned = super().clean()
        start, finish = cleaned.get("start"), cleaned.get("finish_by")
        if isinstance(finish, DaySpan):
            begin = max(self.today, start.first) if isinstance(start, DaySpan) else self.today
            if finish.last <= begin:
                self.add_error("finish_by", say("error.finish-past"))
            elif finish.last > begin + HORIZON_DAYS:
                self.add_error("finish_by", say("error.finish-far"))
        return cleaned

    @property
    def entry(self) -> Entry:
        """The wishes that were made."""
        return {name: value for name, value in super().entry.items() if name != "goal"}

    @property
    def goal(self) -> str:
        """The credential to plan for."""
        return str(self.cleaned_data["goal"])
