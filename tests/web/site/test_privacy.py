"""What was told stands in no log and in no address."""

from __future__ import annotations

import logging
import re
from urllib.parse import unquote

import pytest

from every_page import ADDRESSES, addresses_of, walk
from visitors import ZORA, ZORAS_WORDS, Visitor, draft_of, tell_new, upload

pytestmark = pytest.mark.django_db

_KEY = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # of an entry; random, so it may hold any digits


@pytest.mark.any_database
def test_log_of_a_whole_visit_holds_nothing_that_was_told(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    client = Visitor()
    upload(client, ZORA, "quillfeather.yaml")
    upload(client, ZORA.replace("ged", "Quillfeather"))
    for address in walk(client):
        client.get(address)
    client.post("/where-you-stand/about/", {"name": "Zora Quillfeather"})
    client.post("/where-you-stand/procedures/", {"venipuncture": "Quillfeather"})
    entry = tell_new(client, "work", role="other")
    client.post(f"/where-you-stand/work/{entry}/", {"role": "Quillfeather", "hours_per_week": "37.25"})
    client.post("/plan/", {"goal": "cma-aama", "budget": "$7,431", "hours_per_week": "13.25"})
    for route, one in ADDRESSES.items():
        for address in addresses_of(route, draft_of(client).keys) if one.post else ():
            client.post(address, {"name": "Zora Quillfeather", "kind": "Heliotrope"})
    client.get("/nowhere/")

    logged = caplog.text + "".join(capfd.readouterr())
    assert [word for word in (*ZORAS_WORDS[:3], "7,431", "37.25", "quillfeather") if word in logged] == []


@pytest.mark.any_database
def test_addresses_hold_nothing_that_was_told() -> None:
    client = Visitor()
    upload(client, ZORA)
    seen = []
    for address in walk(client, kind="text/html"):
        response = client.get(address)
        seen += [part.partition('"')[0] for part in response.content.decode().split('href="')[1:]]
        seen += [part.partition('"')[0] for part in response.content.decode().split('action="')[1:]]

    own = {_KEY.sub("", unquote(one)) for one in seen if not one.startswith(("http", "/static/"))}
    assert len(own) > 40
    assert [(word, one) for one in own for word in ZORAS_WORDS if word in one] == []
