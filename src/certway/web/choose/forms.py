"""What a visitor may choose on the page of comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from certway.core.units.days import DaySpan
from certway.web.choose.table import COLUMNS, SORTED_BY
from certway.web.layout.fields import DayField, StateField, say


class ExactDayField(DayField):
    """A day known exactly."""

    def clean(self, value: Any) -> DaySpan | None:
        """Return the day; raises ValidationError for a month or a year."""
        day = super().clean(value)
        if not isinstance(day, DaySpan):
            return None
        if not day.exact:
            raise forms.ValidationError(say("error.day.not-one-day", text=value))
        return day


class CompareForm(forms.Form):
    """The credentials, the state, the day, the columns and the order."""

    on = ExactDayField()
    credential = forms.MultipleChoiceField(required=False)
    column = forms.MultipleChoiceField(required=False)
    sort = forms.ChoiceField(required=False, choices=[(name, name) for name in ("", *SORTED_BY)])

    def __init__(self, data: Any, *, credentials: Sequence[str]) -> None:
        super().__init__(data)
        self.offered = tuple(credentials)
        self.fields["state"] = StateField(none=say("compare.page.state.none"))
        self._label("on", hint=True)
        self._label("state", hint=True)
        self._label("credential", {name: say(f"credential.{name}") for name in self.offered})
        self._label("column", {name: say(f"compare.column.{name}") for name in COLUMNS})
        self.order_fields(["state", "on", "credential", "column"])

    def _label(self, name: str, boxes: Mapping[str, str] | None = None, *, hint: bool = False) -> None:
        field = self.fields[name]
        field.label = say(f"compare.page.{name}")
        if hint:
            field.help_text = say(f"compare.page.{name}.hint")
        if boxes:
            field.widget = forms.CheckboxSelectMultiple()
            field.choices = [*boxes.items()]  # type: ignore[attr-defined]

    def day(self, today: int) -> int:
        """Return the ordinal of the day asked about; today where none was, or none that can be read."""
        span = self.cleaned_data.get("on")
        return span.first if isinstance(span, DaySpan) else today

    @property
    def state(self) -> str:
        """The state's two letters; empty for the whole country."""
        return self.cleaned_data.get("state") or ""

    @property
    def credentials(self) -> tuple[str, ...]:
        """The ids of the credentials to show, in their own order; all where none was chosen."""
        chosen = self.cleaned_data.get("credential") or self.offered
        return tuple(name for name in self.offered if name in chosen)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns to show, in their own order; all where none was chosen. Only a state has law."""
        chosen = self.cleaned_data.get("column") or COLUMNS
        return tuple(name for name in COLUMNS if name in chosen and (name != "law" or self.state))

    @property
    def order(self) -> str:
        """The column that the rows are sorted by; empty for the usual order."""
        return self.cleaned_data.get("sort") or ""
