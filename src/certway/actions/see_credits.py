"""See the ledger: every credit of the record with its proofs, by year, the newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from certway.actions.find_renewals import find_renewals
from certway.actions.see_documents import see_proofs
from certway.core.person.fields import EDUCATION_CREDITS
from certway.core.person.record import Entry
from certway.core.units.days import DaySpan, to_date
from certway.exchange.credit_table import write_credits
from certway.records.documents import KeptProof
from certway.records.load import load_draft
from certway.records.visits import Visit

SECTION = EDUCATION_CREDITS.name


@dataclass(frozen=True, slots=True)
class SeenCredit:
    """One credit."""

    key: str  # of its entry
    entry: Entry
    proofs: tuple[KeptProof, ...] | None  # None for a visitor, who keeps no documents


@dataclass(frozen=True, slots=True)
class SeenYear:
    """The credits of one calendar year."""

    year: int | None  # None where the year is not known
    credits: tuple[SeenCredit, ...]  # the newest first

    @property
    def points(self) -> int:
        """The points of all of them, in hundredths; a credit that does not tell its points adds none."""
        return sum(told for one in self.credits if isinstance(told := one.entry.get("points"), int))

    @property
    def without_points(self) -> int:
        """How many do not tell their points."""
        return sum("points" not in one.entry for one in self.credits)


def see_credits(visit: Visit) -> tuple[SeenYear, ...]:
    """Return the ledger by year, the newest first, then what has no day."""
    proofs = see_proofs(visit, SECTION) if visit.user_id is not None else None
    seen = [
        SeenCredit(key, entry, None if proofs is None else proofs.get(key, ()))
        for key, entry in load_draft(visit).keyed(SECTION)
    ]
    return _by_year(seen)


def see_counts(visit: Visit, *, as_of: int) -> Mapping[str, tuple[str, ...]]:
    """Return what each credit counts for on a day (an ordinal), by the key of its entry: `CMA (AAMA): 2 points`."""
    draft = load_draft(visit)
    found: dict[str, list[str]] = {}
    for one in find_renewals(draft, as_of=as_of).text.credentials:
        for line in one.credits:
            if line.counted:
                found.setdefault(draft.keys[SECTION][line.place], []).append(f"{one.short}: {line.counted}")
    return {key: tuple(counts) for key, counts in found.items()}


def write_ledger(visit: Visit) -> str:
    """Return the ledger as CSV, in the order in which it was told."""
    return write_credits(entry for _, entry in load_draft(visit).keyed(SECTION))


def _by_year(seen: Sequence[SeenCredit]) -> tuple[SeenYear, ...]:
    newest = sorted(seen, key=lambda one: _last_day(one.entry), reverse=True)
    years = dict.fromkeys(_year(one.entry) for one in newest)
    return tuple(SeenYear(year, tuple(one for one in newest if _year(one.entry) == year)) for year in years)


def _last_day(entry: Entry) -> int:
    on = entry.get("on")
    return on.last if isinstance(on, DaySpan) else 0


def _year(entry: Entry) -> int | None:
    on = entry.get("on")
    return to_date(on.last).year if isinstance(on, DaySpan) else None
