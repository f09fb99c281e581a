"""The pages of study, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from certway.exchange.words.catalogue import catalogue

TABS: Final = (
    ("today", "study:today"),
    ("topics", "study:topics"),
    ("skills", "study:skills"),
    ("scenarios", "study:scenarios"),
    ("exams", "sit:exams"),
    ("progress", "study:progress"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of study, as the others show it."""

    name: str
    address: str  # name of the address
    is_here: bool


def study_tabs(here: str) -> tuple[Tab, ...]:
    """Return the pages as seen from one of them; `here` is its id, or empty for a page beside them."""
    return tuple(Tab(catalogue().say(f"study.tab.{name}"), address, name == here) for name, address in TABS)
