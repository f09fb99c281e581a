"""What changed in the rules between two days, and which of a person's answers it touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from certway.answers.amounts import Amount, amount_on, widest
from certway.answers.reasons import is_closed
from certway.answers.rule_changes import Change, sheet_changes
from certway.answers.sheet import RuleSheet
from certway.core.person.record import Record
from certway.core.qualify.standing import Standing, stand_each
from certway.core.rulebook.credential import Credential, EligibilityRules
from certway.core.rulebook.freezing import rules_as_on
from certway.core.rulebook.timeline import Eligibility
from certway.core.units.verdicts import CODES, VerdictName


@dataclass(frozen=True, slots=True)
class Stood:
    """What a person is told of one credential by rules held fixed."""

    verdict: VerdictName
    eligible: Eligibility
    fee_usd: Amount  # over the routes with the best verdict


@dataclass(frozen=True, slots=True)
class Touched:
    """One answer that is not on the second day what it was on the first.

    Each is given by the rules of one day, held fixed. Between `then` and `kept` only time passed; between `kept` and
    `now` only the rules differ.
    """

    credential: Credential
    then: Stood  # on the first day, by its rules
    kept: Stood  # on the second day, by the rules of the first
    now: Stood  # on the second day, by its rules
    changes: tuple[Change, ...]  # those that this answer rests on; empty when only time passed

    @property
    def by_rules(self) -> bool:
        """Whether the rules made a difference on the second day."""
        return self.kept != self.now

    @property
    def by_time(self) -> bool:
        """Whether the passing of time made a difference, by the rules of the first day."""
        return self.then != self.kept

    @property
    def sure(self) -> bool:
        """Whether any of the changes that the answer rests on surely happened between the two days."""
        return any(change.sure for change in self.changes)


@dataclass(frozen=True, slots=True)
class RulesDiff:
    """The answer."""

    first: int  # ordinal
    last: int  # ordinal
    changes: tuple[Change, ...]  # after `first` and up to `last`
    touched: tuple[Touched, ...] | None  # None when no person was given


def rules_diff(
    sheets: Sequence[RuleSheet],
    *,
    first: int,
    last: int,
    record: Record | None = None,
    others: Iterable[Change] = (),
) -> RulesDiff:
    """Return what changed after `first` and up to `last` (ordinals, in that order).

    `others` are the changes in further books, such as the laws of states: they belong to no credential. With a
    `record` the answers of that person that differ are named.
    """
    by_sheet = [tuple(sheet_changes(sheet, first, last)) for sheet in sheets]
    touched = None if record is None else _touched(sheets, by_sheet, record, first, last)
    return RulesDiff(first, last, (*(change for changes in by_sheet for change in changes), *others), touched)


def _touched(
    sheets: Sequence[RuleSheet], changes: Sequence[tuple[Change, ...]], record: Record, first: int, last: int
) -> tuple[Touched, ...]:
    then = _stood(sheets, record, rules_of=first, as_of=first)
    kept = _stood(sheets, record, rules_of=first, as_of=last)
    now = _stood(sheets, record, rules_of=last, as_of=last)
    every = [
        Touched(
            credential=sheet.credential,
            then=then[place],
            kept=kept[place],
            now=now[place],
            changes=tuple(_relevant(changes[place], sheet, kept[place], now[place])),
        )
        for place, sheet in enumerate(sheets)
    ]
    return tuple(one for one in every if one.by_rules or one.by_time)


def _stood(sheets: Sequence[RuleSheet], record: Record, *, rules_of: int, as_of: int) -> tuple[Stood, ...]:
    """Return where the person stands with each credential on a day, by the rules of a day."""
    fixed = [rules_as_on(sheet.eligibility, rules_of) for sheet in sheets]
    standings = stand_each(fixed, record, as_of=as_of)
    return tuple(
        Stood(standing.verdict, standing.eligible, _fee(sheet, standing, rules_of))
        for sheet, standing in zip(sheets, standings, strict=True)
    )


def _fee(sheet: RuleSheet, standing: Standing, rules_of: int) -> Amount:
    """Return what an application costs by the open routes with the best verdict."""
    open_ = [route for route in standing.routes if not is_closed(route)]
    best = max((CODES[route.verdict] for route in open_), default=0)
    routes = [sheet.eligibility.route(one.id) for one in open_ if CODES[one.verdict] == best]
    return widest(amount_on(sheet.fees.get(route.fee), rules_of) for route in routes if route is not None)


def _relevant(changes: Iterable[Change], sheet: RuleSheet, kept: Stood, now: Stood) -> Iterator[Change]:
    """Yield the changes that an answer rests on; which of them decided is not claimed."""
    asked = (kept.verdict, kept.eligible) != (now.verdict, now.eligible)
    used = _values_used(sheet.eligibility) if asked else set()
    fees = {route.fee for route in sheet.eligibility.routes} if kept.fee_usd != now.fee_usd else set()
    for change in changes:
        ids = {"eligibility": used, "fees": fees}.get(change.part, set())
        if change.id in ids or (asked and change.part in ("routes", "clauses")):
            yield change


def _values_used(rules: EligibilityRules) -> set[str]:
    nodes = (*rules.shared, *(route.rule for route in rules.routes))
    return {value.id for outer in nodes for node in outer.walk() for value in node.values()}
