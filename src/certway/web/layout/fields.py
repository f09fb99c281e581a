"""Form fields by the kind of a field of the person file: what people type, as values of a record."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from certway.core.person.fields import STATES
from certway.core.person.record import OPEN, FreeDays, Open
from certway.core.units.days import DaySpan
from certway.exchange.typed_days import (
    TypedDayError,
    read_typed_day,
    read_typed_span,
    show_typed_day,
    show_typed_span,
)
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import number

UNKNOWN = ""  # the answer "I don't know"
NONE = "-none"  # the box "none of these"; no word of the person file begins with a hyphen
MOST_RADIOS = 9  # more choices than that become a list to pick from
MOST_BOXES = 20  # more words than that are typed
LONGEST_TYPED = 60
MOST_TYPED_SPANS = 2000  # characters
LONGEST_TEXT = 500

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]{1,2})?")


def say(message: str, **values: object) -> str:
    """Return a sentence of the catalogue."""
    return catalogue().say(message, **values)


class ReadField(forms.CharField):
    """A text of which a value is read. Django's checks are of the text, so it is read when they are done."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> Any:
        """Return what the text says; raises ValidationError."""
        return self.read(super().clean(value))

    def read(self, text: str) -> object:
        """Return the value that a text stands for, None for an empty one; raises ValidationError."""
        raise NotImplementedError


class DayField(ReadField):
    """A day, month or year as people type it; a DaySpan or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST_TYPED, **options)
        self.widget.attrs |= {"autocomplete": "off", "class": "date"}

    def read(self, text: str) -> DaySpan | None:
        """Return the span that was typed; raises ValidationError with the remedy."""
        return read_day(text)

    def prepare_value(self, value: object) -> object:
        """Return what the box is filled with."""
        return show_typed_day(value) if isinstance(value, DaySpan) else value


def read_day(text: str | None) -> DaySpan | None:
    """Return the day that was typed, or None for nothing; raises ValidationError."""
    if not text:
        return None
    try:
        return read_typed_day(text)
    except TypedDayError as error:
        raise forms.ValidationError(say(f"error.day.{error.reason}", text=error.text)) from error


class OpenDayWidget(forms.MultiWidget):
    """A box for the day, and one to tick for "still open"."""

    template_name = "layout/widgets/open_day.html"
    use_fieldset = True

    def __init__(self, open_label: str) -> None:
        attributes = {"autocomplete": "off", "class": "date"}
        super().__init__({"": forms.TextInput(attributes), "open": forms.CheckboxInput()})
        self.open_label = open_label

    def decompress(self, value: object) -> list[object]:
        """Return what the box and the tick are filled with."""
        return [show_typed_day(value) if isinstance(value, DaySpan) else None, value is OPEN]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template needs: the two parts and the label of the tick."""
        context = super().get_context(name, value, attrs)
        context["widget"]["open_label"] = self.open_label
        return context


class OpenDayField(forms.MultiValueField):
    """A day, or "still open"; a DaySpan, OPEN or None."""

    def __init__(self, *, open_label: str, **options: Any) -> None:
        parts = (forms.CharField(max_length=LONGEST_TYPED), forms.BooleanField())
        super().__init__(parts, required=False, require_all_fields=False, widget=OpenDayWidget(open_label), **options)

    def clean(self, value: Sequence[str] | None) -> DaySpan | Open | None:
        """Return the answer; raises ValidationError where a day stands beside the tick."""
        text, still_open = value or ("", False)
        day = read_day((text or "").strip())
        if day is not None and still_open:
            raise forms.ValidationError(say("error.open-day"))
        return OPEN if still_open else day


class NumberField(ReadField):
    """A number as people type it, such as `1,920` or `$6,000`; hundredths or None."""

    def __init__(self, *, least: float, most: float, unit: str, **options: Any) -> None:
        super().__init__(max_length=LONGEST_TYPED, **options)
        self.least, self.most, self.unit = least, most, unit
        self.unit_message = f"field.unit.{unit.replace(' ', '-')}"
        self.widget.attrs |= {"autocomplete": "off", "inputmode": "decimal", "class": "number"}

    def read(self, text: str) -> int | None:
        """Return the number in hundredths; raises ValidationError with the remedy."""
        return read_number(text, self.least, self.most)

    def prepare_value(self, value: object) -> object:
        """Return what the box is filled with."""
        return number(value / 100) if isinstance(value, int) else value


def read_number(text: str | None, least: float, most: float) -> int | None:
    """Return the number that was typed in hundredths, or None for nothing; raises ValidationError."""
    if not text:
        return None
    plain = text.replace(",", "").replace("$", "").replace("\u00a0", "").replace(" ", "")
    if not _NUMBER.fullmatch(plain):
        raise forms.ValidationError(say("error.number", text=text))
    if not least <= float(plain) <= most:
        raise forms.ValidationError(say("error.range", least=number(least), most=number(most)))
    return round(float(plain) * 100)


class HintedRadios(forms.RadioSelect):
    """Radio buttons, some with a line that explains the choice."""

    hints: Mapping[str, str] = {}

    def create_option(self, name: str, value: Any, *rest: Any, **named: Any) -> dict[str, Any]:
        """Return what the template needs of one choice, with its hint."""
        option = super().create_option(name, value, *rest, **named)
        return {**option, "hint": self.hints.get(str(value), "")}


class HintedBoxes(forms.CheckboxSelectMultiple):
    """Boxes to tick, some with a line that explains the choice."""

    hints: Mapping[str, str] = {}

    def create_option(self, name: str, value: Any, *rest: Any, **named: Any) -> dict[str, Any]:
        """Return what the template needs of one choice, with its hint."""
        option = super().create_option(name, value, *rest, **named)
        return {**option, "hint": self.hints.get(str(value), "")}


class WordField(forms.ChoiceField):
    """One of several words, or None for "I don't know"."""

    def __init__(
        self, *, choices: Sequence[tuple[str, str]], unknown: str, most_radios: int = MOST_RADIOS, **options: Any
    ) -> None:
        few = len(choices) <= most_radios
        every = [*choices, (UNKNOWN, unknown)] if few else [(UNKNOWN, unknown), *choices]
        widget = HintedRadios if few else forms.Select
        self.known = [*choices]
        super().__init__(required=options.pop("required", False), choices=every, widget=widget, **options)

    def need(self) -> None:
        """Take "I don't know" from the choices."""
        self.choices = self.known

    def clean(self, value: Any) -> str | None:
        """Return the word."""
        return super().clean(value) or None


class StateField(forms.ChoiceField):
    """A state, or none; two letters, empty for none."""

    def __init__(self, *, none: str, **options: Any) -> None:
        states = [(state, say(f"choice.person.lives_in.{state}")) for state in STATES]
        messages = {"invalid_choice": say("error.state")}
        super().__init__(required=False, choices=[(UNKNOWN, none), *states], error_messages=messages, **options)

    def to_python(self, value: Any) -> str:
        """Return the two letters, however they are typed."""
        return self.prepare_value(super().to_python(value))

    def prepare_value(self, value: Any) -> str:
        """Return which of the states is chosen."""
        return str(value or "").strip().upper()


class FlagField(WordField):
    """Yes, no, or "I don't know"; a bool or None."""

    def __init__(self, **options: Any) -> None:
        choices = [("yes", say("flag.yes")), ("no", say("flag.no"))]
        super().__init__(choices=choices, unknown=say("flag.unknown"), **options)

    def clean(self, value: Any) -> bool | None:  # type: ignore[override]
        """Return the answer."""
        return {"yes": True, "no": False}.get(super().clean(value) or "")

    def prepare_value(self, value: object) -> object:
        """Return which of the answers is chosen."""
        return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


class WordsField(forms.MultipleChoiceField):
    """Several words; a tuple of them, empty for "none of these", None where nothing is ticked."""

    def __init__(self, *, choices: Sequence[tuple[str, str]], none: str, **options: Any) -> None:
        super().__init__(required=False, choices=[*choices, (NONE, none)], widget=HintedBoxes, **options)

    def clean(self, value: Any) -> tuple[str, ...] | None:
        """Return the words; raises ValidationError where some are ticked beside "none of these"."""
        ticked = tuple(super().clean(value))
        if NONE in ticked and len(ticked) > 1:
            raise forms.ValidationError(say("error.none-and-some"))
        return () if NONE in ticked else ticked or None

    def prepare_value(self, value: object) -> object:
        """Return which boxes are ticked."""
        return [NONE] if value == () else value


class TypedWordsField(ReadField):
    """Several words out of many, typed by their code or name: `TX, New Mexico`. A tuple of them, or None."""

    def __init__(self, *, choices: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(max_length=LONGEST_TEXT, **options)
        self.widget.attrs |= {"autocomplete": "off"}
        self.known = {name.casefold(): word for word, label in choices for name in (word, label)}

    def read(self, text: str) -> tuple[str, ...] | None:
        """Return the words; raises ValidationError that names the first one that is not known."""
        typed = [part.strip() for part in re.split("[,;\n]", text) if part.strip()]
        unknown = next((part for part in typed if part.casefold() not in self.known), None)
        if unknown is not None:
            raise forms.ValidationError(say("error.typed-word", text=unknown))
        return tuple(dict.fromkeys(self.known[part.casefold()] for part in typed)) or None

    def prepare_value(self, value: object) -> object:
        """Return what the box is filled with."""
        return ", ".join(value) if isinstance(value, tuple) else value


class TextField(forms.CharField):
    """A text on one line, or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=LONGEST_TEXT, **options)
        self.widget.attrs |= {"autocomplete": "off"}

    def clean(self, value: Any) -> str | None:
        """Return the text."""
        return super().clean(value) or None


class NumbersWidget(forms.MultiWidget):
    """A box for each of several numbers."""

    template_name = "layout/widgets/numbers.html"
    use_fieldset = True

    def __init__(self, labels: Mapping[str, str]) -> None:
        attributes = {"autocomplete": "off", "inputmode": "decimal", "class": "number"}
        super().__init__({word: forms.TextInput(attributes) for word in labels})
        self.labels = labels

    def decompress(self, value: object) -> list[object]:
        """Return what the boxes are filled with."""
        told = value if isinstance(value, Mapping) else {}
        return [number(told[word] / 100) if word in told else None for word in self.labels]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template needs: each box with its label."""
        context = super().get_context(name, value, attrs)
        for part, label in zip(context["widget"]["subwidgets"], self.labels.values(), strict=True):
            part["label"] = label
        return context


class NumbersField(forms.MultiValueField):
    """A number for each of several words; hundredths by word, or None where all are left empty."""

    def __init__(self, *, labels: Mapping[str, str], most: float, **options: Any) -> None:
        parts = tuple(forms.CharField(max_length=LONGEST_TYPED) for _ in labels)
        super().__init__(parts, required=False, require_all_fields=False, widget=NumbersWidget(labels), **options)
        self.labels, self.most = labels, most

    def clean(self, value: Sequence[str] | None) -> dict[str, int] | None:
        """Return the numbers; raises ValidationError for the first that is none."""
        numbers = {}
        for word, text in zip(self.labels, value or (), strict=False):
            told = read_number((text or "").strip(), 0, self.most)
            if told is not None:
                numbers[word] = told
        return numbers or None


class SpansField(ReadField):
    """Days or stretches of days, one a line; a tuple of FreeDays, or None."""

    def __init__(self, *, single_days: bool, **options: Any) -> None:
        super().__init__(max_length=MOST_TYPED_SPANS, widget=forms.Textarea({"rows": 3}), **options)
        self.single_days = single_days

    def read(self, text: str) -> tuple[FreeDays, ...] | None:
        """Return the stretches; raises ValidationError with what is wrong in each line."""
        lines = [line.strip() for line in text.splitlines()]
        stretches, problems = [], []
        for line in filter(None, lines):
            try:
                first, last = read_typed_span(line)
            except TypedDayError as error:
                problems.append(say(f"error.day.{error.reason}", text=error.text))
            else:
                stretches.append(FreeDays(first, last))
                if self.single_days and first != last:
                    problems.append(say("error.day.not-one-day", text=line))
        if problems:
            raise forms.ValidationError(problems)
        return tuple(stretches) or None

    def prepare_value(self, value: object) -> object:
        """Return what the box is filled with."""
        if not isinstance(value, tuple):
            return value
        return "\n".join(show_typed_span(days.first, days.last) for days in value if isinstance(days, FreeDays))
