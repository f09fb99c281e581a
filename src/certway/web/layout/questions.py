"""Questions: the form field of a field of the person file, with its words from the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms

from certway.core.person.fields import Field, Kind
from certway.exchange.words.catalogue import catalogue
from certway.web.layout.fields import (
    MOST_BOXES,
    MOST_RADIOS,
    DayField,
    FlagField,
    HintedBoxes,
    HintedRadios,
    NumberField,
    NumbersField,
    OpenDayField,
    SpansField,
    TextField,
    TypedWordsField,
    WordField,
    WordsField,
    say,
)


def form_field(section: str, field: Field, choices: Mapping[str, str]) -> forms.Field:
    """Return the form field of a field of the person file.

    `choices` are the words to choose from where the field table names none, such as the credentials, with their labels.
    """
    words, base = catalogue(), f"question.{section}.{field.name}"
    options: dict[str, Any] = {"label": words.say(base), "help_text": words.find(f"{base}.hint") or ""}
    made = _MAKERS[field.kind](section, field, choices, options)
    if isinstance(made.widget, HintedRadios | HintedBoxes):
        made.widget.hints = _hints(section, field)
    made.why = words.find(f"{base}.why") or ""  # type: ignore[attr-defined]
    return made


def _labelled(section: str, field: Field, choices: Mapping[str, str]) -> list[tuple[str, str]]:
    if not field.words:
        return list(choices.items())
    return [(word, say(f"choice.{section}.{field.name}.{word}")) for word in field.words]


def _hints(section: str, field: Field) -> dict[str, str]:
    words = catalogue()
    return {word: words.find(f"choice.{section}.{field.name}.{word}.hint") or "" for word in field.words}


def _word(section: str, field: Field, choices: Mapping[str, str], options: dict[str, Any]) -> forms.Field:
    most = MOST_RADIOS if field.words else MOST_BOXES  # credentials stand side by side, however many there are
    labelled = _labelled(section, field, choices)
    return WordField(choices=labelled, unknown=say("choice.unknown"), most_radios=most, **options)


def _words(section: str, field: Field, choices: Mapping[str, str], options: dict[str, Any]) -> forms.Field:
    labelled = _labelled(section, field, choices)
    if len(labelled) > MOST_BOXES:
        return TypedWordsField(choices=labelled, **options)
    return WordsField(choices=labelled, none=say(f"question.{section}.{field.name}.none"), **options)


def _open_day(section: str, field: Field, _choices: Mapping[str, str], options: dict[str, Any]) -> forms.Field:
    return OpenDayField(open_label=say(f"question.{section}.{field.name}.open"), **options)


def _number(_section: str, field: Field, _choices: Mapping[str, str], options: dict[str, Any]) -> forms.Field:
    return NumberField(least=field.least, most=field.most, unit=field.unit, **options)


def _numbers(section: str, field: Field, choices: Mapping[str, str], options: dict[str, Any]) -> forms.Field:
    labels = {word: say(f"question.{section}.{field.name}.{word}") for word in field.words} or choices
    return NumbersField(labels=labels, most=field.most, **options)


def _spans(_section: str, field: Field, _choices: Mapping[str, str], options: dict[str, Any]) -> forms.Field:
    return SpansField(single_days=field.name == "intakes", **options)


_MAKERS: Mapping[Kind, Callable[[str, Field, Mapping[str, str], dict[str, Any]], forms.Field]] = {
    Kind.DAY: lambda _section, _field, _choices, options: DayField(**options),
    Kind.OPEN_DAY: _open_day,
    Kind.NUMBER: _number,
    Kind.WORD: _word,
    Kind.WORDS: _words,
    Kind.FLAG: lambda _section, _field, _choices, options: FlagField(**options),
    Kind.TEXT: lambda _section, _field, _choices, options: TextField(**options),
    Kind.MAP: _numbers,
    Kind.FREE: _spans,
}
