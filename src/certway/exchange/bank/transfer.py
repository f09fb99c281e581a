"""What every format of questions has in common: what came in, what went out, and what could not be carried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from certway.core.items.item import DIFFICULTIES, LEVELS, Body, Difficulty, Image, Item, Level, Reference

UNFILED = "unfiled"  # the topic of a question whose file names none of ours
NO_SOURCE = "imported"  # the reference of a question whose file names none
DEFAULT_LEVEL: Level = "application"
DEFAULT_DIFFICULTY: Difficulty = "medium"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A question, or a part of one, that could not be carried."""

    item: str  # its id, or its name or place in the file
    why: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file held."""

    read: int  # questions that were there
    items: tuple[Item, ...]
    dropped: tuple[Dropped, ...]  # whole questions, and parts of questions that came in without them
    media: Mapping[str, bytes] = field(default_factory=dict)  # drawings and pictures by their file names


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    content: bytes
    written: int  # questions
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """What our questions have and other formats have no place of their own for."""

    topic: str = UNFILED
    level: Level = DEFAULT_LEVEL
    difficulty: Difficulty = DEFAULT_DIFFICULTY
    reference: Reference = field(default_factory=lambda: Reference(NO_SOURCE, NO_SOURCE))


def marks_of(told: Mapping[str, str]) -> Marks:
    """Return the marks that a file tells as texts (`topic`, `level`, `difficulty`, `source`, `part`), else defaults."""
    level, difficulty = told.get("level", ""), told.get("difficulty", "")
    return Marks(
        topic=told.get("topic") or UNFILED,
        level=next((one for one in LEVELS if one == level), DEFAULT_LEVEL),
        difficulty=next((one for one in DIFFICULTIES if one == difficulty), DEFAULT_DIFFICULTY),
        reference=Reference(told.get("source") or NO_SOURCE, told.get("part") or NO_SOURCE),
    )


def marked_item(
    marks: Marks,
    *,
    id_: str,
    stem: str,
    body: Body,
    situation: str = "",
    set_id: str = "",
    image: Image | None = None,
    note: str = "",
) -> Item:
    """Return a question that came in, with its marks."""
    return Item(
        id=id_,
        topic=marks.topic,
        level=marks.level,
        difficulty=marks.difficulty,
        stem=stem,
        body=body,
        reference=marks.reference,
        situation=situation,
        set_id=set_id,
        image=image,
        note=note,
    )


def told_marks(item: Item) -> dict[str, str]:
    """Return the marks of a question as texts, as `marks_of` takes them."""
    return {
        "topic": item.topic,
        "level": item.level,
        "difficulty": item.difficulty,
        "source": item.reference.source,
        "part": item.reference.part,
    }
