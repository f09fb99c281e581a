"""A form for fields of one section of the person file, generated from the field table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms

from certway.core.person.fields import Field, SectionTable
from certway.core.person.merging import same_answer
from certway.core.person.reading import check_entry
from certway.core.person.record import Entry, FieldValue
from certway.exchange.shipped_licenses import license_called, licenses_of
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.catalogue import catalogue
from certway.web.layout.fields import WordField
from certway.web.layout.questions import form_field


class EntryForm(forms.Form):
    """Asks for some fields of an entry. What is left empty is unknown; nothing is required by itself."""

    def __init__(
        self, table: SectionTable, asked: Sequence[Field], kept: Entry, data: Any = None, *, state: str = ""
    ) -> None:
        """Ask for fields; with a `state` (two letters) what it grants stands among the credentials."""
        super().__init__(data, initial={field.name: kept[field.name] for field in asked if field.name in kept})
        self.table, self.asked, self.kept = table, tuple(asked), kept
        for field in asked:
            made = self.fields[field.name] = form_field(table.name, field, _choices(table, field, kept, state))
            if field.required and isinstance(made, WordField):
                made.need()

    def need_first(self) -> None:
        """Take "I don't know" from the first question: a new entry must say what it is."""
        field = self.fields[self.asked[0].name]
        if isinstance(field, WordField):
            field.need()

    def says_first(self) -> bool:
        """Tell whether the first question is answered; a form whose is not gets the words for that."""
        said = self.asked[0].name in self.entry
        if not said:
            self.add_error(self.asked[0].name, self.missing_words)
        return said

    def clean(self) -> dict[str, Any]:
        """Return the answers; what cannot be true together is told at the field that is at fault."""
        if not self.errors:
            names = {field.name for field in self.asked}
            entry = {**{name: value for name, value in self.kept.items() if name not in names}, **self.entry}
            for field in dict.fromkeys(wrong.field for wrong in check_entry(entry, self.table)):
                if field:
                    self.add_error(field if field in names else None, self._told(field))
                else:
                    self.add_error(self.asked[0].name, self.missing_words)
        return self.cleaned_data

    def _told(self, field: str) -> str:
        words = catalogue()
        return words.find(f"error.contradiction.{self.table.name}.{field}") or words.say("error.contradiction")

    @property
    def entry(self) -> Entry:
        """The fields that were answered."""
        told = {name: value for name, value in self.cleaned_data.items() if value is not None}
        kept = {name: self.kept[name] for name, value in told.items() if same_answer(value, self.kept.get(name))}
        return cast("dict[str, FieldValue]", {**told, **kept})

    def tell_of_changes(self, said: Mapping[str, str]) -> None:
        """Say at fields that they were changed in another window meanwhile, and what they say there, in words."""
        for name, value in said.items():
            told = catalogue().say("error.meanwhile", value=value) if value else catalogue().say("error.meanwhile.none")
            self.add_error(name, told)

    @property
    def missing_words(self) -> str:
        """What to say where a new entry does not say what it is."""
        return catalogue().say(f"error.first.{self.table.name}")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields asked."""
        return tuple(field.name for field in self.asked)


HELD_BEFORE = ("cla-ascp",)  # credentials that a rule asks for and nobody can get any more
BODIES = (  # as `approved_by` names them
    "aama", "amt", "ascp", "ncct", "nha", "pace", "accme", "acpe", "ancc", "iacet", "state-nursing-board",
)  # fmt: skip
FEES = ("application", "exam", "annual", "renewal", "late", "reinstatement")
AREAS = (
    "administrative", "clinical", "general", "blood-banking", "chemistry", "hematology", "microbiology", "safety",
    "ethics",
)  # fmt: skip
_OFFERED = {
    ("cards", "kind"): ("cpr", "other"),
    ("education_credits", "approved_by"): BODIES,
    ("education_credits", "areas"): AREAS,
    ("fees_paid", "kind"): FEES,
}

NAMES_LICENSES = {"credentials": "id", "fees_paid": "credential"}  # the field that may name the license of a state


def _choices(table: SectionTable, field: Field, kept: Entry, state: str) -> dict[str, str]:
    """What to choose from where the table allows any word; a word that a file brought stays among them."""
    words, offered = catalogue(), _offered(table, field, kept, state)
    own = kept.get(field.name)
    told = (own,) if isinstance(own, str) else tuple(own) if isinstance(own, tuple | Mapping) else ()
    return offered | {
        word: words.find(f"choice.{table.name}.{field.name}.{word}") or license_called(word) or word
        for word in told
        if isinstance(word, str) and word not in offered
    }


def _offered(table: SectionTable, field: Field, kept: Entry, state: str) -> dict[str, str]:
    sheets, words = shipped_rules().sheets, catalogue()
    listed = _OFFERED.get((table.name, field.name))
    if listed is not None:
        return {word: words.say(f"choice.{table.name}.{field.name}.{word}") for word in listed}
    if field.name == "route":
        sheet = sheets.get(str(kept.get("exam", "")))
        return {route.id: words.text(route.title) for route in sheet.eligibility.routes} if sheet else {}
    names = (*sheets, *(HELD_BEFORE if table.name == "credentials" else ()))
    granted = licenses_of(state) if NAMES_LICENSES.get(table.name) == field.name else {}
    return {name: words.find(f"credential.{name}") or name for name in names} | {**granted}
