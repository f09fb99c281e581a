"""The headers of a table of credits, as people name them: `Date`, `Course title`, `Contact hours`, `Clinical`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

AREAS = (
    "administrative", "clinical", "general", "blood-banking", "chemistry", "hematology", "microbiology", "safety",
    "ethics", "immunology", "urinalysis", "education", "management",
)  # fmt: skip

_NAMES: Mapping[str, str] = {
    "on": (
        "date|on|day|when|completed|completed on|date completed|completion date|date of completion|course date"
        "|activity date|date earned|end date|finished|date attended|dates"
    ),
    "title": (
        "title|course|course title|course name|activity|activity title|activity name|name|name of activity|program"
        "|program title|topic|event|session|description|class|what"
    ),
    "provider": "provider|sponsor|organization|organisation|school|given by|provided by|offered by|source|institution",
    "points": (
        "points|hours|contact hours|credits|credit|ceu|ceus|credit hours|ce hours|ce credits|cme|cme credits"
        "|total points|total hours|hours earned|credits earned|points earned|contact hours earned|number of hours"
        "|recertification points|cmp|pace hours|pace contact hours|aama ceus|value"
    ),
    "areas": "areas|area|category|content area|points by area|discipline|department",
    "approved_by": "approved by|approved_by|approver|approval|accredited by|accreditation|approving body|accreditor",
    "kind": "kind|type|activity type|kind of activity|type of activity|format",
    "id": "id",
}  # fmt: skip
_FIELDS = {name: field for field, names in _NAMES.items() for name in names.split("|")}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    header: str  # as it is written
    field: str = ""  # of `education_credits`; empty where it is none
    area: str = ""  # the area whose points it holds

    @property
    def is_known(self) -> bool:
        """Whether it is taken over."""
        return bool(self.field or self.area)


def columns_of(headers: Sequence[str]) -> tuple[tuple[Column, ...], list[str]]:
    """Return the columns of a row of headers, and what is wrong with them."""
    columns = tuple(_column(header) for header in headers)
    problems = []
    for field in _NAMES:
        named = [f"'{column.header}'" for column in columns if column.field == field]
        if len(named) > 1:
            problems.append(f"the columns {' and '.join(named)} say the same; rename those that are to be passed over")
    if not any(column.field in ("on", "title") for column in columns):
        text = "no column is a date or a title; write a row of headers first, such as date, title, provider, points"
        problems.append(text)
    return columns, problems


def area_word(text: str) -> str:
    """Return an area as a word of the person file: `Blood banking` is `blood-banking`; empty for no word."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold().replace("&", " and ")).strip("-")


def _column(header: str) -> Column:
    plain = re.sub(r"\(.*?\)|[#*:.?]", " ", header.casefold()).replace("_", " ")
    plain = " ".join(plain.split())
    if plain in _FIELDS:
        return Column(header.strip(), field=_FIELDS[plain])
    named = re.fullmatch(r"(?:area )?(.+?)(?: (?:points|hours|credits|ceus))?", plain)
    area = area_word(named[1]) if named else ""
    return Column(header.strip(), area=area if area in AREAS or plain.startswith("area ") else "")
