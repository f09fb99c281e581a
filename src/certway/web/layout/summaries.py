"""What was told, in a few words: a topic, and an entry of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from certway.core.person.draft import Draft
from certway.core.person.fields import Field, Kind
from certway.core.person.record import OPEN, Accreditation, Entry, FieldValue, FreeDays
from certway.core.person.topics import Topic, topics_for
from certway.core.units.days import DaySpan
from certway.exchange.shipped_licenses import license_called
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import amount, day, listed, number
from certway.exchange.words.standings import span_words
from certway.exchange.words.telling import Telling

_MOST_PARTS = 4  # of an entry's answers, in its line


@dataclass(frozen=True, slots=True)
class EntrySummary:
    """One entry."""

    key: str
    title: str
    line: str  # the most telling of its other answers
    open: int  # how many of its questions have no answer


@dataclass(frozen=True, slots=True)
class TopicSummary:
    """One topic."""

    topic: Topic
    told: bool
    lines: tuple[str, ...]
    open: int  # questions without an answer, in what was told


def topic_summaries(draft: Draft, topics: Iterable[Topic] | None = None) -> tuple[TopicSummary, ...]:
    """Return topics with what was told about each: those that matter, where none are named."""
    return tuple(_topic_summary(topic, draft) for topic in topics or topics_for(draft.record))


def _topic_summary(topic: Topic, draft: Draft) -> TopicSummary:
    if not topic.lists:
        entry = draft.record.single(topic.table.name)
        told = tuple(_told(topic, entry, topic.fields_for(entry)))
        return TopicSummary(topic, bool(entry), told, _open(topic, entry) if entry else 0)
    entries = entry_summaries(topic, draft)
    known = draft.record.entries(topic.table.name) is not None
    lines = [f"{one.title}: {one.line}" if one.line else one.title for one in entries]
    if known and not entries:
        lines = [catalogue().say(f"topic.{topic.id}.none")]
    return TopicSummary(topic, known, tuple(lines), sum(one.open for one in entries))


def entry_summaries(topic: Topic, draft: Draft) -> tuple[EntrySummary, ...]:
    """Return the entries of a list topic."""
    return tuple(entry_summary(topic, key, entry) for key, entry in draft.keyed(topic.table.name))


def entry_summary(topic: Topic, key: str, entry: Entry) -> EntrySummary:
    """Return one entry of a list topic in a few words."""
    title = _value(topic, topic.first, entry.get(topic.first.name))
    others = tuple(_told(topic, entry, topic.fields_for(entry)[1:]))
    return EntrySummary(
        key=key,
        title=title or catalogue().say(f"topic.{topic.id}.one"),
        line=", ".join(others[:_MOST_PARTS]),
        open=_open(topic, entry),
    )


def _open(topic: Topic, entry: Entry) -> int:
    return sum(field.name not in entry for field in topic.fields_for(entry))


def _told(topic: Topic, entry: Entry, fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        said = field_words(topic, field, entry[field.name]) if field.name in entry else ""
        if said:
            yield said


def field_words(topic: Topic, field: Field, value: FieldValue) -> str:
    """Return what one field says: `36 hours a week`, `until now`; empty where that is nothing."""
    said = _value(topic, field, value)
    base = f"told.{topic.table.name}.{field.name}"
    template = catalogue().find(f"{base}.{_kind(value)}") or catalogue().find(base)
    return template.format(value=said) if template and said else said


def answer_words(topic: Topic, name: str, entry: Entry) -> str:
    """Return what an entry says in one of a topic's fields; empty for nothing."""
    field = next(one for one in topic.table.fields if one.name == name)
    return _value(topic, field, entry.get(name))


def _kind(value: FieldValue) -> str:
    """Return the end of the id of a sentence for values of one kind alone; empty for all others."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "open" if value is OPEN else ""


def _value(topic: Topic, field: Field, value: FieldValue | None) -> str:
    words, section = catalogue(), topic.table.name
    if isinstance(value, bool):
        return words.say("flag.yes" if value else "flag.no").lower()
    if isinstance(value, DaySpan):
        return span_words(value, Telling())
    if isinstance(value, int):
        return amount(value / 100, value / 100, field.unit.replace(" ", "-"), words)
    if isinstance(value, str):
        return _word(section, field, value)
    if isinstance(value, Mapping):
        parts = [f"{_subject(section, field, word)} {number(told / 100)}" for word, told in value.items()]
        return listed(parts, "and", words)
    if isinstance(value, tuple):
        chosen = [_part(section, field, part) for part in value]
        return listed(chosen, "and", words) if chosen else words.say("told.none")
    return words.say("told.open") if value is not None else ""


def _part(section: str, field: Field, part: str | FreeDays | Accreditation) -> str:
    if isinstance(part, FreeDays):
        ends = [day(end, catalogue()) for end in dict.fromkeys((part.first, part.last))]
        return ends[0] if len(ends) == 1 else catalogue().say("told.days", first=ends[0], last=ends[1])
    return _word(section, field, part.by if isinstance(part, Accreditation) else part)


def _word(section: str, field: Field, word: str) -> str:
    if field.kind is Kind.TEXT:
        return word
    words = catalogue()
    told = words.find(f"told.{section}.{field.name}.{word}")  # where the choice only makes sense beside the others
    said = told or words.find(f"choice.{section}.{field.name}.{word}") or words.find(f"credential.{word}")
    return said or license_called(word) or word


def _subject(section: str, field: Field, word: str) -> str:
    words = catalogue()
    asked = words.find(f"question.{section}.{field.name}.{word}")
    return asked or words.find(f"choice.{section}.{field.name}.{word}") or word
