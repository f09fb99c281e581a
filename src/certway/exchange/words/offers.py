"""Prices, addresses and the age and quality of sources in words, for what is on offer."""

from __future__ import annotations

from urllib.parse import urlsplit

from certway.core.rulebook.values import Source, Value, Version
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import listed
from certway.exchange.words.telling import Telling
from certway.exchange.words.values import version_words

_DAYS_A_MONTH, _DAYS_A_YEAR = 30.4375, 365.25


def price_on(value: Value | None, day: int, telling: Telling) -> str:
    """Return a price on a day: `free`, `$30`, `price not published`; empty where there is none."""
    if value is None:
        return ""
    said = list(dict.fromkeys(price_words(version, telling) for version in value.in_force(day)))
    return listed(said, "or", telling.words) or telling.words.say("resources.price.not-found")


def price_notes(value: Value | None, day: int, telling: Telling) -> str:
    """Return what there is to know about a price on a day: `for members`; empty when nothing."""
    versions = value.in_force(day) if value is not None else ()
    notes = dict.fromkeys(telling.words.text(version.note) for version in versions if version.note)
    return "; ".join(notes)


def price_words(version: Version, telling: Telling) -> str:
    """Return what a version of a price says."""
    if version.state == "not-found":
        return telling.words.say("resources.price.not-found")
    if version.content == 0:
        return telling.words.say("resources.price.free")
    return version_words(version, "usd", telling)


def noted(said: str, version: Version, telling: Telling) -> str:
    """Return what a version says, with its note behind it."""
    if not version.note:
        return said
    return telling.words.say("resources.noted", text=said, note=telling.words.text(version.note))


def trust_line(source: Source, telling: Telling) -> str:
    """Return how good a source is, in a few words."""
    line = telling.words.say(f"plan.confidence.{source.confidence}")
    return telling.words.say("source.copy", confidence=line) if source.via_copy else line


def is_linked(url: str) -> bool:
    """Tell whether this is an address that a browser opens."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def host_of(url: str) -> str:
    """Return the name of an address's site; the words themselves where it is no address."""
    return urlsplit(url).netloc.removeprefix("www.") if is_linked(url) else url


def ago(days: int, words: Catalogue) -> str:
    """Return how long ago something was, in whole days, months or years."""
    if days <= 0:
        return words.say("relative.today")
    if days < 2 * _DAYS_A_MONTH:
        return words.say_many("resources.ago.days", days, n=days)
    if days < 2 * _DAYS_A_YEAR:
        months = int(days / _DAYS_A_MONTH)
        return words.say_many("resources.ago.months", months, n=months)
    years = int(days / _DAYS_A_YEAR)
    return words.say_many("resources.ago.years", years, n=years)
