"""What a visitor may choose on the page of what comes next."""

from __future__ import annotations

from typing import Any

from django import forms

from certway.web.layout.fields import StateField, say


class StateForm(forms.Form):
    """Where she wants to work; `lives_in` is what stands there before she chooses."""

    def __init__(self, data: Any = None, *, lives_in: str = "") -> None:
        super().__init__(data, initial={"state": lives_in})
        self.fields["state"] = StateField(none=say("advance.page.state.none"), label=say("advance.page.state"))

    @property
    def state(self) -> str:
        """The two letters that were chosen; empty where none were, or none that are a state."""
        return self.cleaned_data.get("state", "") if self.is_valid() else ""
