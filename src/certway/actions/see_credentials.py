"""See what one holds: a card for every credential, license and card of the record."""

from __future__ import annotations

from collections.abc import Mapping

from certway.answers.credential_cards import credential_cards
from certway.core.person.record import Record
from certway.exchange.credential_cards_text import CardsText, cards_text
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.telling import Telling


def see_credentials(record: Record, *, as_of: int, renewal: Mapping[str, str] | None = None) -> CardsText:
    """Return the cards of a record in words, as of a day (an ordinal).

    `renewal` says how a credential's renewal stands, by its id.
    """
    rules = shipped_rules()
    cards = credential_cards(record, sheets=rules.sheets, states=rules.states, as_of=as_of, renewal=renewal)
    return cards_text(cards, Telling(as_of=as_of), as_of=as_of)
