"""The parts of which every offer and remark is told: its figures, and where it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from certway.answers.resources import Age
from certway.core.rulebook.values import Source, Value, Version
from certway.exchange.words.figures import as_sentence, day, listed, opened
from certway.exchange.words.offers import ago, host_of, is_linked, noted, price_words, trust_line
from certway.exchange.words.standings import span_words
from certway.exchange.words.telling import Telling
from certway.exchange.words.values import version_words


@dataclass(frozen=True, slots=True)
class TrustText:
    """Where something was read, how old that is, and what to think of it."""

    url: str
    host: str  # the site's name; the source's own words where it is no address
    linked: bool
    read: str  # `read 23 November 2026 (today)`
    line: str  # how good it is, in a few words
    doubts: tuple[str, ...]  # why to be careful; empty when it is recent and first hand


@dataclass(frozen=True, slots=True)
class FigureText:
    """One figure."""

    title: str
    text: str
    doubts: tuple[str, ...]  # other statements, and how good a source of its own is
    url: str = ""  # of a source of its own; empty where that is the entry's
    host: str = ""


@dataclass(frozen=True, slots=True)
class AdviceText:
    """Something to know."""

    id: str
    title: str
    says: tuple[str, ...]
    figures: tuple[FigureText, ...]
    warning: str
    note: str
    trust: TrustText


@dataclass(frozen=True, slots=True)
class Parts:
    """Tells the parts in one language, as they hold on a day."""

    telling: Telling
    as_of: int  # ordinal

    def sentences(self, says: Iterable[str]) -> tuple[str, ...]:
        """Return texts of the rules as sentences."""
        return tuple(self.sentence(one) for one in says)

    def sentence(self, text: str) -> str:
        """Return a text of the rules as a sentence; empty when it is."""
        return as_sentence(self.telling.words.text(text))

    def areas(self, areas: Iterable[str]) -> str:
        """Return areas of points as a list."""
        words = self.telling.words
        named = [words.find(f"resources.area.{area}") or area.replace("-", " ") for area in areas]
        return listed(named, "and", words)

    def figures(self, values: Mapping[str, Value], source: Source, *, price: bool = True) -> tuple[FigureText, ...]:
        """Return the figures of an entry with that source; without `price`, its price only where something disputes it.

        A version that may hold is told with each other that may.
        """
        return tuple(
            self._figure(value, version, source)
            for key, value in values.items()
            for version in value.in_force(self.as_of)
            if key != "price" or price or version.conflicts or version.source != source
        )

    def _figure(self, value: Value, version: Version, source: Source) -> FigureText:
        own = version.source.url if version.source.url != source.url and is_linked(version.source.url) else ""
        return FigureText(
            title=self.telling.words.text(value.title),
            text=self._said(value, version),
            doubts=tuple(self._doubts(version, source)),
            url=own,
            host=host_of(own) if own else "",
        )

    def _said(self, value: Value, version: Version) -> str:
        if version.state == "not-found":
            return noted(self.telling.words.say("resources.not-found"), version, self.telling)
        if value.unit == "usd":
            return noted(price_words(version, self.telling), version, self.telling)
        if value.unit == "texts" and isinstance(version.content, tuple):
            said = "; ".join(self.telling.words.text(str(part)) for part in version.content)
            return noted(said, version, self.telling)
        return noted(version_words(version, value.unit, self.telling), version, self.telling)

    def _doubts(self, version: Version, source: Source) -> Iterator[str]:
        words = self.telling.words
        for conflict in version.conflicts:
            host = host_of(conflict.source.url)
            yield words.say("resources.conflict", says=words.text(conflict.says), host=host)
        own = version.source
        if not is_linked(own.url) and own.url != source.url:
            yield words.say("resources.figure-source", source=opened(words.text(own.url)), line=self._dated(own))
        elif (own.confidence, own.as_of, own.via_copy) != (source.confidence, source.as_of, source.via_copy):
            yield words.say("resources.figure-trust", line=self._dated(own))

    def trust(self, source: Source, age: Age) -> TrustText:
        """Return where something was read."""
        words = self.telling.words
        read = day(source.read_on, words)
        return TrustText(
            url=source.url,
            host=host_of(source.url),
            linked=is_linked(source.url),
            read=words.say("resources.read", day=read, ago=ago(age.read_days, words)),
            line=self._dated(source),
            doubts=tuple(self._source_doubts(source, age)),
        )

    def _dated(self, source: Source) -> str:
        line = trust_line(source, self.telling)
        if source.as_of is None:
            return line
        return self.telling.words.say("resources.dated", line=line, date=span_words(source.as_of, self.telling))

    def _source_doubts(self, source: Source, age: Age) -> Iterator[str]:
        words = self.telling.words
        if source.confidence != "primary":
            yield words.say(f"resources.doubt.{source.confidence}")
        if source.via_copy:
            yield words.say("resources.doubt.copy")
        if age.old and source.as_of is not None:
            dated = span_words(source.as_of, self.telling)
            yield words.say("resources.doubt.dated", date=dated, ago=ago(age.days, words))
        elif age.old:
            yield words.say("resources.doubt.old", ago=ago(age.days, words))
        if source.note:
            yield self.sentence(source.note)
