"""What differs between two drafts of a record, in the words that the record itself uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from certway.core.person.difference import EntryDifference, SectionDifference
from certway.core.person.record import Entry
from certway.core.person.topics import RECORD, Topic
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import listed, opened
from certway.web.layout.summaries import entry_summary, field_words

Tense: TypeAlias = Literal["did", "will"]  # what a change did, or what putting the record back will do

MOST_LINES = 5  # more than that are summed up, and folded

_TOPICS = {topic.table.name: topic for topic in RECORD}


@dataclass(frozen=True, slots=True)
class ToldSection:
    """What differs in one section."""

    name: str
    counts: str  # `2 added and 1 removed`; empty where no entries are counted
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldDifferences:
    """What differs in all sections."""

    sections: tuple[ToldSection, ...]  # those that differ, in the order of the record
    counts: str  # over all of them

    @property
    def lines(self) -> tuple[str, ...]:
        """A line for each thing that differs."""
        return tuple(line for one in self.sections for line in one.lines)

    @property
    def is_long(self) -> bool:
        """Whether it is summed up."""
        return len(self.lines) > MOST_LINES


def tell_differences(found: Iterable[SectionDifference], tense: Tense) -> ToldDifferences:
    """Return differences in words."""
    every = tuple(found)
    teller = _Teller(tense)
    sections = tuple(
        ToldSection(
            name=teller.name(one),
            counts=teller.counts([] if _TOPICS[one.section].table.single else [one]),
            lines=tuple(teller.lines(one)),
        )
        for one in every
    )
    return ToldDifferences(sections, teller.counts(every))


@dataclass(frozen=True, slots=True)
class _Teller:
    tense: Tense

    def tell(self, message: str, **values: object) -> str:
        return catalogue().say(f"changed.{self.tense}.{message}", **values)

    def name(self, section: SectionDifference) -> str:
        return catalogue().say(f"topic.{_TOPICS[section.section].id}")

    def counts(self, sections: Iterable[SectionDifference]) -> str:
        """Return how many entries came, went and changed; a single section is one that changed."""
        numbers = {"added": 0, "removed": 0, "changed": 0}
        for one in sections:
            if _TOPICS[one.section].table.single:
                numbers["changed"] += 1
            else:
                numbers["added"] += len(one.added)
                numbers["removed"] += len(one.removed)
                numbers["changed"] += len(one.changed)
        said = [
            catalogue().say_many(f"changed.{self.tense}.count.{name}", count, n=count)
            for name, count in numbers.items()
            if count
        ]
        return listed(said, "and", catalogue())

    def lines(self, section: SectionDifference) -> Iterator[str]:
        topic = _TOPICS[section.section]
        for entry in section.entries:
            yield self._single(topic, entry) if topic.table.single else self._entry(topic, entry)
        if section.moved:
            yield self.tell("moved", name=self.name(section))
        if section.told_before and not section.told_after and not topic.table.single:
            yield self.tell("untold", name=self.name(section))
        if section.told_after and not section.told_before and not section.entries:
            yield self.tell("none", name=self.name(section))

    def _single(self, topic: Topic, entry: EntryDifference) -> str:
        name = catalogue().say(f"topic.{topic.id}")
        return opened(self.tell("single", name=name, parts=self._parts(topic, entry)))

    def _entry(self, topic: Topic, entry: EntryDifference) -> str:
        if entry.before is not None and entry.after is not None:
            what = ", ".join(filter(None, (_one(topic), _title(topic, entry.after))))
            return self.tell("changed", what=what, parts=self._parts(topic, entry))
        there = entry.before if entry.after is None else entry.after
        what = ": ".join(filter(None, (_one(topic), _whole(topic, there or {}))))
        return self.tell("removed" if entry.after is None else "added", what=what)

    def _parts(self, topic: Topic, entry: EntryDifference) -> str:
        """Return the fields that differ: those told first, those not told any more, those that say something else."""
        came: list[str] = []
        went: list[str] = []
        became: list[str] = []
        differ = {one.field: one for one in entry.fields}
        for field in topic.table.fields:  # in its order, since a database may keep its own
            one = differ.get(field.name)
            if one is None or not topic.asks(field.name):
                continue
            before = None if one.before is None else field_words(topic, field, one.before)
            after = None if one.after is None else field_words(topic, field, one.after)
            if before is None:
                came.append(self.tell("value", value=after))
            elif after is None:
                went.append(self.tell("value", value=before))
            else:
                became.append(self.tell("part-changed", before=before, after=after))
        parts = [
            self.tell(f"part-{name}", values=listed(values, "and", catalogue()))
            for name, values in (("added", came), ("removed", went))
            if values
        ]
        return "; ".join([*parts, *became]) or catalogue().say("changed.file-only")


def _one(topic: Topic) -> str:
    """Return what an entry of a topic is, within a sentence: `a card`."""
    name = catalogue().say(f"topic.{topic.id}.one")
    return name[:1].lower() + name[1:]


def _title(topic: Topic, entry: Entry) -> str:
    return entry_summary(topic, "", entry).title if topic.first.name in entry else ""


def _whole(topic: Topic, entry: Entry) -> str:
    return ", ".join(filter(None, (_title(topic, entry), entry_summary(topic, "", entry).line)))
