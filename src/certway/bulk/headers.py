"""The files of a roster and the columns of each, from the one field table."""

from __future__ import annotations

from certway.core.person.fields import (
    HIGH_SCHOOL,
    LISTS,
    PERSON,
    PROCEDURES,
    STATEMENTS,
    Kind,
    SectionTable,
)

PEOPLE = "people"
PERSON_ID = "person_id"
TOLD = "told_"  # begins the columns that say whether a section was told of a person

SINGLES = (PROCEDURES, STATEMENTS)  # files with at most one row a person
SECTIONS: dict[str, SectionTable] = {table.name: table for table in (*LISTS, *SINGLES)}
FILES = (PEOPLE, *SECTIONS)


def headers_of(file: str) -> tuple[str, ...]:
    """Return the columns that a file may have, in the order of the field table.

    A map whose words are free, such as `areas`, stands here without the word that its columns end with.
    """
    if file != PEOPLE:
        return (PERSON_ID, *_headers(SECTIONS[file]))
    schooling = (f"{HIGH_SCHOOL.name}.{name}" for name in _headers(HIGH_SCHOOL))
    return (PERSON_ID, *_headers(PERSON), *schooling, *(f"{TOLD}{table.name}" for table in LISTS))


def _headers(section: SectionTable) -> list[str]:
    names = []
    for field in section.fields:
        if field.kind is Kind.MAP:
            names += [f"{field.name}.{word}" for word in field.words] or [f"{field.name}."]
        else:
            names.append(field.name)
    return names
