"""May this person apply: several credentials at once, each with its dates, its routes and its reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from certway.answers.reasons import nearest_route
from certway.core.person.record import Record
from certway.core.qualify.standing import RouteStanding, Standing, stand_each
from certway.core.rulebook.credential import Credential, EligibilityRules


@dataclass(frozen=True, slots=True)
class CheckedCredential:
    """Where the person stands with one credential."""

    credential: Credential
    standing: Standing
    nearest: RouteStanding | None  # the route to tell about first

    @property
    def others(self) -> tuple[RouteStanding, ...]:
        """The routes besides the nearest one."""
        return tuple(route for route in self.standing.routes if route is not self.nearest)


@dataclass(frozen=True, slots=True)
class Check:
    """The answer for one person."""

    as_of: int  # ordinal of the day of application
    exam_on: int | None  # ordinal of the day of the exam; None = the day of application
    credentials: tuple[CheckedCredential, ...]
    entries: Mapping[str, int]  # how many entries the person told of, by section that she told about


def check(
    rules: Sequence[tuple[Credential, EligibilityRules]],
    record: Record,
    *,
    as_of: int,
    exam_on: int | None = None,
) -> Check:
    """Return where a person stands with each credential who applies on `as_of`, in the order of `rules`.

    Days are ordinals. The exam is taken on the day of application unless `exam_on` says otherwise.
    """
    standings = stand_each((eligibility for _, eligibility in rules), record, as_of=as_of, exam_on=exam_on)
    return Check(
        as_of=as_of,
        exam_on=exam_on,
        credentials=tuple(
            _checked(credential, standing) for (credential, _), standing in zip(rules, standings, strict=True)
        ),
        entries={section: len(entries) for section, entries in record.lists.items()},
    )


def _checked(credential: Credential, standing: Standing) -> CheckedCredential:
    return CheckedCredential(credential, standing, nearest_route(standing.routes))
