"""Find the credit of the record that another one looks like."""

from __future__ import annotations

from certway.core.person.fields import EDUCATION_CREDITS
from certway.core.person.record import Entry
from certway.exchange.credit_table import same_credit
from certway.records.load import load_draft
from certway.records.visits import Visit


def find_double(visit: Visit, entry: Entry) -> str | None:
    """Return the key of a credit of the record with the same day, title and points; None where there is none."""
    kept = load_draft(visit).keyed(EDUCATION_CREDITS.name)
    return next((key for key, one in kept if same_credit(one, entry)), None)
