"""How often pages ask the database: no page more often because more was told."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certway.core.person.reading import read_person
from certway.core.person.record import Record
from certway.exchange.yaml_files import parse_yaml
from certway.records.history import undoable_change
from every_page import ADDRESSES, LIST_TOPICS, walk
from visitors import ZORA, Visitor, draft_of, visit_of, visitor_who_told

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
FOR_NOBODY = {"bank/": 1, "exams/": 1, "study/skills/": 1, "study/scenarios/": 1}  # which state the bank is in


def zora_with(count: int) -> Record:
    """Return what Zora tells, with so many entries in each section."""
    told = read_person(parse_yaml(ZORA.encode(), "zora.yaml"))
    return Record(told.singles, {name: entries * count for name, entries in told.lists.items()})


def queries(client: Visitor, address: str, data: dict[str, str] | None = None) -> tuple[int, int]:
    """Return the status and how many queries it took."""
    with CaptureQueriesContext(connection) as seen:
        response = client.get(address) if data is None else client.post(address, data)
    return response.status_code, len(seen)


def of_first_entries(client: Visitor) -> dict[str, tuple[str, ...]]:
    return {section: keys[:1] for section, keys in draft_of(client).keys.items()}


def test_every_page_asks_as_often_with_three_entries_as_with_one() -> None:
    one, three = visitor_who_told(zora_with(1)), visitor_who_told(zora_with(3))
    told = draft_of(three).keys
    assert {name: len(keys) for name, keys in told.items()} == dict.fromkeys(LIST_TOPICS, 3)
    few = [queries(one, address) for address in walk(one, keys=of_first_entries(one))]
    many = [queries(three, address) for address in walk(three, keys=of_first_entries(three))]

    assert [count for _, count in many] == [count for _, count in few]
    assert {status for status, _ in (*few, *many)} == {200, 404}  # there is no file of a plan that is impossible
    assert max(count for _, count in few) <= MOST_QUERIES


def test_every_action_asks_as_often_with_three_entries_as_with_one() -> None:
    counts = []
    for count in (1, 3):
        client = visitor_who_told(zora_with(count))
        keys = draft_of(client).keys
        entry = reverse("qualify:entry", args=["cards", keys["cards"][0]])
        counts.append(
            [
                queries(client, "/where-you-stand/about/", {"name": "Zora"}),
                queries(client, "/where-you-stand/work/", {"have": "no"}),
                queries(client, "/where-you-stand/cards/new/", {"kind": "other"}),
                queries(client, entry, {"kind": "cpr"}),
                queries(client, f"{entry}remove/", {}),
                queries(client, "/where-you-stand/undo/", {"change": str(undoable_change(visit_of(client)).name)}),
                queries(client, "/plan/", {"goal": "cma-aama", "budget": "$7,000"}),
                queries(client, "/plan/cma-aama/drop/", {"wish": "budget"}),
                queries(client, "/where-you-stand/maria/", {}),
                queries(client, "/where-you-stand/forget/", {}),
            ]
        )

    assert counts[0] == counts[1]
    assert {status for status, _ in counts[0]} == {302}
    *others, forgotten = [count for _, count in counts[0]]
    assert max(others) <= MOST_QUERIES
    assert forgotten <= MOST_QUERIES + 11  # every table that may hold something of hers


@pytest.mark.parametrize(
    "route", [route for route, one in ADDRESSES.items() if one.get == 200 and not one.places and route != "readyz"]
)
def test_page_for_nobody_asks_hardly_anything(route: str) -> None:
    status, count = queries(Visitor(), f"/{route}")

    assert (status, count) == (200, FOR_NOBODY.get(route, 0))
