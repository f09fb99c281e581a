"""The sheet of a question as a form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.boundfield import BoundField

from certway.core.items.bank import Bank
from certway.core.items.item import DIFFICULTIES, KINDS, LEVELS, Kind
from certway.exchange.bank.sheet import LONGEST, Fault, Sheet, fields_of, kind_of_sheet, most_rows, row_fields
from certway.web.layout.fields import say

ROWS_AT_FIRST: Mapping[Kind, int] = {
    "single": 4,
    "multiple": 5,
    "ordering": 4,
    "matching": 4,
    "number": 2,
}  # shown at first
_LONG = ("situation", "stem", "alt", "note")
_MARKDOWN = ("situation", "stem", "text", "why", "this", "that")


@dataclass(frozen=True, slots=True)
class FieldRow:
    """What belongs to one option, step, pair or mistake."""

    number: int
    fields: tuple[BoundField, ...]


class SheetForm(forms.Form):
    """A sheet to be filled in. What it says is read by `read_sheet`; the form shows it, and what is wrong with it."""

    def __init__(self, sheet: Sheet, bank: Bank, *, fixed: bool, faults: Iterable[Fault] = (), rows: int = 0) -> None:
        super().__init__(dict(sheet), auto_id="%s")
        self.kind = kind_of_sheet(sheet)
        self.rows_shown = _rows_shown(sheet, self.kind, rows)
        for name in fields_of(self.kind):
            self.fields[name] = _field(name, bank, fixed=fixed)
        self._errors = forms.utils.ErrorDict()
        for fault in faults:
            name = fault.field if fault.field in self.fields else NON_FIELD_ERRORS
            self._errors.setdefault(name, self.error_class()).append(fault.text or say("write.missing"))

    def _some(self, *names: str) -> list[BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def asked(self) -> Sequence[BoundField]:
        """What is asked."""
        return self._some("stem")

    @property
    def shared(self) -> Sequence[BoundField]:
        """The situation, which may be that of several questions."""
        return self._some("situation", "set")

    @property
    def filed(self) -> Sequence[BoundField]:
        """Where it belongs, and what is expected of it."""
        return self._some("type", "topic", "level", "difficulty", "name")

    @property
    def known(self) -> Sequence[BoundField]:
        """Where the knowledge stands."""
        return self._some("source", "part", "note")

    @property
    def alone(self) -> Sequence[BoundField]:
        """The right number, its unit, tolerance and working."""
        return self._some("answer", "unit", "tolerance", "why") if self.kind == "number" else []

    @property
    def rows(self) -> Iterator[FieldRow]:
        """The rows that are shown."""
        for number in range(1, self.rows_shown + 1):
            yield FieldRow(number, tuple(self[f"{name}-{number}"] for name in row_fields(self.kind)))

    @property
    def others(self) -> Sequence[BoundField]:
        """What fits nothing."""
        return [self[name] for name in self.fields if name.startswith("other-")]

    @property
    def has_room(self) -> bool:
        """Whether there may be another row."""
        return self.rows_shown < most_rows(self.kind)


def field_label(field: str) -> str:
    """Return the label of a field, with its number; empty for none."""
    if not field:
        return ""
    plain, _, number = field.rpartition("-")
    label = say(f"write.field.{plain or field}")
    return say("write.field.numbered", field=label, n=number) if plain else label


def _rows_shown(sheet: Sheet, kind: Kind, rows: int) -> int:
    filled = max(
        (int(name.rpartition("-")[2]) for name in sheet if name.rpartition("-")[0] in row_fields(kind)), default=0
    )
    return min(max(ROWS_AT_FIRST[kind], filled, rows), most_rows(kind))


def _field(name: str, bank: Bank, *, fixed: bool) -> forms.Field:
    plain = name.rpartition("-")[0] or name
    label, hint = say(f"write.field.{plain}"), say(f"write.hint.{plain}") if plain in _HINTED else ""
    if name == "topic":
        return forms.ChoiceField(label=label, choices=topic_choices(bank), required=False, disabled=fixed)
    if name == "source":
        return forms.ChoiceField(label=label, choices=work_choices(bank), required=False)
    if name in _WORDS:
        words = [(word, say(f"write.{_WORDS[name][0]}.{word}")) for word in _WORDS[name][1]]
        return forms.ChoiceField(label=label, help_text=hint, choices=words, required=False)
    if plain == "right":
        return forms.BooleanField(label=label, required=False, widget=forms.CheckboxInput(attrs={"value": "1"}))
    rows = 4 if name in _LONG else 2
    widget = forms.Textarea(attrs={"rows": rows}) if name in _LONG or plain in _MARKDOWN else forms.TextInput()
    widget.attrs["autocomplete"] = "off"
    field = forms.CharField(label=label, help_text=hint, required=False, max_length=LONGEST, widget=widget)
    field.disabled = fixed and name == "name"
    return field


_HINTED = ("stem", "type", "situation", "set", "name", "alt", "part", "note", "tolerance", "answer")
_WORDS: Mapping[str, tuple[str, Sequence[str]]] = {
    "type": ("kind", KINDS),
    "level": ("level", LEVELS),
    "difficulty": ("difficulty", DIFFICULTIES),
}


def topic_choices(bank: Bank) -> list[tuple[str, object]]:
    """Return the topics by their groups, behind the choice of none."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for topic in bank.tree.topics:
        groups.setdefault(bank.tree.groups[topic.group], []).append((topic.id, topic.title))
    return [("", say("write.choose")), *groups.items()]


def work_choices(bank: Bank) -> list[tuple[str, str]]:
    """Return the works by their titles, behind the choice of none."""
    works = sorted(bank.works.items(), key=lambda one: one[1].title.lower())
    return [("", say("write.choose")), *((name, f"{work.title} ({work.by})") for name, work in works)]


class BeginForm(forms.Form):
    """A question to be begun: its topic, and how it is answered."""

    def __init__(self, data: Mapping[str, str] | None, bank: Bank, topic: str = "") -> None:
        super().__init__(data, initial={"topic": topic, "type": "single"}, auto_id="%s")
        self.fields["topic"] = forms.ChoiceField(
            label=say("write.field.topic"),
            choices=topic_choices(bank),
            error_messages={"required": say("write.missing")},
        )
        kinds = [(kind, say(f"write.kind.{kind}")) for kind in KINDS]
        self.fields["type"] = forms.ChoiceField(label=say("write.field.type"), choices=kinds, widget=forms.RadioSelect)
