"""A template: a question that is made anew for each attempt, the same one from the same dice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from certway.core.items.formula import FormulaError, Value
from certway.core.items.item import Difficulty, Level, Reference

OPTIONS = 4  # of a question with numbers to choose from


class TemplateError(FormulaError):
    """Raised for a template from which no question can be made."""


@dataclass(frozen=True, slots=True)
class Variable:
    """What is drawn: one of some values, or of a range in steps."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class WrongWay:
    """A mistake that is really made, as a formula, and why it is wrong."""

    value: str
    why: str  # with places for values


@dataclass(frozen=True, slots=True)
class AskedNumber:
    """A question whose key is a number."""

    answer: str  # formula
    decimals: int  # to which the answer, and what is chosen from, are rounded
    trailing_zeros: bool  # whether they are shown with all of their decimals, as laboratory results; doses never are
    unit: str
    tolerance: Decimal  # in the unit; of a number to be typed in
    choose: bool  # whether it is chosen from four options; else a number is typed in
    why: str
    mistakes: tuple[WrongWay, ...]

    def texts(self) -> tuple[str, ...]:
        """Every text of it, with places for values."""
        return (self.why, *(one.why for one in self.mistakes))


@dataclass(frozen=True, slots=True)
class AskedOption:
    """An answer in words, and when it is the right one."""

    text: str
    right: str  # condition
    why_right: str
    why_wrong: str


@dataclass(frozen=True, slots=True)
class AskedWords:
    """A question whose key is the one option whose condition holds."""

    options: tuple[AskedOption, ...]  # in the order in which they are shown
    shown: int  # how many of them a question has: the right one, and wrong ones that are drawn

    def texts(self) -> tuple[str, ...]:
        """Every text of it, with places for values."""
        return tuple(text for one in self.options for text in (one.text, one.why_right, one.why_wrong))


Asked: TypeAlias = AskedNumber | AskedWords


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """A chart that is drawn for each question."""

    kind: str
    told: Mapping[str, str]  # formulas, by the names that its kind takes
    title: str  # above it, with places for values
    alt: str  # what it shows in words, with places for values


@dataclass(frozen=True, slots=True)
class Template:
    """How a question is made."""

    id: str  # `topic/name`, lasting; memory belongs to it, not to what is made of it
    topic: str
    level: Level
    difficulty: Difficulty
    variables: Mapping[str, Variable]
    cases: tuple[Mapping[str, Value], ...]  # rows of which one is drawn; none = one without values
    chart: ChartPlan | None
    let: Mapping[str, str]  # formulas by name, in order; each may use those before it, and what the chart says
    where: tuple[str, ...]  # conditions on what is drawn
    stem: str
    asked: Asked
    reference: Reference

    @property
    def name(self) -> str:
        """Its id without the topic."""
        return self.id.rpartition("/")[2]

    def texts(self) -> tuple[str, ...]:
        """Every text of it, with places for values."""
        charted = (self.chart.title, self.chart.alt) if self.chart else ()
        return (self.stem, *self.asked.texts(), *charted)
