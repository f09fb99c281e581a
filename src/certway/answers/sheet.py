"""What does a credential ask for, cost and cover on a day: its rules in one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from certway.answers.plan_question import Rules
from certway.core.plan.trainings import Trainings
from certway.core.rulebook.credential import Credential, Edition, EligibilityRules
from certway.core.rulebook.values import Conflict, Source, Value, Version


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """All that the rules say about one credential."""

    credential: Credential
    eligibility: EligibilityRules
    exam: Mapping[str, Value]
    fees: Mapping[str, Value]
    renewal: Mapping[str, Value]
    outline: tuple[Edition, ...]

    @property
    def parts(self) -> Mapping[str, Mapping[str, Value]]:
        """The dated values by part, in the order in which people ask."""
        return {
            "eligibility": self.eligibility.values,
            "exam": self.exam,
            "fees": self.fees,
            "renewal": self.renewal,
            "credential": self.credential.values,
        }

    def values(self) -> Iterator[Value]:
        """Yield every dated value."""
        for part in self.parts.values():
            yield from part.values()


def rules_of(sheet: RuleSheet, trainings: Trainings) -> Rules:
    """Return what a plan for the sheet's credential needs."""
    return Rules(sheet.eligibility, sheet.exam, sheet.fees, sheet.renewal, sheet.outline, trainings)


def unknown_on(sheet: RuleSheet, day: int) -> tuple[Value, ...]:
    """Return the values that were looked for and not found, as they stand on a day."""
    return tuple(value for value in sheet.values() if any(v.state == "not-found" for v in value.in_force(day)))


def conflicts_on(sheet: RuleSheet, day: int) -> tuple[tuple[Value, Version, Conflict], ...]:
    """Return every contradiction about what holds on a day."""
    return tuple(
        (value, version, conflict)
        for value in sheet.values()
        for version in value.in_force(day)
        for conflict in version.conflicts
    )


def edition_on(editions: tuple[Edition, ...], day: int) -> Edition | None:
    """Return the edition of an outline that holds on a day: the newest that has begun and not ended, or None.

    An edition whose first day is not known counts as begun once no older one is known to hold.
    """
    held = [
        edition
        for edition in editions
        if (edition.from_ is None or edition.from_ <= day) and (edition.until is None or day <= edition.until)
    ]
    return held[-1] if held else None


def sources_on(sheet: RuleSheet, day: int) -> tuple[Source, ...]:
    """Return the sources of what holds on a day, each address once with its confidence, in the order of use."""
    found: dict[tuple[str, str], Source] = {}
    for source in _sources(sheet, day):
        found.setdefault((source.url, source.confidence), source)
    return tuple(found.values())


def _sources(sheet: RuleSheet, day: int) -> Iterator[Source]:
    rules = sheet.eligibility
    for node in (inner for outer in (*rules.shared, *(route.rule for route in rules.routes)) for inner in outer.walk()):
        if node.face.source is not None:
            yield node.face.source
    for other in rules.other_routes:
        yield other.source
    for value in sheet.values():
        for version in value.in_force(day):
            yield version.source
    edition = edition_on(sheet.outline, day)
    if edition is not None:
        yield edition.source
