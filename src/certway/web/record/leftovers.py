"""What a JSON Resume told and the record does not hold, in words, with the way to the entry that lacks it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from certway.actions.take_resume import Leftover
from certway.core.person.topics import RECORD
from certway.exchange.json_resume_matching import UNKNOWN_NAME
from certway.exchange.json_resume_reading import Dropped
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import listed

NO_PLACE = "resume.dropped.no-place"  # nothing to do about it: these are named together
_TOPICS = {"basics": "about", "work": "work", "education": "education", "certificates": "credentials"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to finish by hand."""

    name: str  # such as `Job 2 (Barista)`
    address: str  # of the page where she can; empty where there is none
    text: str


def lines_of(left: Iterable[Leftover]) -> tuple[Line, ...]:
    """Return what can be finished by hand, each once."""
    return tuple(dict.fromkeys(_line(one) for one in left if one.dropped.why != NO_PLACE))


def kinds_of(left: Iterable[Leftover]) -> str:
    """Return the names of everything that the record has no place for; empty where there is nothing."""
    words = catalogue()
    names = [one.dropped.path.split("/")[-1] for one in left if one.dropped.why == NO_PLACE]
    found = [words.find(f"resume.kind.{name}") for name in names]
    kinds = list(dict.fromkeys(filter(None, found)))
    return listed([*kinds, *([words.say("resume.kinds.other")] if None in found else [])], "and", words)


def _line(one: Leftover) -> Line:
    words, dropped = catalogue(), one.dropped
    part = dropped.path.split("/")[-1]
    what = words.find(f"resume.part.{part}") or words.say("resume.part.other")
    text = words.say(f"resume.left.{dropped.why.rpartition('.')[2]}", value=dropped.value, what=what)
    return Line(_name(dropped), _address(one), text)


def _name(dropped: Dropped) -> str:
    words, (root, *rest) = catalogue(), dropped.path.split("/")
    if root not in _TOPICS or root == "basics":
        return words.say("resume.left.you" if root == "basics" else "resume.left.file")
    name = words.say(f"resume.left.entry.{root}", n=int(rest[0]) + 1)
    return words.say("resume.left.named", name=name, title=dropped.title) if dropped.title else name


def _address(one: Leftover) -> str:
    root, section = one.dropped.path.split("/")[0], one.dropped.section
    if root not in _TOPICS or one.dropped.why == UNKNOWN_NAME.why:  # a credential that is not known can't be added
        return ""
    topic = next((topic.id for topic in RECORD if topic.table.name == section), _TOPICS[root])
    if one.key:
        return reverse("record:entry", args=[topic, one.key])
    return reverse("record:section" if section else "record:new-entry", args=[topic])  # or one section, without entries
