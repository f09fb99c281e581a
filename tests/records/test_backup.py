"""A backup and its way back: on both databases, between them, under load, from older versions, and when it breaks."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings
from uuid_utils.compat import uuid7

from builders.crowds import EXAM, NOW, exam_form, sat, single_items
from builders.everything import EVERY_KIND
from builders.studied import study, study_tables
from builders.visits import NOON, visit
from builders.workers import Clock, worker
from certway.actions.calibrate_items import take_parameters
from certway.actions.reckon_statistics import reckon_all
from certway.actions.send_letter import queue_letter
from certway.core.items.identity import version_of
from certway.core.person.draft import Draft
from certway.core.units.errors import CertwayError
from certway.records.archive import (
    FORMAT,
    DamagedArchiveError,
    Manifest,
    NewerArchiveError,
    NoArchiveError,
    add_manifest,
    open_archive,
    writing_archive,
)
from certway.records.backup import BackupFileError, NoDatabaseError, copy_documents, snapshot, write_backup
from certway.records.documents import content_of
from certway.records.erase import erase_people
from certway.records.models import AttemptAnswers, Change, Document, Letter, Person, SectionTold, User
from certway.records.restore import NotEmptyError, restore_backup
from certway.records.save import change_draft
from databases import ask, start_postgresql
from kept_documents import keep, user
from sites import Site, Sites

VENDORS = ("sqlite", "postgresql")
MOMENT = datetime(2026, 11, 24, 12, tzinfo=UTC)
KEY = "01a20de6-3503-73f9-8e15-3dbcbbec2027"  # of an entry


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: pytest.FixtureRequest) -> Iterator[Sites]:
    """A server that does not wait for the disk: no test here ends it suddenly."""
    server = start_postgresql()
    try:
        ask(server.url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        with django_db_blocker.unblock():  # type: ignore[attr-defined]
            yield Sites(tmp_path_factory.mktemp("sites"), server.url)
    finally:
        server.stop()


def backed_up(site: Site, path: Path) -> Path:
    with site.used():
        write_backup(path, documents=site.documents, made_at=MOMENT)
    return path


def restored(path: Path, site: Site, *, replace: bool = False) -> None:
    with site.used():
        restore_backup(path, documents=site.documents, replace=replace)


def rows(path: Path) -> dict[str, list[object]]:
    """Return the rows of an archive by table."""
    with open_archive(path) as archive:
        tables = [name for name in archive.manifest.members if name.startswith("tables/")]
        return {name: [json.loads(line) for line in archive.lines(name)] for name in tables}


def everything(_: Draft) -> Draft:
    return Draft().replaced_by(EVERY_KIND, lambda: str(uuid7()))


def fill(site: Site) -> None:
    with site.used():
        user = User.objects.create_user(email="Ana@example.org", password=None)
        user.groups.add(Group.objects.create(name="staff"))
        user.user_permissions.add(Permission.objects.order_by("pk")[3])
        change_draft(visit(user=user), everything)
        change_draft(visit(hours=1), everything)
        study(Person.objects.get(owner=user))
        Session.objects.create(session_key="secret", session_data="x", expire_date=NOON)
        items = single_items(2)
        sat(exam_form(items), [[(0,), (1,)]])
        reckon_all(NOW)
        erase_people(Person.objects.filter(sittings__isnull=False), NOW)
        values = "item,a,b,c,se_a,se_b,se_c,n\n" + f"{items[0].id}@{version_of(items[0])},1,0.5,0,0.1,0.1,0,99\n"
        take_parameters(user, values.encode(), "items.csv", at=NOW)


def test_everything_goes_from_one_database_to_the_other_and_back(sites: Sites, tmp_path: Path) -> None:
    first, second, third = (sites.migrated("a", "sqlite"), sites.empty("b", "postgresql"), sites.empty("c", "sqlite"))
    fill(first)
    away, back = backed_up(first, tmp_path / "1"), tmp_path / "2"
    restored(away, second)
    with second.used():
        Person.objects.create().delete()  # keys go on after those that are there
        AttemptAnswers.objects.create(exam=EXAM, is_adaptive=False, answers=[]).delete()
        assert Session.objects.count() == 0
    restored(backed_up(second, back), third)

    assert rows(away) == rows(back) == rows(backed_up(third, tmp_path / "3"))
    assert "tables/sessions.session.jsonl" not in rows(away)
    assert len(rows(away)["tables/records.person.jsonl"]) == 2
    tables = ("attemptanswers", "examfigures", "itemfigures", "itemcalibration", "keptparameters")
    assert [len(rows(away)[f"tables/records.{name}.jsonl"]) for name in tables] == [1, 1, 2, 1, 1]
    assert all(rows(away)[f"tables/{model._meta.label_lower}.jsonl"] for model in study_tables())
    assert (back.stat().st_mode & 0o777, sorted(path.name for path in tmp_path.iterdir())) == (0o600, ["1", "2", "3"])


@pytest.mark.parametrize("vendor", VENDORS)
def test_snapshot_stands_still_and_blocks_nobody(sites: Sites, vendor: str) -> None:
    site = sites.migrated(f"still-{vendor}", vendor)

    def write() -> None:
        Person.objects.create()
        connection.close()

    with site.used():
        with snapshot():
            before = Person.objects.count()
            writer = threading.Thread(target=write)
            writer.start()
            writer.join(10)
            assert (writer.is_alive(), Person.objects.count()) == (False, before)
        assert Person.objects.count() == before + 1
        with transaction.atomic():
            Person.objects.create()  # the next transaction writes again


class Writers:
    """Threads that write pairs of rows, and remember which were acknowledged."""

    def __init__(self) -> None:
        self.acknowledged: list[str] = []
        self.enough, self.over = threading.Event(), threading.Event()
        self.threads = [threading.Thread(target=self._write) for _ in range(3)]

    def __enter__(self) -> Writers:
        for thread in self.threads:
            thread.start()
        assert self.enough.wait(30)
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()

    def _write(self) -> None:
        while not self.over.is_set():
            with transaction.atomic():
                person = Person.objects.create()
                change = Change.objects.create(person=person, kind="told", made_at=NOON)
                SectionTold.objects.create(person=person, section="work", recorded_at=NOON, recorded_in=change)
            self.acknowledged.append(str(person.public_id))
            if len(self.acknowledged) >= 20:
                self.enough.set()
        connection.close()


@pytest.mark.parametrize("vendor", VENDORS)
def test_backup_under_load_is_one_moment(sites: Sites, tmp_path: Path, vendor: str) -> None:
    busy, quiet = sites.migrated(f"busy-{vendor}", vendor), sites.migrated(f"quiet-{vendor}", "sqlite")
    with busy.used(), Writers() as writers:
        before = set(writers.acknowledged)
        write_backup(tmp_path / "busy", documents=busy.documents, made_at=MOMENT)
    restored(tmp_path / "busy", quiet)

    with quiet.used():
        people = Person.objects.annotate(
            told=Count("sections_told", distinct=True), made=Count("changes", distinct=True)
        )
        found = {str(person.public_id): (person.told, person.made) for person in people}
    assert before <= set(found) <= set(writers.acknowledged)
    assert set(found.values()) == {(1, 1)}


@pytest.mark.parametrize("vendor", VENDORS)
def test_older_archive_is_brought_to_this_version(sites: Sites, tmp_path: Path, vendor: str) -> None:
    old, new = sites.empty(f"old-{vendor}", vendor), sites.migrated(f"new-{vendor}", vendor)
    content = {"person": {"certway": 1, "work": [{"role": "phlebotomist"}]}, "keys": {"work": [KEY]}}
    with old.used():
        executor = MigrationExecutor(connection)
        state = executor.migrate([("records", "0001_initial")])
        state.apps.get_model("records", "VisitorDraft")._base_manager.create(content=content)
        state.apps.get_model("records", "User")._base_manager.create(email="ana@example.org", joined_at=timezone.now())
    with new.used():
        Person.objects.create()
    restored(backed_up(old, tmp_path / "old"), new, replace=True)

    with new.used():
        assert [user.email for user in User.objects.all()] == ["ana@example.org"]
        assert list(Person.objects.values_list("entries__revisions__content", flat=True)) == [{"role": "phlebotomist"}]
        assert (
            MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes()) == []
        )
        assert Permission.objects.filter(codename="add_revision").count() == 1


@pytest.mark.parametrize("vendor", VENDORS)
def test_letters_that_were_unsent_are_left_out(sites: Sites, tmp_path: Path, vendor: str) -> None:
    """They may have been sent since; the task of each finds nothing to do."""
    source, target = sites.migrated(f"letters-{vendor}", vendor), sites.migrated(f"again-{vendor}", vendor)
    with source.used():
        Letter.objects.create(key="sent", sent_at=NOON)
        for key in ("code", "erasure"):
            queue_letter(key=key, address="ana@example.org", subject="Your code", text="It is 314159.")
    restored(backed_up(source, tmp_path / "it"), target)

    with target.used():
        assert list(Letter.objects.values_list("key", flat=True)) == ["sent"]
        worker(Clock()).drain()
        assert [task.status for task in DBTaskResult.objects.all()] == [TaskResultStatus.SUCCESSFUL] * 2


def test_any_damage_is_refused(sites: Sites, tmp_path: Path) -> None:
    site, path, dice = sites.migrated("damage", "sqlite"), tmp_path / "damaged", random.Random(7)
    fill(site)
    whole = backed_up(site, tmp_path / "whole").read_bytes()
    places = [*dice.sample(range(len(whole)), 60), 0, len(whole) - 1]
    damaged = [bytes([*whole[:at], whole[at] ^ 1 << dice.randrange(8), *whole[at + 1 :]]) for at in places]
    cut = [whole[:at] for at in (*dice.sample(range(len(whole)), 10), 0, len(whole) - 1)]
    for content in (*damaged, *cut, whole + b"\n"):
        path.write_bytes(content)
        with pytest.raises((DamagedArchiveError, NoArchiveError)), open_archive(path):
            pass
    with site.used():
        for name in (path, tmp_path / "nowhere", tmp_path):
            with pytest.raises(CertwayError):
                restore_backup(name, documents=site.documents, replace=True)
        assert Person.objects.count() == 2


def archive_with(path: Path, *, rows: dict[str, list[str]] | None = None, **told: object) -> Path:
    """Write an archive whose seal fits and that tells other things than a backup would."""
    known = {"made_at": MOMENT.isoformat(), "database": "sqlite", "migrations": applied(), **told}
    with path.open("w+b") as stream, writing_archive(stream) as writer:
        for name, lines in (rows or {}).items():
            writer.add_table(name, lines)
        add_manifest(writer, Manifest(members=writer.members, **known))  # type: ignore[arg-type]
    return path


def applied() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(MigrationExecutor(connection).loader.applied_migrations))


def test_newer_archive_is_refused_with_both_versions(
    sites: Sites, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = sites.migrated("newer", "sqlite")
    with site.used():
        later = archive_with(tmp_path / "1", certway="9.8.7", migrations=(*applied(), ("records", "9999_flying")))
        monkeypatch.setattr("certway.records.archive.FORMAT", FORMAT + 1)
        newer = archive_with(tmp_path / "2", certway="9.8.7")
        monkeypatch.undo()
        for path in (later, newer):
            with pytest.raises(NewerArchiveError, match=r"Certway 9\.8\.7 and is newer than this one, \d"):
                restore_backup(path, documents=site.documents)


_OF_NOBODY = {
    "id": 1,
    "public_id": KEY,
    "person_id": 77,
    "kind": "told",
    "made_at": "2026-11-24T12:00:00Z",
    "made_by_id": None,
    "undoes_id": None,
}


@pytest.mark.parametrize("row", [("person", {"id": 1}), ("change", _OF_NOBODY), ("dragon", {})], ids=itemgetter(0))
def test_rows_that_do_not_fit_change_nothing(sites: Sites, tmp_path: Path, row: tuple[str, object]) -> None:
    site = sites.migrated(f"unfit-{row[0]}", "sqlite")
    with site.used():
        kept = Person.objects.create()
        path = archive_with(tmp_path / "unfit", rows={f"records.{row[0]}": [json.dumps(row[1])]})
        with pytest.raises(DamagedArchiveError, match="rows don't fit"):
            restore_backup(path, documents=site.documents, replace=True)
        assert list(Person.objects.all()) == [kept]


def test_documents_go_along_and_missing_ones_are_told(sites: Sites, tmp_path: Path) -> None:
    names, source = ["ab" + "0" * 30, "cd" + "1" * 30, "ef" + "2" * 30], tmp_path / "documents"
    for name in names[:2]:
        (source / name[:2]).mkdir(parents=True)
        (source / name[:2] / name).write_bytes(os.urandom(300_000))
    site = sites.migrated("documents", "sqlite")
    with site.used():
        with (tmp_path / "it").open("w+b") as stream, writing_archive(stream) as writer:
            missing = copy_documents(writer, source, names)
            told = Manifest(MOMENT.isoformat(), "sqlite", applied(), writer.members, missing)
            add_manifest(writer, told)
        (site.documents / "ab").mkdir(parents=True)
        (site.documents / "ab" / names[0]).write_bytes(b"damaged")
        done = restore_backup(tmp_path / "it", documents=site.documents)

    assert (missing, done.missing, len(done.documents)) == ((names[2],), (names[2],), 2)
    for name in names[:2]:
        assert (site.documents / name[:2] / name).read_bytes() == (source / name[:2] / name).read_bytes()


def test_document_opens_again_where_its_key_is(sites: Sites, tmp_path: Path, settings: Settings) -> None:
    """The row and its sealed key come with the archive, the file beside it; the master key stays where it was."""
    settings.DOCUMENT_KEYS, settings.DOCUMENT_KEY_FILE = "", tmp_path / "documents.key"
    source, target = sites.migrated("documents-from", "sqlite"), sites.migrated("documents-to", "postgresql")
    settings.DOCUMENT_FOLDER = source.documents
    with source.used():
        kept = keep(user(), b"%PDF-1.7 nothing but this")
    archive = backed_up(source, tmp_path / "it")
    restored(archive, target)
    settings.DOCUMENT_FOLDER = target.documents
    with target.used():
        again = Document.objects.select_related("person").get(public_id=kept.public_id)
        assert content_of(again) == b"%PDF-1.7 nothing but this"
    assert settings.DOCUMENT_KEY_FILE.read_bytes().strip() not in archive.read_bytes()


def test_document_of_a_name_that_leads_elsewhere_is_refused(sites: Sites, tmp_path: Path) -> None:
    site = sites.migrated("elsewhere", "sqlite")
    with site.used():
        with (tmp_path / "it").open("w+b") as stream, writing_archive(stream) as writer:
            writer._add("documents/../evil", [b"x"], 0)
            add_manifest(writer, Manifest(MOMENT.isoformat(), "sqlite", applied(), writer.members))
        with pytest.raises(DamagedArchiveError, match="no name of a document"):
            restore_backup(tmp_path / "it", documents=site.documents)
    assert not (site.documents.parent / "evil").exists()


def test_people_and_files_that_are_there_are_kept(sites: Sites, tmp_path: Path) -> None:
    site = sites.migrated("there", "sqlite")
    path = backed_up(site, tmp_path / "it")
    with site.used():
        Person.objects.create()
        with pytest.raises(NotEmptyError):
            restore_backup(path, documents=site.documents)
        with pytest.raises(BackupFileError, match="there already"):
            write_backup(path, documents=site.documents, made_at=MOMENT)
        with pytest.raises(BackupFileError, match="no such file"):
            write_backup(tmp_path / "no" / "it", documents=site.documents, made_at=MOMENT)
        write_backup(path, documents=site.documents, made_at=MOMENT, force=True)
    assert len(rows(path)["tables/records.person.jsonl"]) == 1
    with sites.empty("nothing", "sqlite").used(), pytest.raises(NoDatabaseError):
        write_backup(tmp_path / "empty", documents=site.documents, made_at=MOMENT)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["it"]


def test_archive_that_a_killed_backup_left_is_gone_the_day_after(sites: Sites, tmp_path: Path) -> None:
    site = sites.migrated("left", "sqlite")
    for name, hours in ((".new-abcd1234", 25), (".new-abcd1235", 23), (".new-notes", 99), ("it.zip.old", 99)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, times=(0, MOMENT.timestamp() - 3600 * hours))
    backed_up(site, tmp_path / "it")

    assert {path.name for path in tmp_path.iterdir()} == {"it", ".new-abcd1235", ".new-notes", "it.zip.old"}


_RESTORE_FOR_EVER = """
import sys, django
from itertools import cycle
from pathlib import Path
django.setup()
from django.conf import settings
from certway.records.restore import restore_backup
for path in cycle(sys.argv[1:]):
    restore_backup(Path(path), documents=settings.DOCUMENT_FOLDER, replace=True)
    print(path, flush=True)
"""


def test_restore_that_is_killed_leaves_the_old_or_the_new(sites: Sites, tmp_path: Path) -> None:
    site, paths = sites.migrated("killed", "sqlite"), [tmp_path / "few", tmp_path / "many"]
    for path, count in zip(paths, (300, 1200), strict=True):
        with site.used():
            Person.objects.all().delete()
            people = Person.objects.bulk_create(Person() for _ in range(count))
            Change.objects.bulk_create(Change(person=person, kind="told", made_at=NOON) for person in people)
        backed_up(site, path)
    environment = {
        **os.environ,
        "CERTWAY_DATA": str(site.documents.parent),
        "DJANGO_SETTINGS_MODULE": "certway.web.site.settings",
    }
    dice = random.Random(11)
    for _ in range(2):
        process = subprocess.Popen(
            [sys.executable, "-c", _RESTORE_FOR_EVER, *map(str, paths)],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(dice.uniform(0.05, 0.9))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with site.used():
            assert (Person.objects.count(), Change.objects.count()) in ((300, 300), (1200, 1200))


def test_archive_can_be_opened_by_any_program(sites: Sites, tmp_path: Path) -> None:
    with ZipFile(backed_up(sites.migrated("zip", "sqlite"), tmp_path / "it.zip")) as file:
        assert (file.testzip(), "manifest.json" in file.namelist()) == (None, True)
