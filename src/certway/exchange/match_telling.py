"""The words that all parts of a match share: how it counts, names and prices."""

from __future__ import annotations

from dataclasses import dataclass

from certway.answers.amounts import Amount
from certway.answers.match import Match
from certway.core.choose.wishes import MatchWishes
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import amount, money, number_range
from certway.exchange.words.telling import Telling


@dataclass(frozen=True)
class MatchTelling:
    """How one match is told."""

    answer: Match
    telling: Telling

    @property
    def words(self) -> Catalogue:
        """The catalogue."""
        return self.telling.words

    @property
    def wishes(self) -> MatchWishes:
        """What she wants."""
        return self.answer.wishes

    def say(self, message: str, **values: object) -> str:
        """Return a sentence of the catalogue."""
        return self.words.say(message, **values)

    def short(self, credential: str) -> str:
        """Return a credential's short name."""
        return self.words.find(f"credential.{credential}") or credential

    def dollars(self, whole: float) -> str:
        """Return an amount of whole US dollars."""
        return money(whole, whole, self.words)

    def dollars_or_open(self, found: int | None) -> str:
        """Return an amount of US dollars, or that it is not published."""
        return self.say("compare.open") if found is None else self.dollars(found)

    def range(self, least: float, most: float) -> str:
        """Return two amounts of US dollars as a range."""
        return money(least, most, self.words)

    def count(self, count: int, unit: str) -> str:
        """Return a number with its unit."""
        return amount(count, count, unit, self.words)

    def amount(self, found: Amount, unit: str) -> str:
        """Return a number of the rules with its unit, or that it is not published."""
        return self.say("compare.open") if found is None else amount(*found, unit, self.words)

    def points(self, points: tuple[float, float]) -> str:
        """Return points of the score, between the least and the most."""
        least, most = (round(end, 1) for end in points)
        return number_range(least, most, self.words)
