"""A form: the questions of one exam, frozen, so that what was asked is rebuilt to the letter at any time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FormItem:
    """One question of a form."""

    item: str  # id of a written question, or of a template
    version: str  # of what is shown, as `version_of` tells it
    seed: int | None  # of the dice that made it of a template; None for a written question
    node: str  # the part of the outline that it stands for
    counts: bool = True  # a pretest question does not


@dataclass(frozen=True, slots=True)
class Form:
    """The questions of an exam, in the order in which they are asked."""

    exam: str  # id of the credential
    edition: str  # of the outline
    items: tuple[FormItem, ...]

    @property
    def scored(self) -> int:
        """How many questions count."""
        return sum(one.counts for one in self.items)
