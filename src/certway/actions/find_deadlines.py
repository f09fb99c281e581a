"""Find the days that a user is reminded of, and that her calendar shows."""

from __future__ import annotations

from certway.answers.deadlines import deadlines_of
from certway.core.renew.deadlines import Deadline
from certway.exchange.shipped_renewals import shipped_renewals
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.state_credentials import license_short
from certway.exchange.words.catalogue import catalogue
from certway.records.load import load_record_of
from certway.records.models.reminders import LONGEST_NAME, LONGEST_WHAT


def find_deadlines(user_id: int, *, as_of: int) -> tuple[Deadline, ...]:
    """Return a user's deadlines, also those that are over; `as_of` is the ordinal of today where she is."""
    record = load_record_of(user_id)
    found = deadlines_of(shipped_renewals(record, as_of=as_of), record)
    return tuple(one for one in found if len(one.credential) <= LONGEST_NAME and len(one.what) <= LONGEST_WHAT)


def credential_names() -> dict[str, str]:
    """Return what the credentials of the rules and the licenses of states are called, by id."""
    rules, words = shipped_rules(), catalogue()
    licenses = {name: license_short(one, words) for name, one in rules.licenses.items()}
    return licenses | {name: sheet.credential.short for name, sheet in rules.sheets.items()}
