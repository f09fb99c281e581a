"""A checklist of a hands-on skill."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from certway.core.items.item import Reference


@dataclass(frozen=True, slots=True)
class SkillStep:
    """One thing to do."""

    do: str
    why: str
    critical: bool  # whether the checklist fails without it


@dataclass(frozen=True, slots=True)
class CommonError:
    """What goes wrong, and what to do instead."""

    error: str
    instead: str


@dataclass(frozen=True, slots=True)
class Skill:
    """A checklist: steps in their order, and what helps to do them well."""

    id: str
    title: str
    topics: tuple[str, ...]
    minutes: int  # that a candidate who is ready takes
    equipment: tuple[str, ...]
    steps: tuple[SkillStep, ...]
    errors: tuple[CommonError, ...]
    patient: tuple[str, ...]  # what to say to the patient, and how
    reference: Reference

    def texts(self) -> tuple[str, ...]:
        """Every text of it."""
        steps = (text for step in self.steps for text in (step.do, step.why))
        errors = (text for one in self.errors for text in (one.error, one.instead))
        return (self.title, *self.equipment, *steps, *errors, *self.patient)

    def is_passed_without(self, missed: Collection[int]) -> bool:
        """Tell whether it is passed where steps, by their places from 0, were missed: no critical one among them."""
        return not any(step.critical and place in missed for place, step in enumerate(self.steps))
