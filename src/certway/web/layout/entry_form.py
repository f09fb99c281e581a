"""A form for fields of one section of the person file, generated from the field table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from certway.core.person.fields import Field, SectionTable
from certway.core.person.reading import check_entry
from certway.core.person.record import Entry, FieldValue
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.catalogue import catalogue
from certway.web.layout.fields import WordField, form_field


class EntryForm(forms.Form):
    """Asks for some fields of an entry. What is left empty is unknown; nothing is required by itself."""

    def __init__(self, table: SectionTable, asked: Sequence[Field], kept: Entry, data: Any = None) -> None:
        super().__init__(data, initial={field.name: kept[field.name] for field in asked if field.name in kept})
        self.table, self.asked, self.kept = table, tuple(asked), kept
        for field in asked:
            self.fields[field.name] = form_field(table.name, field, _choices(table, field, kept))

    def need_first(self) -> None:
        """Take "I don't know" from the first question: a new entry must say what it is."""
        field = self.fields[self.asked[0].name]
        assert isinstance(field, WordField)
        field.need()

    def clean(self) -> dict[str, Any]:
        """Return the answers; what cannot be true together is told at the field that is at fault."""
        if not self.errors:
            names = {field.name for field in self.asked}
            entry = {**{name: value for name, value in self.kept.items() if name not in names}, **self.entry}
            for wrong in check_entry(entry, self.table):
                self.add_error(wrong.field if wrong.field in names else None, self._told(wrong.field))
        return self.cleaned_data

    def _told(self, field: str) -> str:
        words = catalogue()
        return words.find(f"error.contradiction.{self.table.name}.{field}") or words.say("error.contradiction")

    @property
    def entry(self) -> Entry:
        """The fields that were answered."""
        told = {name: value for name, value in self.cleaned_data.items() if value is not None}
        return cast("dict[str, FieldValue]", told)

    @property
    def missing_words(self) -> str:
        """What to say where a new entry does not say what it is."""
        return catalogue().say(f"error.first.{self.table.name}")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields asked."""
        return tuple(field.name for field in self.asked)


def _choices(table: SectionTable, field: Field, kept: Entry) -> tuple[str, ...]:
    """What to choose from where the table allows any word; a word that a file brought stays among them."""
    sheets = shipped_rules().sheets
    offered: tuple[str, ...] = ("cpr", "other") if table.name == "cards" else tuple(sheets)
    if field.name == "route":
        exam = str(kept.get("exam", ""))
        offered = tuple(route.id for route in sheets[exam].eligibility.routes) if exam in sheets else ()
    own = kept.get(field.name)
    return offered if not isinstance(own, str) or own in offered else (*offered, own)
