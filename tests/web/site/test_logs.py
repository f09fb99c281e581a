"""The log: what a program that gathers it reads, and what never stands in it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from logging.config import dictConfig
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from certway.records.models import User
from certway.web.site.logs import FACTS, log_settings
from every_page import walk
from visitors import ZORA, ZORAS_WORDS, Visitor, draft_of, upload, visitor_who_told

pytestmark = pytest.mark.django_db

MAIL = "zora.quillfeather@example.org"
ANY_DIGITS = ("time", "request_id", "milliseconds")  # of a line, in which a year may stand by chance


def logged_as(style: str) -> Iterator[io.StringIO]:
    """Log as a server with `CERTWAY_LOG` does, and give what is written."""
    written = io.StringIO()
    dictConfig(log_settings(style))
    (handler,) = [one for one in logging.getLogger().handlers if type(one) is logging.StreamHandler]
    handler.setStream(written)
    yield written
    dictConfig(settings.LOGGING)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    yield from logged_as("json")


@pytest.fixture
def terminal() -> Iterator[io.StringIO]:
    yield from logged_as("text")


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def failing(client: Visitor) -> Visitor:
    client.raise_request_exception = False
    return client


@pytest.mark.urls("failing_pages")
def test_log_of_a_visit_that_goes_wrong_says_nothing_about_the_visitor(log: io.StringIO) -> None:
    client = failing(visitor_who_told(ZORA))
    upload(client, ZORA.replace("ged", "Quillfeather"), "quillfeather.yaml")
    keys = [key for told in draft_of(client).keys.values() for key in told]
    pages = [address for address in walk(client, kind="text/html") if address.startswith("/where-you-stand/")]
    for address in (*pages, f"/fail/?name=Quillfeather&born=1987-03-19&mail={MAIL}", "/suspect/", "/Quillfeather/"):
        client.get(address, headers={"user-agent": "Zoras browser", "x-forwarded-for": "192.0.2.77"})
    client.post("/where-you-stand/about/", {"name": f"Zora {MAIL}", "born": "1987-03-19"})
    logging.getLogger("certway.tests").error("could not keep %s", "it", exc_info=_refused_by_the_database())

    told = lines(log)
    assert len([line for line in told if line["logger"] == "certway.requests"]) == len(pages) + 6
    secrets = (*ZORAS_WORDS[:3], "quillfeather", MAIL, "1987", "03-19", "Zora", "192.0.2", "testserver", "127.0.0.1")
    words = json.dumps([{name: fact for name, fact in line.items() if name not in ANY_DIGITS} for line in told])
    assert [word for word in (*secrets, *keys) if word in words] == []
    assert [word for word in (*secrets[:5], *keys) if word in log.getvalue()] == []


def _refused_by_the_database() -> Exception:
    """Return what a database says of a row that it refuses: PostgreSQL quotes its values."""
    User.objects.create_user(email=MAIL)
    try:
        with transaction.atomic():
            User.objects.create_user(email=MAIL)
    except IntegrityError as error:
        return error
    raise AssertionError


@pytest.mark.urls("failing_pages")
def test_fault_tells_its_class_and_its_places_and_the_request_it_belongs_to(log: io.StringIO) -> None:
    failing(visitor_who_told(ZORA)).get("/fail/", headers={"x-request-id": "0123456789abcdef"})

    fault, request = (line for line in lines(log) if line["request_id"] == "0123456789abcdef")
    kind, *places = fault["exception"]
    assert {**fault, "time": "", "exception": []} == {
        "time": "",
        "level": "ERROR",
        "logger": "django.request",
        "message": "Internal Server Error",
        "request_id": "0123456789abcdef",
        "exception": [],
    }
    assert kind == "ZeroDivisionError"
    assert places[-1].strip().partition(":")[0].endswith("tests/failing_pages.py")
    assert (request["route"], request["status"]) == ("/fail/", 500)


def test_request_is_a_line_with_its_pattern_and_never_its_address(log: io.StringIO) -> None:
    client = visitor_who_told(ZORA)
    (key,) = draft_of(client).keys["work"]
    log.truncate(0)
    log.seek(0)
    client.get(f"/where-you-stand/work/{key}/?then=/answer/")
    list(client.get("/static/certway/certway.css"))  # type: ignore[call-overload]
    client.generic("QUILLFEATHER", "/nowhere/")

    told = lines(log)
    assert [sorted(line) for line in told] == [
        ["level", "logger", "message", "method", "milliseconds", "request_id", "route", "status", "time"]
    ] * 3
    assert [(line["method"], line["route"], line["status"]) for line in told] == [
        ("GET", "/where-you-stand/<slug:topic>/<uuid:key>/", 200),
        ("GET", "/static/", 200),
        ("other", "", 404),
    ]
    assert all(0 <= line["milliseconds"] < 60_000 for line in told)


def test_answer_carries_the_id_of_its_request() -> None:
    def answered(told: str) -> str:
        return Visitor().get("/healthz", headers={"x-request-id": told}).headers["X-Request-ID"]

    assert answered("from.the-proxy_7") == "from.the-proxy_7"
    for odd in ("", "short", "x" * 65, "Zora Quillfeather", "a\tb" * 4, "<script>alert</script>"):
        assert len(answered(odd)) == 32
    assert answered("") != answered("")


def test_probes_are_logged_only_when_they_find_something(log: io.StringIO, settings: Any, tmp_path: Any) -> None:
    client = failing(Visitor())
    client.get("/healthz")
    client.get("/readyz")
    settings.DATA_FOLDER = tmp_path / "gone"
    client.get("/readyz")

    request, fault = lines(log)
    assert (request["route"], request["status"]) == ("/readyz", 503)
    assert (fault["logger"], fault["message"]) == ("django.request", "Service Unavailable")
    assert fault["request_id"] == request["request_id"]


@pytest.mark.urls("failing_pages")
def test_person_at_a_terminal_reads_faults_and_no_requests(terminal: io.StringIO) -> None:
    failing(visitor_who_told(ZORA)).get("/fail/")
    logging.getLogger("certway.tests").warning("gave up", extra={FACTS: {"task": 7}})

    first, second, *places, last = terminal.getvalue().splitlines()
    assert (first, second) == ("ERROR django.request: Internal Server Error", "    ZeroDivisionError")
    assert places != []
    assert last == "WARNING certway.tests: gave up task=7"
    assert "sections" not in terminal.getvalue()


def test_words_of_an_exception_are_left_out_of_the_message_and_its_causes_are_named(log: io.StringIO) -> None:
    try:
        try:
            raise KeyError("Quillfeather")
        except KeyError as error:
            raise ValueError("no Quillfeather") from error
    except ValueError as error:
        logging.getLogger("certway.tests").error(f"went wrong: {error}", exc_info=error)

    (told,) = lines(log)
    assert told["message"] == "went wrong: ValueError"
    assert [line for line in told["exception"] if not line.startswith("  ")] == ["ValueError", "KeyError"]
    assert "Quillfeather" not in log.getvalue()
