"""The JSON Schema of the person file, from the field table."""

from __future__ import annotations

from collections.abc import Callable

from certway.core.person.fields import HIGH_SCHOOL, PERSON, SECTIONS, Field, Kind, SectionTable
from certway.core.person.reading import VERSION
from certway.core.person.scalars import (
    CONTROLS,
    FIRST_YEAR,
    IDENTIFIER,
    LAST_YEAR,
    LONGEST_TEXT,
    LONGEST_WORD,
    plain_number,
)
from certway.core.person.values import ACCREDITATION, DAYS_OFF, MOST_ENTRIES

Schema = dict[str, object]

_DESCRIPTION = (
    "What is known about one person. What is absent is unknown; what is present is complete. Beyond this"
    " schema, days must exist and stand in order, numbers have at most two decimals, an id stands once in its"
    " section, and an entry must not contradict itself."
)
_YEAR = "(19|20|21)[0-9]{2}"
_MONTH = "(0[1-9]|1[0-2])"
_DAY = "(0[1-9]|[12][0-9]|3[01])"


def person_schema() -> Schema:
    """Return the JSON Schema (2020-12) of a person file as plain values."""
    properties: Schema = {
        "certway": {"description": "version of this format", "const": VERSION},
        **{table.name: _section(table) for table in SECTIONS},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:certway:person:{VERSION}",
        "title": "Certway person file",
        "description": _DESCRIPTION,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": {
            "day": _day_schema(partial=True),
            "exact_day": _day_schema(partial=False),
            "text": _text_schema(),
            "word": {"type": "string", "maxLength": LONGEST_WORD, "pattern": f"^{IDENTIFIER}$"},
        },
    }


def _day_schema(*, partial: bool) -> Schema:
    if not partial:
        return {"description": "a day", "type": "string", "pattern": f"^{_YEAR}-{_MONTH}-{_DAY}$"}
    return {
        "description": "a day, a month or a year: 2019-05-30, 2019-05 or 2019",
        "anyOf": [
            {"type": "string", "pattern": f"^{_YEAR}(-{_MONTH}(-{_DAY})?)?$"},
            {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
        ],
    }


def _text_schema() -> Schema:
    return {
        "description": "a text on one line; a whole number without quotes is kept as its digits",
        "anyOf": [
            {"type": "string", "maxLength": LONGEST_TEXT, "not": {"pattern": CONTROLS}},
            {"type": "integer", "minimum": 0},
        ],
    }


def _section(table: SectionTable) -> Schema:
    if not table.single:
        return {
            "description": table.meaning,
            "type": "array",
            "maxItems": MOST_ENTRIES,
            "items": _entry(table),
        }
    schema = _entry(table)
    if table is PERSON and isinstance(schema["properties"], dict):
        schema["properties"][HIGH_SCHOOL.name] = _section(HIGH_SCHOOL)
    return {"description": table.meaning, **schema}


def _entry(table: SectionTable) -> Schema:
    schema: Schema = {
        "type": "object",
        "properties": {field.name: _described(field) for field in table.fields},
        "additionalProperties": False,
    }
    required = [field.name for field in table.fields if field.required]
    return {**schema, "required": required} if required else schema


def _described(field: Field) -> Schema:
    return {"description": _description(field), **_SCHEMAS[field.kind](field)}


def _description(field: Field) -> str:
    return f"{field.meaning} ({field.unit})" if field.unit else field.meaning


def _number(field: Field) -> Schema:
    least, most = (int(plain_number(bound)) for bound in (field.least, field.most))
    return {"type": "number", "minimum": least, "maximum": most}


def _word(field: Field) -> Schema:
    return {"enum": list(field.words)} if field.words else _reference("word")


def _map(field: Field) -> Schema:
    return {"type": "object", "propertyNames": _word(field), "additionalProperties": _number(field)}


def _ranges(_field: Field) -> Schema:
    return {"type": "array", "maxItems": MOST_ENTRIES, "items": _entry(ACCREDITATION)}


def _free(field: Field) -> Schema:
    items = _reference("exact_day")
    if field.name == DAYS_OFF.name:
        items = _entry(DAYS_OFF)
        items["properties"] = {
            inner.name: {"description": inner.meaning, **_reference("exact_day")} for inner in DAYS_OFF.fields
        }
    return {"type": "array", "maxItems": MOST_ENTRIES, "items": items}  # fmt: skip


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_SCHEMAS: dict[Kind, Callable[[Field], Schema]] = {
    Kind.DAY: lambda _: _reference("day"),
    Kind.OPEN_DAY: lambda _: {"anyOf": [_reference("day"), {"type": "null"}]},
    Kind.NUMBER: _number,
    Kind.WORD: _word,
    Kind.WORDS: lambda field: {"type": "array", "items": _word(field)},
    Kind.FLAG: lambda _: {"type": "boolean"},
    Kind.TEXT: lambda _: _reference("text"),
    Kind.MAP: _map,
    Kind.RANGES: _ranges,
    Kind.FREE: _free,
}
