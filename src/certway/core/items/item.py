"""A question of the bank: what is asked, what is right, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias, get_args

Level: TypeAlias = Literal["recall", "application", "analysis"]
"""Of thinking, as ASCP's guidelines and Bloom's first three levels have them."""
Difficulty: TypeAlias = Literal["easy", "medium", "hard"]
Kind: TypeAlias = Literal["single", "multiple", "ordering", "matching", "number"]

LEVELS: tuple[Level, ...] = get_args(Level)
DIFFICULTIES: tuple[Difficulty, ...] = get_args(Difficulty)
KINDS: tuple[Kind, ...] = get_args(Kind)
PRIOR_LOGITS: Mapping[Difficulty, float] = {"easy": -1.0, "medium": 0.0, "hard": 1.0}
"""What is expected of an item before anybody answered it; 0 = half of those who are as able as the cut get it right."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose."""

    text: str
    right: bool
    why: str  # why it is right, or what leads there and why it is wrong


@dataclass(frozen=True, slots=True)
class Choice:
    """One right option, or with `multiple` all of the right ones and no other."""

    options: tuple[Option, ...]
    multiple: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is done after the one before it."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Ordering:
    """Steps to be put in their order, which is the one that they stand in here."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that belong together."""

    this: str
    that: str
    why: str


@dataclass(frozen=True, slots=True)
class Matching:
    """Things to be matched; `others` fit nothing."""

    pairs: tuple[Pair, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong number, and what leads to it."""

    value: Decimal
    why: str


@dataclass(frozen=True, slots=True)
class NumberEntry:
    """A number to be typed in."""

    answer: Decimal
    unit: str
    tolerance: Decimal  # in the unit; 0 = exactly
    why: str  # the working
    mistakes: tuple[Mistake, ...]


Body: TypeAlias = Choice | Ordering | Matching | NumberEntry


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the knowledge stands."""

    source: str  # an id of the bank's references
    part: str  # chapter or section, by its subject


@dataclass(frozen=True, slots=True)
class Image:
    """A drawing, and what it shows in words."""

    file: str
    alt: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question."""

    id: str  # `topic/name`, lasting
    topic: str
    level: Level
    difficulty: Difficulty
    stem: str  # Markdown
    body: Body
    reference: Reference
    situation: str = ""  # Markdown; what the questions of a set share
    set_id: str = ""  # `topic/name` of its set
    image: Image | None = None
    note: str = ""  # for who maintains it

    @property
    def kind(self) -> Kind:
        """How it is answered."""
        match self.body:
            case Choice(multiple=multiple):
                return "multiple" if multiple else "single"
            case Ordering():
                return "ordering"
            case Matching():
                return "matching"
            case NumberEntry():
                return "number"

    def texts(self) -> tuple[str, ...]:
        """Every text that a candidate reads, the reasons included."""
        return tuple(text for text in (self.situation, self.stem, *_texts_of(self.body)) if text)


def _texts_of(body: Body) -> tuple[str, ...]:
    match body:
        case Choice(options=options):
            return tuple(text for option in options for text in (option.text, option.why))
        case Ordering(steps=steps):
            return tuple(text for step in steps for text in (step.text, step.why))
        case Matching(pairs=pairs, others=others):
            return (*(text for pair in pairs for text in (pair.this, pair.that, pair.why)), *others)
        case NumberEntry(why=why, mistakes=mistakes):
            return (why, *(mistake.why for mistake in mistakes))
