"""See where one stands with every credential."""

from __future__ import annotations

from certway.answers.check import Check, check
from certway.core.person.draft import Draft
from certway.exchange.shipped_rules import shipped_rules


def check_standing(draft: Draft, *, as_of: int, credential: str | None = None) -> Check:
    """Return where the person stands on a day (an ordinal), with one credential or all; raises KeyError."""
    sheets = shipped_rules().sheets
    chosen = list(sheets.values()) if credential is None else [sheets[credential]]
    return check([(sheet.credential, sheet.eligibility) for sheet in chosen], draft.record, as_of=as_of)
