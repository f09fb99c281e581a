"""What a node of a rule file may refer to, and taking such references."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from certway.core.person.columns import SELF
from certway.core.person.fields import SINGLES, Field, Kind, SectionTable, section_table
from certway.core.rulebook.forms import Form, Problems, nearest
from certway.core.rulebook.values import Source, Value

LENGTHS = ("days", "weeks", "months", "years")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a node may refer to: the file's sources and values, and the section whose entry it stands on."""

    sources: Mapping[str, Source]
    values: Mapping[str, Value]
    problems: Problems
    section: str = SELF
    source: Source | None = None  # of the node around it


def take_value(form: Form, key: str, setting: Setting, *, units: tuple[str, ...] = ()) -> Value | None:
    """Take the id of a value; None (and a problem) when there is no such value or its unit does not fit."""
    name = form.text(key, required=True)
    value = setting.values.get(name)
    where = form.take(key) or form.located
    if name and value is None:
        setting.problems.add(where, f"unknown value '{name}'{nearest(name, setting.values)}")
    elif value is not None and units and value.unit not in units:
        setting.problems.add(where, f"'{key}' needs a value in {' or '.join(units)}, but '{name}' is in {value.unit}")
        return None
    elif value is not None and not value.counts:
        setting.problems.add(where, f"'{key}' needs whole numbers, which '{name}' does not have")
        return None
    return value


def take_optional(form: Form, key: str, setting: Setting, *, units: tuple[str, ...] = ()) -> Value | None:
    return take_value(form, key, setting, units=units) if key in form else None


def take_field(form: Form, key: str, name: str, setting: Setting, kinds: tuple[Kind, ...] = ()) -> Field | None:
    """Return the field of that dotted name in the section that the node stands on, or None and a problem."""
    table, inner = section_table(setting.section), name
    if setting.section == SELF:
        section, _, inner = name.partition(".")
        table = next((single for single in SINGLES if single.name == section), None)
    field = _field_of(table, inner) if table else None
    where = form.take(key) or form.located
    if field is None:
        place = "the person" if setting.section == SELF else f"'{setting.section}'"
        known = _names(table) if table else [single.name for single in SINGLES]
        setting.problems.add(where, f"unknown field '{name}' of {place}{nearest(inner, known)}")
        return None
    if kinds and field.kind not in kinds:
        setting.problems.add(where, f"'{name}' holds a {field.kind.value}; '{key}' needs a {kinds[0].value}")
        return None
    return field


def _field_of(table: SectionTable, name: str) -> Field | None:
    """Return the field of that name; one number of a map is named after a dot, as in `science_hours.biology`."""
    whole, _, part = name.partition(".")
    field = table.field(whole)
    if field is None or not part:
        return field
    return replace(field, kind=Kind.NUMBER) if field.kind is Kind.MAP and part in field.words else None


def _names(table: SectionTable) -> list[str]:
    parts = [f"{field.name}.{word}" for field in table.fields if field.kind is Kind.MAP for word in field.words]
    return [field.name for field in table.fields] + parts


def check_words(form: Form, key: str, words: tuple[str, ...], field: Field, setting: Setting) -> None:
    for word in words:
        if field.words and word not in field.words:
            where = form.take(key) or form.located
            setting.problems.add(where, f"'{word}' is no {field.name}{nearest(word, field.words)}")
