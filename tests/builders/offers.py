"""A small shelf of offers, and what it says on a day."""

from __future__ import annotations

from builders.rule_text import document
from certway.core.rulebook.resource_reading import read_shelf
from certway.core.rulebook.resources import Shelf

HEAD = """\
format: 1
sources:
  page: {url: "https://www.example.org/a", as_of: null, read_on: 2026-11-23, confidence: primary}
  dated: {url: "https://example.org/b", as_of: 2024, read_on: 2026-11-23, confidence: secondary, note: An employer}
  words: {url: "looked for on many pages", as_of: null, read_on: 2026-11-23, confidence: uncertain}
  copied: {url: "https://copy.example/c", as_of: 2026-05, read_on: 2026-11-23, confidence: primary, via_copy: true}
  again: {url: "https://www.example.org/a", as_of: null, read_on: 2026-11-23, confidence: uncertain}
  same: {url: "https://other.example/d", as_of: null, read_on: 2026-11-23, confidence: primary}
measures:
  bring: {title: Bring, unit: texts}
  price: {title: Price, unit: usd}
  items: {title: Holds, unit: items}
  points: {title: Points, unit: points}
"""


def shelf(text: str) -> Shelf:
    """Return what a file with this head and these lists holds."""
    return read_shelf(document(HEAD + text), name="r.yaml")


def offer(name: str, price: str = "", *, more: str = "", credentials: str = "[cma-aama]") -> str:
    """Return an offer of free questions as it is written; its id is its name in small letters."""
    values = f", values: {{price: {price}}}" if price else ""
    source = "" if more.startswith("source:") else ", source: page"
    rest = f", {more}" if more else ""
    return (
        f"- {{id: {name.lower()}, stage: questions, name: {name}, by: B, credentials: {credentials}"
        f"{source}{values}{rest}}}\n"
    )
