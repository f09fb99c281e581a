"""What every page's template knows."""

from __future__ import annotations

from django.http import HttpRequest

from certway.exchange.shipped_rules import shipped_rules
from certway.web.clock import today
from certway.web.layout.road import road

_STOP_OF = {"choose": "compare", "qualify": "where", "plan": "plan"}


def page_parts(request: HttpRequest) -> dict[str, object]:
    """Return the road as seen from the page, today, and the certifying bodies with their own pages."""
    match = request.resolver_match
    stop = _STOP_OF.get(match.namespace, "") if match else ""
    if match and (match.url_name or "").startswith("answer"):
        stop = "answer"
    return {"road": road(stop), "today": today(request), "bodies": bodies()}


def bodies() -> list[tuple[str, str]]:
    """Return the certifying bodies and the addresses of their sites, each once."""
    issuers = [sheet.credential.issuer for sheet in shipped_rules().sheets.values()]
    return list(dict.fromkeys((issuer.name, issuer.url) for issuer in issuers))
