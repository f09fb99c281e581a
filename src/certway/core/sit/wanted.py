"""What forms are asked for, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal, TypeAlias, get_args

from certway.core.items.item import Level

Family: TypeAlias = Literal["levels", "difficulty", "keys", "topics", "enemies", "sets", "overlap", "used"]
"""Sorts of limits beside the outline."""
FAMILIES: tuple[Family, ...] = get_args(Family)
Status: TypeAlias = Literal["optimal", "feasible", "impossible", "unsolved"]
"""Unsolved: neither a form nor a proof that there is none was found within the solver's limit."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Forms that are alike."""

    counts: Mapping[str, int]  # questions of a form by part of the outline, exactly
    forms: int = 1
    cut: float = 0.0  # the ability at which forms are to tell most, in logits
    levels: Mapping[Level, tuple[int, int]] = field(default_factory=dict)  # least and most questions
    difficulty: tuple[float, float] | None = None  # least and most mean difficulty, in logits
    key_spread: int | None = None  # by how many questions one place of the key may outnumber another
    topic_most: int | None = None  # questions of one topic
    overlap: int | None = 0  # questions that two forms may share; None = any number
    used_most: int | None = None  # how often a question may have been asked before

    @property
    def items(self) -> int:
        """How many questions a form has."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Lack:
    """A part of the outline for which there are too few questions."""

    node: str
    items: int  # that are missing, over all forms


@dataclass(frozen=True, slots=True)
class Assembly:
    """Forms, and how good they are; or why there are none."""

    status: Status
    forms: tuple[tuple[int, ...], ...] = ()  # places of candidates, ascending
    least: float = 0.0  # information at the cut of the form that has least
    bound: float = 0.0  # which no forms can exceed in this
    lacks: tuple[Lack, ...] = ()  # where it is impossible: what of the outline lacks questions
    reasons: tuple[Family, ...] = ()  # or sorts of limits without any one of which it is possible

    @property
    def gap(self) -> float:
        """By what share of it the least information could at most be higher."""
        return (self.bound - self.least) / self.least if self.least else 0.0


def shared(forms: Sequence[Sequence[int]]) -> int:
    """Return the greatest number of questions that two forms share."""
    return max((len({*one} & {*other}) for one, other in combinations(forms, 2)), default=0)
