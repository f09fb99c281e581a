"""Steps that visitors take through the pages, with Django's test client."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.urls import reverse
from django.utils import timezone

from certway.core.person.draft import Draft
from certway.core.person.record import Record
from certway.exchange.person_file import dump_person
from certway.records.history import undoable_change
from certway.records.load import load_draft
from certway.records.visits import Visit
from pages import Element, read_page

MARIA = Path(__file__).parent.parent / "examples" / "maria.yaml"

# Somebody who told about everything, with words that stand on no page by themselves.
ZORA = """
person: {name: Zora Quillfeather, lives_in: VT, born: 1987-03-19, high_school: {completed: 2005-06-11, kind: ged}}
programs:
- {kind: medical-assistant, accredited_by: [institution-usde], completed: 2025-02-03, academic_hours: 613,
   clinical_hours: 187, setting: civilian, award: diploma}
work:
- {role: medical-assistant, setting: urgent-care, from: 2019-09-23, to: null, hours_per_week: 37.25,
   duties: [clinical], supervised: true}
education: [{level: bachelor, field: Heliotrope studies, accredited: true, completed: 2011-05-17,
   semester_hours: 123.5, science_hours: {biology: 17.5, chemistry: 16}}]
credentials: [{id: mlt-ascp, number: ZQ-90417, issued: 2021-01-29}]
attempts: [{exam: cma-aama, on: 2023-10-08, passed: false, score: 311}]
cards: [{kind: cpr, issued: 2026-01-13, expires: 2028-01-13}]
procedures: {venipuncture: 47, injection: 29}
statements: {felony: false, moral_character: true}
preferences: {hours_per_week: 13.25, budget: 7431}
"""
ZORAS_WORDS = (
    "Quillfeather", "Heliotrope", "ZQ-90417", "1987", "2005", "613", "187", "37.25", "2019", "123.5", "17.5", "2011",
    "2021", "2023", "311", "7,431", "7431", "13.25",
)  # fmt: skip


@cache
def _handler(enforce_csrf_checks: bool) -> ClientHandler:
    """Return the pages' server; loading its middleware again would look through all static files again."""
    return ClientHandler(enforce_csrf_checks)


class Visitor(Client):
    """The browser of somebody who comes for the first time."""

    def __init__(self, *, enforce_csrf_checks: bool = False) -> None:
        super().__init__(enforce_csrf_checks)
        self.handler = _handler(enforce_csrf_checks)

    @classmethod
    def with_fresh_pages(cls) -> Visitor:
        """Return a browser of a server whose middleware reads the settings anew."""
        client = cls()
        client.handler = ClientHandler(enforce_csrf_checks=False)
        return client


def upload(client: Visitor, content: str | bytes | Path | Record, name: str = "person.yaml") -> HttpResponse:
    """Load a person file."""
    if isinstance(content, Record):
        content = dump_person(content)
    if isinstance(content, Path):
        content, name = content.read_bytes(), content.name
    plain = content.encode() if isinstance(content, str) else content
    return client.post(reverse("qualify:file"), {"file": SimpleUploadedFile(name, plain)})


def visitor_who_told(content: str | Path | Record) -> Visitor:
    """Return the browser of a visitor who loaded a person file."""
    client = Visitor()
    assert upload(client, content).status_code == 302
    return client


def visit_of(client: Client) -> Visit:
    """Return a visit by a browser, as views make it."""
    session = client.session
    user = session.get("_auth_user_id")
    return Visit(session, None if user is None else int(user), timezone.now())


def draft_of(client: Visitor) -> Draft:
    """Return what a visitor told, as it is kept."""
    return load_draft(visit_of(client))


def record_of(client: Visitor) -> Record:
    """Return what a visitor told, without the entries' keys."""
    return draft_of(client).record


def undo(client: Visitor) -> HttpResponse:
    """Press the button that undoes the last change, or what is left of it in a page that is still open."""
    change = undoable_change(visit_of(client))
    return send(client, reverse("qualify:undo"), {} if change is None else {"change": str(change.name)})


def tell_new(client: Visitor, topic: str, **first: str) -> str:
    """Tell about a new entry and return its key."""
    told = client.post(reverse("qualify:new-entry", args=[topic]), first)
    assert told.status_code == 302, read_page(told).text
    return str(UUID(told.url.split("?")[0].rstrip("/").rpartition("/")[2]))  # type: ignore[attr-defined]


def see(client: Visitor, address: str, status: int = 200) -> Element:
    """Open a page."""
    response = client.get(address)
    assert response.status_code == status, response
    return read_page(response)


def send(client: Visitor, address: str, answers: Mapping[str, object] | None = None, status: int = 302) -> HttpResponse:
    """Send a form."""
    response = client.post(address, dict(answers or {}))
    assert response.status_code == status, response
    return response
