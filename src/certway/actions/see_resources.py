"""See what is on offer for a credential on a day."""

from __future__ import annotations

from functools import lru_cache

from certway.answers.resources import CredentialResources, resources_for
from certway.exchange.shipped_rules import shipped_rules

ANSWERS_KEPT = 64


@lru_cache(maxsize=ANSWERS_KEPT)
def see_resources(credential: str, as_of: int) -> CredentialResources:
    """Return the offers on a day (an ordinal). They depend on the day and the rules alone, so they are kept."""
    return resources_for(shipped_rules().resources, credential, as_of=as_of)
