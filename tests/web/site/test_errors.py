"""The pages of errors: each says what happened and leads on."""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import Event

import pytest
from django.http import HttpResponse

from builders.records import record
from certway.actions import find_match, find_steps, make_plan
from certway.actions.desk import QUESTIONS_WAITING, Desk
from certway.exchange.words.catalogue import catalogue
from pages import Element, read_page
from visitors import ZORA, Visitor, draft_of, record_of, see, upload, visitor_who_told

pytestmark = pytest.mark.django_db


def told(response: HttpResponse, status: int) -> tuple[str, str]:
    """Return the heading and the lead of an error's page."""
    assert response.status_code == status
    page = read_page(response)
    check_way_out(page)
    return page.heading, page.main.one("p", cls="lead").text


def check_way_out(page: Element) -> None:
    assert "/" in [link.get("href") for link in page.main.all("a", cls="button")]
    assert "Certway is independent." in page.one("footer").text


def words(kind: str) -> tuple[str, str]:
    return catalogue().say(f"error.page.{kind}"), catalogue().say(f"error.page.{kind}.text")


@pytest.mark.parametrize("address", ["/nowhere/", "/answer/cpa/", "/plan/cpa/plan.pdf", "/where-you-stand/shoes/new/"])
def test_page_that_is_not_there_says_so(address: str) -> None:
    assert told(Visitor().get(address), 404) == words("not-found")


@pytest.mark.parametrize(
    "response",
    [
        lambda: Visitor().get("/", headers={"host": "evil.example"}),
        lambda: Visitor().get("/", headers={"host": "evil.example:1:2"}),
        lambda: Visitor().post("/where-you-stand/about/", {f"a{at}": "" for at in range(501)}),
        lambda: Visitor().post("/where-you-stand/about/", b"x", content_type="multipart/form-data"),
        lambda: Visitor().get("/compare/", {f"a{at}": "" for at in range(501)}),
    ],
    ids=["host", "no host", "many fields", "no form", "many parameters"],
)
def test_request_that_cannot_be_read_says_so(response: Callable[[], HttpResponse]) -> None:
    assert told(response(), 400) == words("bad-request")


@pytest.mark.parametrize("token", ["", "x" * 64, "a" * 32])
def test_form_without_its_token_is_refused_and_says_what_to_do(token: str) -> None:
    client = Visitor(enforce_csrf_checks=True)
    client.get("/where-you-stand/about/")
    response = client.post("/where-you-stand/about/", {"name": "Zora", "csrfmiddlewaretoken": token})

    assert told(response, 403) == words("csrf")
    assert draft_of(client).is_empty is True


def test_form_with_its_token_is_taken() -> None:
    client = Visitor(enforce_csrf_checks=True)
    token = see(client, "/where-you-stand/about/").one("input", name="csrfmiddlewaretoken").get("value")
    response = client.post("/where-you-stand/about/", {"name": "Zora", "csrfmiddlewaretoken": token})

    assert response.status_code == 302
    assert record_of(client) == record(person={"name": "Zora"})


def test_form_of_another_site_is_refused() -> None:
    client = Visitor(enforce_csrf_checks=True)
    token = see(client, "/where-you-stand/about/").one("input", name="csrfmiddlewaretoken").get("value")
    response = client.post(
        "/where-you-stand/about/",
        {"name": "Zora", "csrfmiddlewaretoken": token},
        headers={"origin": "https://evil.example"},
    )

    assert told(response, 403) == words("csrf")


def test_file_that_is_far_too_large_says_so() -> None:
    response = upload(Visitor(), b" " * 1_600_000)
    heading, text = told(response, 413)

    assert (heading, text.partition(".")[0]) == ("That is too large", "A file has at most 1 MiB here")
    assert read_page(response).main.all("a", cls="button")[0].get("href") == "/where-you-stand/file/"


@pytest.mark.urls("failing_pages")
def test_what_is_not_allowed_says_so() -> None:
    assert told(Visitor().get("/forbid/"), 403) == words("forbidden")


@pytest.mark.urls("failing_pages")
def test_suspicious_request_says_so() -> None:
    assert told(Visitor().get("/suspect/"), 400) == words("bad-request")


@pytest.mark.urls("failing_pages")
def test_question_too_many_says_when_to_ask_again() -> None:
    response = Visitor().get("/busy/")

    assert told(response, 503) == words("busy")
    assert (response.headers["Retry-After"], response.headers["Cache-Control"]) == ("60", "private, no-cache")


@pytest.mark.parametrize(
    ("desk", "addresses"),
    [
        (make_plan.DESK, ("/plan/cma-aama/", "/plan/cma-aama/plan.pdf", "/plan/cma-aama/calendar.ics")),
        (find_match.DESK, ("/compare/match/",)),
        (find_steps.DESK, ("/next/",)),
    ],
    ids=["plan", "match", "advance"],
)
def test_page_whose_question_is_not_taken_says_so(desk: Desk[object], addresses: tuple[str, ...]) -> None:
    client = visitor_who_told(record(person={"born": "1993-05-06"}))  # whom no other test asks about
    gate = Event()
    for place in range(QUESTIONS_WAITING):
        desk.ask(f"full {place}", gate.wait, owner=f"crowd {place}", patience_seconds=0)
    try:
        refused = [client.get(address) for address in addresses]
    finally:
        gate.set()
    for place in range(QUESTIONS_WAITING):
        desk.ask(f"full {place}", gate.wait, owner=f"crowd {place}", patience_seconds=60)

    assert [told(response, 503) for response in refused] == [words("busy")] * len(addresses)
    assert [client.get(address).status_code for address in addresses[:1]] == [200]


@pytest.mark.urls("failing_pages")
def test_fault_of_ours_says_so_and_nothing_about_itself() -> None:
    client = visitor_who_told(ZORA)
    client.raise_request_exception = False
    response = client.get("/fail/")

    assert told(response, 500) == words("server")
    shown = response.content.decode()
    assert [
        word for word in ("ZeroDivision", "Traceback", "sections", "Quillfeather", "<script") if word in shown
    ] == []
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.urls("failing_pages")
def test_fault_is_logged_without_what_was_told(caplog: pytest.LogCaptureFixture) -> None:
    client = visitor_who_told(ZORA)
    client.raise_request_exception = False
    client.get("/fail/")

    assert [(record.name, record.getMessage()) for record in caplog.records] == [
        ("django.request", "Internal Server Error: /fail/")
    ]
    assert "ZeroDivisionError" in caplog.text
    assert re.findall("Quillfeather|Heliotrope|ZQ-90417", caplog.text) == []


@pytest.mark.urls("failing_pages")
def test_visit_goes_on_after_a_fault() -> None:
    client = visitor_who_told(ZORA)
    client.raise_request_exception = False
    client.get("/fail/")

    assert "Quillfeather" in client.get("/where-you-stand/my-answers.yaml").content.decode()
