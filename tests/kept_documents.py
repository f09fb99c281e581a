"""Documents that are kept, for tests: in a folder of their own, made without asking a parser each time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from pytest_django import Settings

from certway.records.documents import save_document
from certway.records.models import Change, ChangeKind, Document, Entry, Revision, SectionTold, User
from certway.records.people import person_of
from document_files import pdf

AT = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Keep documents and their keys in a folder of this test's own, and return it."""
    settings.DOCUMENT_FOLDER, settings.DOCUMENT_KEYS = tmp_path / "documents", ""
    settings.DOCUMENT_KEY_FILE = tmp_path / "documents.key"
    return tmp_path


def user(email: str = "zora@example.org", **options: object) -> User:
    return User.objects.create(email=email, password=make_password(None), **options)


def keep(owner: User, content: bytes | None = None, title: str = "Transcript") -> Document:
    """Keep a document, by default a PDF of one page."""
    content = pdf() if content is None else content
    return save_document(person_of(owner.pk), title=title, kind="pdf", content=content, at=AT)


def file_of(document: Document, folder: Path) -> Path:
    return folder / "documents" / document.stored_name[:2] / document.stored_name


def entry(owner: User, section: str = "work", **content: object) -> Entry:
    """Add an entry to a user's record."""
    person = person_of(owner.pk)
    change = Change.objects.create(person=person, kind=ChangeKind.TOLD, made_at=AT, made_by=owner)
    begin = {"recorded_at": AT, "recorded_in": change}
    if not SectionTold.objects.filter(person=person, section=section).exists():
        SectionTold.objects.create(person=person, section=section, **begin)
    made = Entry.objects.create(person=person, section=section)
    Revision.objects.create(entry=made, position=person.entries.count(), content=content, **begin)
    return made
