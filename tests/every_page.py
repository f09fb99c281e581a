"""Every address of the pages, with what it takes and gives: what tests walk over that hold everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from certway.core.person.topics import RECORD, TOPICS
from certway.exchange.rule_files import RuleFiles
from certway.exchange.shipped_rules import shipped_rules
from visitors import Visitor, draft_of

NOBODYS_KEY = "01920000-0000-7000-8000-000000000000"
LIST_TOPICS = tuple(topic.id for topic in TOPICS if topic.lists)
GOALS = RuleFiles().ids


@dataclass(frozen=True)
class Address:
    """A kind of address: its pattern, and what somebody without a session gets; None = the method is not allowed."""

    get: int | None = None
    post: int | None = None
    kind: str = "text/html; charset=utf-8"  # of what GET gives
    places: str = (
        ""  # what its variable parts are: topics, entries, goals or documents; of the questionnaire, or of the record
    )


ADDRESSES: Mapping[str, Address] = {
    "": Address(get=200),
    "compare/": Address(get=200),
    "compare/match/": Address(get=200, post=302),
    "compare/credentials.csv": Address(get=200, kind="text/csv; charset=utf-8"),
    "where-you-stand/": Address(get=200),
    "where-you-stand/file/": Address(get=200, post=422),
    "where-you-stand/my-answers.yaml": Address(get=200, kind="application/yaml; charset=utf-8"),
    "where-you-stand/maria/": Address(post=302),
    "where-you-stand/undo/": Address(post=302),
    "where-you-stand/forget/": Address(get=200, post=302),
    "where-you-stand/<slug:topic>/": Address(get=200, post=302, places="topics"),
    "where-you-stand/<slug:topic>/new/": Address(get=200, post=422, places="list topics"),
    "where-you-stand/<slug:topic>/<uuid:key>/": Address(get=404, post=404, places="entries"),
    "where-you-stand/<slug:topic>/<uuid:key>/remove/": Address(post=302, places="entries"),
    "answer/": Address(get=200),
    "answer/<slug:credential>/": Address(get=200, places="goals"),
    "resources/": Address(get=200),
    "resources/<slug:credential>/": Address(get=200, places="goals"),
    "next/": Address(get=200),
    "record/": Address(get=200),
    "record/history/": Address(get=200),
    "record/history/restore/": Address(post=404),
    "record/resume.json": Address(get=200, kind="application/json; charset=utf-8"),
    "record/resume/": Address(get=200, post=422),
    "record/<slug:topic>/": Address(get=200, post=302, places="record topics"),
    "record/<slug:topic>/new/": Address(get=200, post=422, places="record lists"),
    "record/<slug:topic>/<uuid:key>/": Address(get=404, post=404, places="record entries"),
    "record/<slug:topic>/<uuid:key>/remove/": Address(post=302, places="record entries"),
    "plan/": Address(get=200, post=422),
    "plan/<slug:goal>/": Address(get=200, places="goals"),
    "plan/<slug:goal>/calendar.ics": Address(get=404, kind="text/calendar; charset=utf-8", places="goals"),
    "plan/<slug:goal>/plan.pdf": Address(get=404, kind="application/pdf", places="goals"),
    "plan/<slug:goal>/drop/": Address(post=302, places="goals"),
    "healthz": Address(get=200, kind="text/plain; charset=utf-8"),
    "readyz": Address(get=200, kind="application/json"),
    # Whoever has not signed in is led to where she can.
    "documents/": Address(get=302),
    "documents/add/": Address(get=302, post=302),
    "documents/<uuid:key>/": Address(get=302, post=302, places="documents"),
    "documents/<uuid:key>/file": Address(get=302, places="documents"),
    "documents/<uuid:key>/remove/": Address(get=302, post=302, places="documents"),
}


OFFICE = "admin/"  # has a test of its own: nobody but those who run the server gets anywhere


def routes(patterns: list[URLPattern | URLResolver] | None = None, before: str = "") -> Iterator[str]:
    """Yield the pattern of every address that the project answers."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if route == OFFICE:
            continue
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def addresses_of(route: str, keys: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the addresses of a pattern; `keys` are those of a visitor's entries, by section."""
    places = ADDRESSES[route].places
    if places == "documents":
        return [f"/{route}".replace("<uuid:key>", NOBODYS_KEY)]
    if places.endswith("entries"):
        topics = RECORD if places.startswith("record") else TOPICS
        return [
            _filled(route, topic.id, key) for topic in topics for key in keys.get(topic.table.name, ()) if topic.lists
        ]
    named = {
        "": [""],
        "goals": list(shipped_rules().sheets),
        "topics": [topic.id for topic in TOPICS],
        "list topics": list(LIST_TOPICS),
        "record topics": [topic.id for topic in RECORD],
        "record lists": [topic.id for topic in RECORD if topic.lists],
    }[places]
    return [_filled(route, name) for name in named]


def _filled(route: str, name: str, key: str = "") -> str:
    start, _, rest = route.partition("<slug:")
    after = rest.partition(">")[2].replace("<uuid:key>", key)
    return f"/{start}{name}{after}" if rest else f"/{start}"


def walk(client: Visitor, *, kind: str = "", keys: Mapping[str, tuple[str, ...]] | None = None) -> list[str]:
    """Return every address that a visitor can open, those of her own entries included; of one kind, if named."""
    own = draft_of(client).keys if keys is None else keys
    return [
        address
        for route, one in ADDRESSES.items()
        if one.get not in (None, 302) and one.kind.startswith(kind)
        for address in addresses_of(route, own)
    ]
