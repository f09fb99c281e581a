"""What an entry of the person file is called by itself: `Job: Medical assistant, 2019`."""

from __future__ import annotations

from collections.abc import Mapping

from certway.core.units.days import parse_day
from certway.exchange.words.standings import span_words
from certway.exchange.words.telling import Telling

_WHAT = {  # the field that tells entries of a section apart
    "high_school": "kind",
    "programs": "kind",
    "education": "level",
    "work": "role",
    "credentials": "id",
    "attempts": "exam",
    "cards": "kind",
    "fees_paid": "credential",
}
_WHEN = ("completed", "issued", "on", "from", "started")  # the days that tell them apart, the first that is told


def entry_name(section: str, content: Mapping[str, object]) -> str:
    """Return what an entry is called, from its content as in a person file."""
    telling = Telling()
    what = str(content.get(_WHAT.get(section, "title")) or "")
    if section in _WHAT:
        field = f"{section}.{_WHAT[section]}"
        said = telling.words.find(f"told.{field}.{what}") or telling.words.find(f"choice.{field}.{what}")
        what = said or telling.words.find(f"credential.{what}") or what
    told = ", ".join(filter(None, (what, _day(content, telling))))
    name = telling.words.say(f"entry-name.{section}")
    return telling.words.say("entry-name", name=name, told=told) if told else name


def _day(content: Mapping[str, object], telling: Telling) -> str:
    told = next((content[name] for name in _WHEN if content.get(name)), None)
    span = parse_day(str(told)) if told else None
    return "" if span is None else span_words(span, telling)
