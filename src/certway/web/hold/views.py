"""What one holds: a card for every credential, license and card of the record."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from certway.actions.see_credentials import see_credentials
from certway.actions.see_documents import see_proofs
from certway.core.person.draft import Draft
from certway.exchange.credential_cards_text import CardText
from certway.exchange.shipped_rules import shipped_rules
from certway.records.documents import KeptProof
from certway.records.load import load_draft
from certway.records.visits import Visit
from certway.web.clock import today
from certway.web.layout.visiting import visit_of


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card with what only the pages know of it."""

    text: CardText
    key: str  # of its entry in the record
    topic: str  # id of the record's section
    proofs: tuple[KeptProof, ...] | None  # documents that prove its entry; None where nobody can keep any
    renew_address: str  # of the page about its renewal; empty for none

    @property
    def entry_address(self) -> str:
        """Where the entry is changed."""
        return reverse("record:entry", args=[self.topic, self.key])


@require_safe
def credentials(request: HttpRequest) -> HttpResponse:
    """Every card; without any, what this page is for."""
    visit, day = visit_of(request), today(request)
    draft = load_draft(visit)
    text = see_credentials(draft.record, as_of=day)
    context = {
        "text": text,
        "day": day,
        "cards": _shown(visit, draft, text.cards),
        "told_none": draft.record.entries("credentials") == (),
        "needs_account": visit.user_id is None,
    }
    return render(request, "hold/credentials.html", context)


def _renewal_address(card: CardText, draft: Draft) -> str:
    """Return where its renewal stands; empty for what there are no rules for."""
    if card.section != "credentials":
        return ""
    name = str((draft.record.entries(card.section) or ())[card.place].get("id", ""))
    return reverse("renew:renewal", args=[name]) if shipped_rules().keeps(name) else ""


def _shown(visit: Visit, draft: Draft, cards: tuple[CardText, ...]) -> list[ShownCard]:
    found = {section: see_proofs(visit, section) for section in dict.fromkeys(card.section for card in cards)}
    shown = []
    for card in cards:
        key = draft.keys[card.section][card.place]
        proofs = (found[card.section] or {}).get(key)
        shown.append(ShownCard(card, key, card.section, proofs, _renewal_address(card, draft)))
    return shown
