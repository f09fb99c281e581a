"""Documents at rest: sealed, whole, and their owner's alone."""

from __future__ import annotations

import os
import re
import shutil
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from pytest_django import Settings

import certway
from certway.exchange.document_content import DocumentRefusedError
from certway.exchange.document_reading import MOST_BYTES
from certway.records.documents import (
    QUOTA_BYTES,
    content_of,
    documents_of,
    link_document,
    remove_documents,
    used_bytes,
)
from certway.records.models import Document, Proof
from certway.records.people import person_of
from certway.records.vault import DamagedDocumentError, documents_locked, stored_files, sweep_orphans
from kept_documents import AT, entry, file_of, folder, keep, user

__all__ = ["folder"]

MEBIBYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def _kept_apart(folder: Path) -> None:
    """Keep what these tests write in a folder of its own."""


def damage_of(document: Document) -> str:
    with pytest.raises(DamagedDocumentError) as damaged:
        content_of(document)
    return damaged.value.damage


def now(**later: int) -> datetime:
    return datetime.now(UTC) + timedelta(**later)


@pytest.mark.django_db(transaction=True)
def test_plain_bytes_are_nowhere_on_the_disk(folder: Path, settings: Settings) -> None:
    secret = os.urandom(64)
    document = keep(user(), b"%PDF-" + secret * 2000)
    written = [*folder.rglob("*"), *Path(settings.DATA_FOLDER).rglob("*")]

    assert content_of(document) == b"%PDF-" + secret * 2000
    assert [path for path in written if path.is_file() and secret[:16] in path.read_bytes()] == []
    assert file_of(document, folder).stat().st_size == 5 + 64 * 2000 + len(b"certway document 1\n") + 12 + 16
    assert "Transcript" not in str(file_of(document, folder))
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}
    assert {name: mode for name, mode in modes.items() if mode & 0o077} == {}


@pytest.mark.django_db
def test_same_content_is_sealed_anew_each_time(folder: Path) -> None:
    zora = user()
    first, second = keep(zora), keep(zora)

    assert content_of(first) == content_of(second)
    assert file_of(first, folder).read_bytes()[19:] != file_of(second, folder).read_bytes()[19:]


@pytest.mark.django_db
def test_damage_is_found_wherever_it_is(folder: Path) -> None:
    document = keep(user(), b"%PDF-" + b"x" * 200)
    path = file_of(document, folder)
    sealed = path.read_bytes()
    for at in (0, 20, 40, len(sealed) - 1):
        path.write_bytes(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :])
        assert (at, damage_of(document)) == (at, "changed")
    for shorter in (b"", sealed[:25], sealed[:-1], sealed + b"x"):
        path.write_bytes(shorter)
        assert damage_of(document) == "changed"
    path.unlink()
    assert damage_of(document) == "missing"
    path.write_bytes(sealed)
    assert content_of(document) == b"%PDF-" + b"x" * 200


@pytest.mark.django_db
def test_files_keys_and_rows_that_were_swapped_are_found(folder: Path) -> None:
    zora, maria = user(), user("maria@example.org")
    first, second, other = keep(zora), keep(zora), keep(maria)
    one, two = file_of(first, folder), file_of(second, folder)
    shutil.move(one, folder / "aside")
    shutil.move(two, one)
    shutil.move(folder / "aside", two)
    assert [damage_of(first), damage_of(second)] == ["changed"] * 2

    Document.objects.filter(pk=first.pk).update(wrapped_key=second.wrapped_key)
    assert damage_of(Document.objects.get(pk=first.pk)) == "changed"
    Document.objects.filter(pk=other.pk).update(person=person_of(zora.pk))
    assert damage_of(Document.objects.get(pk=other.pk)) == "changed"


@pytest.mark.django_db(transaction=True)
def test_removed_document_leaves_nothing(folder: Path) -> None:
    zora = user()
    document, kept = keep(zora), keep(zora)
    Proof.objects.create(document=document, entry=entry(zora, role="other"))

    assert remove_documents(documents_of(person_of(zora.pk)).filter(pk=document.pk)) == 1
    assert list(stored_files()) == [file_of(kept, folder)]
    assert list(documents_of(person_of(zora.pk))) == [kept]
    zora.delete()
    assert (Document.objects.count(), sweep_orphans(now(hours=2))) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_sweep_takes_what_no_row_needs_and_is_an_hour_old(folder: Path) -> None:
    zora = user()
    kept, lost = keep(zora), keep(zora)
    Document.objects.filter(pk=lost.pk).delete()
    (file_of(kept, folder).parent / ".new-abc").write_bytes(b"half")

    assert sweep_orphans(now()) == 0
    with documents_locked():
        assert sweep_orphans(now(hours=2)) == 0
    assert sweep_orphans(now(hours=2)) == 2
    assert list(stored_files()) == [file_of(kept, folder)]


@pytest.mark.django_db(transaction=True)
def test_file_stays_while_a_backup_runs(folder: Path) -> None:
    zora = user()
    document = keep(zora)
    with documents_locked() as documents:
        remove_documents(documents_of(person_of(zora.pk)))
        assert documents == folder / "documents"
        assert file_of(document, folder).exists()

    assert sweep_orphans(now(hours=2)) == 1


@pytest.mark.django_db(transaction=True)
def test_uploads_at_once_stay_within_the_quota(folder: Path) -> None:
    zora = user()
    first = keep(zora)
    room = QUOTA_BYTES - first.size_bytes - 2 * 1000  # for two more of a thousand bytes
    sizes = [MOST_BYTES] * (room // MOST_BYTES) + [room % MOST_BYTES]
    for at, size in enumerate(sizes):
        _row(first, at, size)

    def add(_turn: int) -> str:
        try:
            keep(zora, b"%PDF-" + b"x" * 995)
        except DocumentRefusedError as error:
            return error.reason
        finally:
            connection.close()
        return "kept"

    with ThreadPoolExecutor(4) as uploads:
        done = list(uploads.map(add, range(6)))

    assert sorted(done) == ["kept"] * 2 + ["quota"] * 4
    assert used_bytes(person_of(zora.pk)) == QUOTA_BYTES
    assert len(list(stored_files())) == 3


def _row(like: Document, at: int, size: int) -> Document:
    return Document.objects.create(
        person=like.person, title="x", kind="pdf", size_bytes=size, stored_name=f"{at:032x}", wrapped_key=b"",
        key_name="00000000", added_at=AT,
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "gif"},
        {"size_bytes": 0},
        {"size_bytes": MOST_BYTES + 1},
        {"title": ""},
        {"title": "x" * 121},
        {"stored_name": "taken"},
    ],
    ids=str,
)
def test_database_holds_to_what_a_document_is(wrong: dict[str, object]) -> None:
    person = person_of(user().pk)
    sound = {
        "person": person, "title": "x" * 120, "kind": "png", "size_bytes": MOST_BYTES, "stored_name": "taken",
        "wrapped_key": b"", "key_name": "00000000", "added_at": AT,
    }  # fmt: skip
    Document.objects.create(**sound)

    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        Document.objects.create(**{**sound, "stored_name": "other", **wrong})


@pytest.mark.django_db
def test_document_proves_entries_of_its_person_alone() -> None:
    zora, maria = user(), user("maria@example.org")
    document = keep(zora)
    job, card, name, hers = (
        entry(zora, "work", role="other"),
        entry(zora, "cards", kind="cpr"),
        entry(zora, "person", name="Zora"),
        entry(maria, "work", role="other"),
    )
    link_document(document, [one.public_id for one in (job, name, hers)])
    assert list(document.proofs.values_list("entry", flat=True)) == [job.pk]
    link_document(document, [job.public_id, card.public_id])
    assert sorted(document.proofs.values_list("entry", flat=True)) == [job.pk, card.pk]
    link_document(document, [])
    assert document.proofs.count() == 0

    Proof.objects.create(document=document, entry=job)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proof.objects.create(document=document, entry=job)


def test_proofs_are_made_in_one_place_which_looks_whose_the_entries_are() -> None:
    """No constraint of the database does."""
    source, making = Path(certway.__file__).parent, re.compile(r"\bProof(\(|\.objects)|\bproofs\.(\w*create|add|set)\b")
    places = {
        (str(path.relative_to(source)), found[0])
        for path in source.rglob("*.py")
        for found in making.finditer(path.read_text(encoding="utf-8"))
    }

    assert places == {
        ("records/documents.py", "Proof("),
        ("records/documents.py", "Proof.objects"),
        ("records/models/documents.py", "Proof("),
    }
