"""What a visitor may choose on the page of comparison."""

from __future__ import annotations

from typing import Any

from django import forms

from certway.core.units.days import DaySpan
from certway.web.choose.table import COLUMNS, SORTED_BY
from certway.web.layout.fields import DayField, say


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
    """The day, the columns and the order."""

    on = ExactDayField()
    column = forms.MultipleChoiceField(required=False)
    sort = forms.ChoiceField(required=False, choices=[(name, name) for name in ("", *SORTED_BY)])

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        on, column = self.fields["on"], self.fields["column"]
        on.label, on.help_text = say("compare.page.on"), say("compare.page.on.hint")
        column.label = say("compare.page.columns")
        column.widget = forms.CheckboxSelectMultiple()
        column.choices = [(name, say(f"compare.column.{name}")) for name in COLUMNS]  # type: ignore[attr-defined]

    def day(self, today: int) -> int:
        """Return the ordinal of the day asked about; today where none was, or none that can be read."""
        span = self.cleaned_data.get("on")
        return span.first if isinstance(span, DaySpan) else today

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns to show, in their own order; all where none was chosen."""
        chosen = self.cleaned_data.get("column") or COLUMNS
        return tuple(name for name in COLUMNS if name in chosen)

    @property
    def order(self) -> str:
        """The column that the rows are sorted by; empty for the usual order."""
        return self.cleaned_data.get("sort") or ""
