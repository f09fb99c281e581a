"""The master keys: where they come from, who may read them, and how one takes the place of another."""

from __future__ import annotations

import os
import stat
import time
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from certway.records import rotation
from certway.records.documents import content_of
from certway.records.keys import (
    BadKeyError,
    LostKeyFileError,
    MasterKey,
    OpenKeyFileError,
    master_keys,
    new_key,
    unwrap_key,
    wrap_key,
    write_keys,
)
from certway.records.keys_in_use import ForeignKeysError, count_keyless
from certway.records.models import Document, User
from certway.records.rotation import rotate_keys
from certway.records.vault import DamagedDocumentError
from document_files import pdf
from kept_documents import file_of, folder, keep, user

__all__ = ["folder"]

pytestmark = pytest.mark.django_db


def text(*keys: MasterKey) -> str:
    return ",".join(b64encode(key.secret).decode() for key in keys)


def sealed_with() -> set[str]:
    return set(Document.objects.values_list("key_name", flat=True))


def test_first_key_is_made_once_and_for_nobody_else(folder: Path) -> None:
    with ThreadPoolExecutor(8) as starts:
        made = set(starts.map(lambda _: _keys_of_a_thread(), range(8)))

    assert len(made) == 1
    assert [stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()] == [0o600]
    assert "secret" not in repr(master_keys())


def _keys_of_a_thread() -> tuple[MasterKey, ...]:
    from django.db import connection

    try:
        return master_keys()
    finally:
        connection.close()


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o602])
def test_key_file_that_others_can_read_is_refused(folder: Path, mode: int) -> None:
    master_keys()
    (folder / "documents.key").chmod(mode)

    with pytest.raises(OpenKeyFileError, match=f"run: chmod 600 {folder}/documents.key"):
        master_keys()


@pytest.mark.parametrize("wrong", ["", "x", "é", b64encode(b"short").decode(), f"{b64encode(bytes(32)).decode()}\nzzz"])
def test_key_that_is_none_is_told(folder: Path, wrong: str) -> None:
    path = folder / "documents.key"
    path.touch(0o600)
    path.write_text(wrong, encoding="utf-8")

    with pytest.raises(BadKeyError, match=r"key [12] of .*documents\.key is no key"):
        master_keys()


def test_no_new_key_takes_the_place_of_one_that_was_lost(folder: Path) -> None:
    document = keep(user())
    (folder / "documents.key").rename(folder / "elsewhere")

    with pytest.raises(LostKeyFileError, match="put it back"):
        content_of(document)
    assert not (folder / "documents.key").exists()


def test_given_keys_need_no_file_and_the_first_seals(folder: Path, settings: Settings) -> None:
    old, new = new_key(), new_key()
    settings.DOCUMENT_KEYS = text(old)
    before = keep(user())
    settings.DOCUMENT_KEYS = f" {text(new)} , {text(old)},"
    after = keep(before.person.owner)

    assert (before.key_name, after.key_name) == (old.name, new.name)
    assert content_of(before) == content_of(after) == pdf()
    assert not (folder / "documents.key").exists()
    settings.DOCUMENT_KEYS = text(new)
    with pytest.raises(DamagedDocumentError, match="no-key"):
        content_of(before)
    settings.DOCUMENT_KEYS = "not a key"
    with pytest.raises(BadKeyError, match="key 1 of CERTWAY_DOCUMENT_KEY is no key"):
        content_of(before)


def test_rotation_seals_keys_anew_and_leaves_files_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "ROWS_AT_ONCE", 2)
    zora, (old,) = user(), master_keys()
    documents = [keep(zora) for _ in range(5)]
    files = [file_of(one, folder).read_bytes() for one in documents]
    done = rotate_keys()
    (new,) = master_keys()

    assert (done.key, done.sealed_anew, done.stuck, done.old, done.given) == (new.name, 5, 0, (old.name,), False)
    assert sealed_with() == {new.name} != {old.name}
    assert [file_of(one, folder).read_bytes() for one in documents] == files
    assert {content_of(one) for one in documents} == {pdf()}  # also by rows that were read before
    assert stat.S_IMODE((folder / "documents.key").stat().st_mode) == 0o600


def test_rotation_of_given_keys_names_what_can_go(folder: Path, settings: Settings) -> None:
    old, new = new_key(), new_key()
    settings.DOCUMENT_KEYS = text(old)
    document = keep(user())
    assert rotate_keys().old == ()
    settings.DOCUMENT_KEYS = text(new, old)

    assert (rotate_keys().old, sealed_with()) == ((old.name,), {new.name})
    settings.DOCUMENT_KEYS = text(new)
    assert content_of(document) == pdf()


def stuck(owner: User) -> Document:
    """Keep a document whose own key no master key opens."""
    document = keep(owner)
    Document.objects.filter(pk=document.pk).update(wrapped_key=b"x" * 60)
    return document


def test_document_that_no_key_opens_holds_no_rotation_up(folder: Path) -> None:
    sound = keep(user())
    stuck(sound.person.owner)
    (first,) = master_keys()
    done = [rotate_keys() for _ in range(3)]

    assert [(one.sealed_anew, one.stuck) for one in done] == [(1, 1)] * 3
    assert [one.old for one in done] == [(first.name,), (done[0].key,), (done[1].key,)]
    assert [key.name for key in master_keys()] == [done[2].key]
    assert content_of(Document.objects.get(pk=sound.pk)) == pdf()


def test_key_that_a_stuck_document_held_back_is_dropped(folder: Path) -> None:
    """As rotations of earlier versions left it: both keys stayed, and none was made any more."""
    sound = keep(user())
    stuck(sound.person.owner)
    (old,), new = master_keys(), new_key()
    write_keys([new, old])
    Document.objects.filter(pk=sound.pk).update(
        wrapped_key=wrap_key(own_key(sound, old), new, document=sound.public_id), key_name=new.name
    )
    done = rotate_keys()

    assert (done.sealed_anew, done.stuck, done.old) == (1, 1, (new.name, old.name))
    assert [key.name for key in master_keys()] == [done.key] != [new.name]
    assert content_of(Document.objects.get(pk=sound.pk)) == pdf()


@pytest.mark.parametrize("named", ["the first", "nothing known"])
def test_rotation_opens_a_document_by_whatever_key_does_and_loses_none(folder: Path, named: str) -> None:
    """A row that names another key than the one that sealed it still needs that one."""
    documents = [keep(user()), keep(user("other@example.org"))]
    (old,), new = master_keys(), new_key()
    write_keys([new, old])
    name = new.name if named == "the first" else "00000000"
    Document.objects.filter(pk=documents[0].pk).update(key_name=name)
    done = rotate_keys()

    assert (done.key, done.sealed_anew, done.stuck, done.old) == (new.name, 2, 0, (old.name,))
    assert [content_of(one) for one in Document.objects.all()] == [pdf(), pdf()]


def own_key(document: Document, master: MasterKey) -> bytes:
    return unwrap_key(document.wrapped_key, master.name, document=document.public_id, keys=[master])


@pytest.mark.parametrize("sealed_anew", [0, 2, 4])
def test_rotation_that_ended_early_goes_on_with_the_same_key(folder: Path, sealed_anew: int) -> None:
    """Rows change in whole transactions, so these are the states in which a sudden end leaves it; and the one below."""
    zora, (old,) = user(), master_keys()
    documents = [keep(zora) for _ in range(5)]
    new = new_key()
    write_keys([new, old])
    for document in documents[:sealed_anew]:
        wrapped = wrap_key(own_key(document, old), new, document=document.public_id)
        Document.objects.filter(pk=document.pk).update(wrapped_key=wrapped, key_name=new.name)
    assert {content_of(one) for one in Document.objects.all()} == {pdf()}
    done = rotate_keys()

    assert (done.key, done.sealed_anew, done.old) == (new.name, 5 - sealed_anew, (old.name,))
    assert master_keys() == (new,)
    assert {content_of(one) for one in Document.objects.all()} == {pdf()}


def test_rotation_that_ended_before_the_old_key_was_dropped_begins_anew(folder: Path) -> None:
    document, new = keep(user()), new_key()
    (old,) = master_keys()
    write_keys([new, old])
    wrapped = wrap_key(own_key(document, old), new, document=document.public_id)
    Document.objects.filter(pk=document.pk).update(wrapped_key=wrapped, key_name=new.name)
    done = rotate_keys()

    assert (done.sealed_anew, done.old, [key.name for key in master_keys()]) == (1, (new.name, old.name), [done.key])
    assert content_of(document) == pdf()


def test_server_does_not_start_on_the_keys_of_another_database(folder: Path, settings: Settings) -> None:
    document, path, foreign = keep(user()), folder / "documents.key", new_key()
    (own,) = master_keys()
    write_keys([foreign])
    for ask in ("checkkeys", "rotatedocumentkey"):
        with pytest.raises(ForeignKeysError) as refusal:
            call_command(ask)
        assert str(refusal.value) == (
            f"no key in {path} opens the document that is kept, so it belongs to another database; "
            f"put {path} of this database back, or set CERTWAY_DOCUMENT_KEY to its keys"
        )
    keep(document.person.owner)
    Document.objects.update(key_name=own.name)
    settings.DOCUMENT_KEYS = text(foreign)
    with pytest.raises(ForeignKeysError) as refusal:
        call_command("checkkeys")

    assert str(refusal.value) == (
        "no key in CERTWAY_DOCUMENT_KEY opens any of the 2 documents that are kept, so it belongs to another database; "
        "add the keys of this database to CERTWAY_DOCUMENT_KEY"
    )
    settings.DOCUMENT_KEYS = text(foreign, own)
    call_command("checkkeys")
    assert master_keys() == (foreign, own)


def test_documents_of_keys_that_are_not_given_are_counted_at_the_start(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    document, new = keep(user()), new_key()
    write_keys([new])
    keep(document.person.owner)
    call_command("checkkeys")

    assert [(one.levelname, one.getMessage()) for one in caplog.records] == [
        (
            "WARNING",
            f"documents that can't be opened: 1; add the keys that sealed them to {folder / 'documents.key'}",
        )
    ]
    assert (count_keyless(), master_keys()) == (1, (new,))


@pytest.mark.parametrize("left", ["nothing", "no key", "one that others can read", "another's"])
def test_documents_are_counted_that_open_with_nothing(folder: Path, left: str) -> None:
    keep(user())
    path = folder / "documents.key"
    if left == "nothing":
        path.unlink()
    elif left == "no key":
        path.write_text("none", encoding="ascii")
    elif left == "another's":
        write_keys([new_key()])
    else:
        path.chmod(0o644)

    assert (count_keyless(), path.exists()) == (1, left != "nothing")


def test_keys_are_checked_before_a_server_starts_and_none_is_made(folder: Path, settings: Settings) -> None:
    call_command("checkkeys")
    assert not (folder / "documents.key").exists()

    settings.DOCUMENT_KEYS = "no key"
    with pytest.raises(BadKeyError):
        call_command("checkkeys")


def test_keys_that_a_sudden_end_left_beside_the_file_go_at_the_next_start(folder: Path) -> None:
    names = [".new-abcd_123", ".new-other", ".new-ABCDEFGH", "new-abcd1234", ".new-abcd1234.txt", ".new-abcd1235"]
    write_keys([new_key()])
    for name in names:
        (folder / name).write_text("a key", encoding="ascii")
    for name in names[:-1]:
        os.utime(folder / name, times=(0, time.time() - 3601))
    (folder / ".new-afolder_").mkdir()
    os.utime(folder / ".new-afolder_", times=(0, 0))
    call_command("checkkeys")

    assert {path.name for path in folder.iterdir()} == {"documents.key", ".new-afolder_", *names[1:]}
