"""The form of one document: its title, and what it proves."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms

from certway.actions.see_documents import EntryChoice
from certway.exchange.document_names import LONGEST_TITLE, clean_title
from certway.web.layout.fields import say


class DocumentForm(forms.Form):
    """What its owner may change."""

    title = forms.CharField(max_length=LONGEST_TITLE, widget=forms.TextInput({"autocomplete": "off"}))
    proves = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: object, choices: Sequence[EntryChoice], title: str) -> None:
        proved = [str(choice.id) for choice in choices if choice.proved]
        super().__init__(data, initial={"title": title, "proves": proved})  # type: ignore[arg-type]
        self.fields["title"].label = say("document.title")
        self.fields["title"].error_messages["required"] = say("document.title.missing")
        self.fields["proves"].label = say("document.proves")
        self.fields["proves"].help_text = say("document.proves.hint")
        # An entry that went meanwhile, in another window, is passed over when it is kept.
        self.fields["proves"].choices = [(str(choice.id), choice.name) for choice in choices]  # type: ignore[attr-defined]
        if not choices:
            del self.fields["proves"]

    def clean_title(self) -> str:
        """Return the title; raises ValidationError where nothing of it can be seen."""
        title = clean_title(self.cleaned_data["title"])
        if not title:
            raise forms.ValidationError(say("document.title.missing"))
        return title

    @property
    def proved(self) -> list[UUID]:
        """The entries that were ticked."""
        return [UUID(key) for key in self.cleaned_data.get("proves", ())]
