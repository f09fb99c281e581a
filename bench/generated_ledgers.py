"""Holders of one credential with their credits, made by dice: as columns, and one by one as records."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from certway.core.person.record import Entry, Record
from certway.core.renew.columns import OTHER, UNTOLD, Credits, Holders
from certway.core.renew.policy import Policy
from certway.core.units.days import DaySpan, add_months

KINDS = ("course", "college")


@dataclass(frozen=True, slots=True)
class GeneratedLedgers:
    """The holders of a credential, and what they did."""

    policy: Policy
    holders: Holders
    credits: Credits

    def record(self, holder: int) -> Record:
        """Return one holder as a record."""
        issued, expires = int(self.holders.issued[holder]), int(self.holders.expires[holder])
        held: Entry = {
            "id": self.policy.credential,
            "issued": DaySpan(issued, issued),
            "expires": DaySpan(expires, expires),
        }
        rows = range(int(self.credits.first[holder]), int(self.credits.first[holder + 1]))
        lists = {"credentials": (held,), "education_credits": tuple(self._credit(row) for row in rows)}
        return Record(lists=lists)

    def _credit(self, row: int) -> Entry:
        on, points, area = (int(self.credits.on[row]), int(self.credits.points[row]), int(self.credits.area[row]))
        capped = bool(self.credits.capped[row])
        cap = self.policy.caps[0] if self.policy.caps else None
        approved = cap.unless if cap is not None and cap.unless and not capped else ("elsewhere",)
        name = "immunology" if area == OTHER else self.policy.areas[area].id if area >= 0 else ""
        return {
            "on": DaySpan(on, on),
            "points": points,
            "approved_by": approved,
            "kind": "college" if cap is not None and cap.kinds and capped else "course",
            **({"areas": {name: points}} if area != UNTOLD else {}),
        }


def generated_ledgers(policy: Policy, *, holders: int, credits_each: int, day: int, seed: int) -> GeneratedLedgers:
    """Return so many holders, most of them current on `day` (an ordinal), the same ones for the same seed."""
    dice = np.random.default_rng(seed)
    months = int(policy.months.bounds(np.array([day], dtype=np.int32))[0][0])
    expires = (day + dice.integers(-400, 30 * months, holders)).astype(np.int32)
    issued = add_months(expires, -months)
    count = holders * credits_each
    areas = len(policy.areas)
    pick = dice.integers(-2, areas, count).astype(np.int8) if areas else np.full(count, UNTOLD, dtype=np.int8)
    credits = Credits(
        first=np.arange(0, count + 1, credits_each, dtype=np.int64),
        on=(np.repeat(expires, credits_each) - dice.integers(-60, 31 * months, count)).astype(np.int32),
        points=(dice.integers(4 if policy.smallest else 1, 24, count) * 25).astype(np.int32),
        area=pick,
        capped=(dice.random(count) < 0.5) if policy.caps else np.zeros(count, dtype=np.bool_),
    )
    return GeneratedLedgers(policy, Holders(issued, expires), credits)
