"""See what keeps one's credentials: status, points, what is missing, every date, and the ways to finish."""

from __future__ import annotations

from dataclasses import dataclass

from certway.answers.renew import Renewals
from certway.core.person.draft import Draft
from certway.exchange.renew_text import RenewalsText, RenewalText, renewals_text
from certway.exchange.shipped_renewals import shipped_lapse, shipped_renewals, shipped_ways
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.telling import Telling


@dataclass(frozen=True, slots=True)
class FoundRenewals:
    """The renewals of one person, and their words."""

    answer: Renewals
    text: RenewalsText


def find_renewals(draft: Draft, *, as_of: int) -> FoundRenewals:
    """Return the renewals of all that a person holds, on a day (an ordinal)."""
    answer = shipped_renewals(draft.record, as_of=as_of)
    return FoundRenewals(answer, renewals_text(answer, draft.record, _telling(draft, as_of), {}))


def find_renewal(draft: Draft, credential: str, *, as_of: int) -> RenewalText | None:
    """Return the renewal of one credential with the ways to finish it; None where there are no rules for it."""
    if not shipped_rules().keeps(credential):
        return None
    answer = shipped_renewals(draft.record, as_of=as_of, also=credential)
    kept = next(one for one in answer.credentials if one.credential.id == credential)
    ways = {credential: shipped_ways(kept, as_of=as_of)}
    lapses = shipped_lapse(kept, draft.record, as_of=as_of)
    text = renewals_text(Renewals(as_of, (kept,)), draft.record, _telling(draft, as_of), ways, lapses)
    return text.credentials[0]


def _telling(draft: Draft, as_of: int) -> Telling:
    return Telling(as_of=as_of, entries={name: len(entries) for name, entries in draft.record.lists.items()})
