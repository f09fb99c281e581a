"""Keep a run through a checklist, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from django.db import transaction

from certway.actions.see_bank import see_skill
from certway.core.items.identity import edition_mark
from certway.core.items.skill import Skill
from certway.core.units.errors import CertwayError
from certway.records.models import SignedBy, SkillRun
from certway.records.models.study import LONGEST_SIGNATURE
from certway.records.people import person_of
from certway.records.practice_runs import ended_at

RunReason: TypeAlias = Literal["gone", "changed", "impossible"]


class RunRefusedError(CertwayError):
    """Raised for a run that can't be kept: of nothing that is in the bank, of another wording, or of no such way."""

    def __init__(self, reason: RunReason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ToldSkillRun:
    """A run of a checklist, as a device or a form tells it."""

    number: int  # of the device's own, so that what is sent twice is kept once
    skill: str
    edition: str  # of the checklist that it had
    steps: int  # of that checklist
    missed: tuple[int, ...]  # places of the steps that were not ticked, from 0
    signed_by: SignedBy
    signature: str = ""  # as it was typed
    spent: int | None = None  # milliseconds; None = not measured
    age: int = 0  # milliseconds from its end to when it was sent, by one clock of the device
    passed: bool | None = None  # as the device judged; counts where the checklist has changed since


def keep_skill_run(user_id: int, device: str, told: ToldSkillRun, *, now: int) -> bool:
    """Keep a run of a user and tell whether it is new; what a device sent before stays as it is.

    Raises RunRefusedError.
    """
    skill = see_skill(told.skill)
    if skill is None:
        raise RunRefusedError("gone")
    passed = _passed(skill, told)
    # Nobody needs to be named who watched herself.
    signature = "" if told.signed_by == SignedBy.SELF else " ".join(told.signature.split())[:LONGEST_SIGNATURE]
    with transaction.atomic():
        _, is_new = SkillRun.objects.get_or_create(
            person=person_of(user_id),
            device=device,
            number=told.number,
            defaults={
                "skill": skill.id,
                "edition": told.edition,
                "at": ended_at(age=told.age, now=now),
                "spent": told.spent,
                "steps": told.steps,
                "missed": sorted(set(told.missed)),
                "passed": passed,
                "signed_by": told.signed_by,
                "signature": signature,
            },
        )
    return is_new


def _passed(skill: Skill, told: ToldSkillRun) -> bool:
    """Return whether a run passed its checklist; of one that has changed since only the device can tell."""
    if any(not 0 <= place < told.steps for place in told.missed):
        raise RunRefusedError("impossible")
    if told.edition == edition_mark(skill):
        if told.steps != len(skill.steps):
            raise RunRefusedError("impossible")
        return skill.is_passed_without(told.missed)
    if told.passed is None:
        raise RunRefusedError("changed")
    return told.passed
