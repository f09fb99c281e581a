"""Probes: what they say, to whom, and what they look at."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from visitors import Visitor

pytestmark = pytest.mark.django_db


def told(response: HttpResponse) -> tuple[int, object]:
    return response.status_code, response.json()  # type: ignore[attr-defined]


def test_process_answers_without_database_session_or_cookie() -> None:
    client = Visitor()
    with CaptureQueriesContext(connection) as seen:
        response = client.get("/healthz")

    assert (response.status_code, response.content, len(seen), len(client.cookies)) == (200, b"ok", 0, 0)


def test_server_that_has_everything_is_ready() -> None:
    assert told(Visitor().get("/readyz")) == (200, {"ready": True, "missing": []})


def test_folder_that_is_gone_is_told(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path / "gone"

    assert told(Visitor().get("/readyz")) == (503, {"ready": False, "missing": ["data folder"]})
    settings.DATA_FOLDER = tmp_path
    assert told(Visitor().get("/readyz"))[0] == 200
    assert list(tmp_path.iterdir()) == []


def test_migration_that_was_not_applied_is_told() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'records'")

    assert told(Visitor().get("/readyz")) == (503, {"ready": False, "missing": ["migrations"]})


@pytest.mark.django_db(transaction=True)
def test_database_that_is_gone_is_told_without_a_word_about_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    connection.close()
    named = connection.settings_dict
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]
        monkeypatch.setitem(named, "OPTIONS", {**named["OPTIONS"], "pool": {"min_size": 1, "timeout": 0.5}})
    monkeypatch.setitem(
        named, "NAME", str(tmp_path / "no" / "database") if connection.vendor == "sqlite" else "nobodys"
    )
    try:
        answer, alive = Visitor().get("/readyz"), Visitor().get("/healthz")
    finally:
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]

    assert told(answer) == (503, {"ready": False, "missing": ["database"]})
    assert alive.status_code == 200


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_load_balancer_may_ask_by_any_name_and_without_tls(settings: Settings, address: str) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
    client = Visitor.with_fresh_pages()

    assert client.get(address, headers={"host": "10.1.2.3:8000"}).status_code == 200
    assert client.get("/", headers={"host": "localhost"}).status_code == 301
    assert client.get("/", headers={"host": "10.1.2.3:8000"}).status_code == 400
