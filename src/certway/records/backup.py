"""A backup: an archive of everything as it was at one moment, while people go on writing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import mkstemp
from typing import IO

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from certway.core.units.errors import CertwayError
from certway.records.archive import ArchiveWriter, Manifest, add_manifest, writing_archive
from certway.records.archive_rows import applied, apps_at, lines_of, stored_names, tables
from certway.records.durable import NEW, keep_names, locked, sweep_left

LEFT_AFTER = timedelta(days=1)  # no backup takes so long: an archive that is not whole by then never will be
LOCK = ".backup"  # in the folder of the documents; while it is held, no file there is deleted


class NoDatabaseError(CertwayError):
    """Raised where there is nothing to back up."""

    def __init__(self) -> None:
        super().__init__("there is no database yet; start `certway serve` once, or name its --data")


class NewerDatabaseError(CertwayError):
    """Raised for a database that a later version of Certway has changed."""

    def __init__(self, app: str, name: str) -> None:
        super().__init__(f"the database is newer than this Certway, which doesn't know {app}.{name}; update Certway")


class BackupFileError(CertwayError):
    """Raised for an archive that can't be written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} can't be written: {reason}")


def write_backup(path: Path, *, documents: Path, made_at: datetime, force: bool = False) -> Manifest:
    """Write an archive and return what it holds. The file is there whole, for its owner alone, or not at all.

    Nobody who writes waits for it. What killed backups left in the folder goes. `made_at` is the present instant in
    UTC. Raises NoDatabaseError, NewerDatabaseError or BackupFileError.
    """
    if path.exists() and not force:
        raise BackupFileError(path, "it is there already; name another file, or write over it with --force")
    try:
        sweep_left(path.parent, made_at, older_than=LEFT_AFTER)
        with locked(documents / LOCK), _aside(path, force=force) as stream, writing_archive(stream) as writer:
            names, manifest = _write_rows(writer, made_at)
            missing = copy_documents(writer, documents, names)
            manifest = replace(manifest, members=writer.members, missing=missing)
            add_manifest(writer, manifest)
    except OSError as error:
        raise BackupFileError(path, (error.strerror or str(error)).lower()) from error
    return manifest


def _write_rows(writer: ArchiveWriter, made_at: datetime) -> tuple[list[str], Manifest]:
    """Write every table from one snapshot; return the names of the documents' files with what the manifest begins."""
    names: list[str] = []
    with snapshot():
        if "django_migrations" not in connection.introspection.table_names():
            raise NoDatabaseError
        loader = MigrationLoader(connection)
        _check_known(loader)
        for model in tables(apps_at(loader, applied(loader))):
            writer.add_table(model._meta.label_lower, lines_of(model))
            names += stored_names(model)
        return names, Manifest(made_at=made_at.isoformat(), database=connection.vendor, migrations=applied(loader))


def _check_known(loader: MigrationLoader) -> None:
    known = set(loader.disk_migrations or ())
    for app, name in applied(loader):
        if (app, name) not in known and app in loader.migrated_apps:
            raise NewerDatabaseError(app, name)


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything as it was at one moment, in a transaction that blocks no writer."""
    connection.ensure_connection()
    if connection.vendor != "sqlite":
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic(durable=True):
            yield
    finally:
        connection.transaction_mode = mode  # type: ignore[attr-defined]


def copy_documents(writer: ArchiveWriter, folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Copy the documents' files; return the names of those that are not there."""
    missing = []
    for name in names:
        try:
            with (folder / name[:2] / name).open("rb") as content:
                writer.add_document(name, content)
        except FileNotFoundError:
            missing.append(name)
    return tuple(missing)


@contextmanager
def _aside(path: Path, *, force: bool) -> Iterator[IO[bytes]]:
    """Give a file beside a path that takes its name once it is whole and on the disk."""
    descriptor, name = mkstemp(dir=path.parent, prefix=NEW)  # readable by its owner alone
    aside = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if force:
            aside.replace(path)
        else:
            os.link(aside, path)  # never over a file that has come meanwhile
        keep_names(path.parent)
    finally:
        aside.unlink(missing_ok=True)
