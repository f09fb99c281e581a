"""What every page's template knows."""

from __future__ import annotations

from django.http import HttpRequest

from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import day, unbroken
from certway.web.clock import day_of, today
from certway.web.layout.road import road

_STOP_OF = {
    "choose": "compare",
    "qualify": "where",
    "plan": "plan",
    "bank": "study",
    "sit": "study",
    "study": "study",
    "renew": "renew",
    "hold": "renew",
    "remind": "renew",
}


def page_parts(request: HttpRequest) -> dict[str, object]:
    """Return the road as seen from the page, today, the bodies with their pages, and when her account is erased."""
    match = request.resolver_match
    stop = _STOP_OF.get(match.namespace, "") if match else ""
    if match and (match.url_name or "").startswith("answer"):
        stop = "answer"
    return {"road": road(stop), "today": today(request), "bodies": bodies(), "erased_on": erased_on(request)}


def erased_on(request: HttpRequest) -> str:
    """Return the day, where she is, on which the account of who is signed in is erased; empty for no day."""
    due = getattr(getattr(request, "user", None), "erase_at", None)  # there is no user where a request is refused early
    return "" if due is None else unbroken(day(day_of(request, due), catalogue()))


def bodies() -> list[tuple[str, str]]:
    """Return the certifying bodies and the addresses of their sites, each once."""
    issuers = [sheet.credential.issuer for sheet in shipped_rules().sheets.values()]
    return list(dict.fromkeys((issuer.name, issuer.url) for issuer in issuers))
