"""What a JSON Resume of ours carries beside what everybody reads, so that it can be read back without loss.

Every entry holds a member `x-certway` with the entry of the person file that it shows. A fingerprint of the other
members tells whether somebody changed them since; then they count, and the mark does not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from certway.core.person.fields import HIGH_SCHOOL, PERSON, Kind, section_table
from certway.core.person.record import Entry, Record

OWN = "x-certway"
FORMAT = 1  # of the marks
LISTS = {  # list of a JSON Resume -> the sections of a person file that it shows
    "education": ("education", "programs"),
    "work": ("work",),
    "certificates": ("credentials", "cards", "education_credits"),
}
SHOWN = tuple(section for sections in LISTS.values() for section in sections)
SHOWN_SINGLES = {PERSON.name: ("name", "lives_in"), HIGH_SCHOOL.name: ("kind",)}


def shown_part(record: Record) -> Record:
    """Return the part of a record that a JSON Resume shows; everything else stays at home.

    The day of high school is not shown because it tells an age, and ids of entries because they are names inside
    Certway.
    """
    singles = {name: shown_entry(name, record.single(name)) for name in SHOWN_SINGLES}
    if singles[HIGH_SCHOOL.name].get("kind") == "none":
        singles[HIGH_SCHOOL.name] = {}
    lists = {
        name: tuple(shown_entry(name, entry) for entry in record.lists[name]) for name in SHOWN if name in record.lists
    }
    return Record(singles={name: entry for name, entry in singles.items() if entry}, lists=lists)


def shown_entry(section: str, entry: Entry) -> Entry:
    """Return of an entry what a JSON Resume may show."""
    if section in SHOWN_SINGLES:
        return {name: entry[name] for name in SHOWN_SINGLES[section] if name in entry}
    table = section_table(section)
    lasting = table.field("id") if table else None
    hides_id = lasting is not None and lasting.kind is Kind.TEXT  # a credential's id is what it is
    return {name: value for name, value in entry.items() if not (hides_id and name == "id")}


def fingerprint(members: Mapping[str, object]) -> str:
    """Return 16 hexadecimal digits that change with anything in these members."""
    text = json.dumps(members, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()[:16]


def marked(members: Mapping[str, object], section: str, entry: Mapping[str, object]) -> dict[str, object]:
    """Return an entry of a JSON Resume with its mark."""
    return {**members, OWN: {"section": section, "entry": dict(entry), "of": fingerprint(members)}}
