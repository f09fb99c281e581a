"""A credential as somebody weighs it: what it takes of her and what it brings her."""

from __future__ import annotations

from dataclasses import dataclass

from certway.core.choose.wishes import Contact, Side


@dataclass(frozen=True, slots=True)
class Traits:
    """What work with a credential is like. A reading of ours from its occupation; no body publishes it so."""

    sides: frozenset[Side]
    settings: frozenset[str]  # places of work, as the person file names them
    contact: Contact


@dataclass(frozen=True, slots=True)
class Option:
    """A way to be certified that no other beats in both time and money."""

    months: int  # from today until certified
    cost: int  # whole US dollars, what plans count: training, extras, application and exam
    degree: str  # the highest degree to study for, "none" = none
    open_fee: bool = False  # the body's fee is not published, so `cost` is without it


@dataclass(frozen=True, slots=True)
class Candidate:
    """One credential, for one person on one day."""

    id: str
    traits: Traits
    options: tuple[Option, ...]  # quickest first; empty = no way is known
    pay: float | None  # median of a year in US dollars, where she wants to work; None = not published
    points: tuple[float, float] | None  # renewal points a year, least and most; None = not known
    works_in: frozenset[str]  # states where it is enough, or where the state's licence accepts it
    unsure_in: frozenset[str]  # states where that is not known
    beyond_hours: bool = False  # the options take more hours a week than she has
