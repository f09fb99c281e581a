"""Restoring: an archive becomes the database and the documents again, all of it or nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from certway.core.units.errors import CertwayError
from certway.records.archive import (
    DOCUMENTS,
    TABLES,
    Archive,
    DamagedArchiveError,
    Manifest,
    NewerArchiveError,
    open_archive,
)
from certway.records.archive_rows import apps_at, insert_lines, tables
from certway.records.backup import LOCK
from certway.records.durable import keep_names, locked, make_folder, write_aside
from certway.records.models.letters import Letter

HOLDS = (settings.AUTH_USER_MODEL, "records.Person")  # a database with any of these is not empty

_DOCUMENT = re.compile(rf"{DOCUMENTS}([\w-]{{2}})/(\1[\w-]*)", re.ASCII)


class NotEmptyError(CertwayError):
    """Raised for a database that would be lost."""

    def __init__(self) -> None:
        super().__init__(
            "the database holds people already; nothing was changed. To put the archive in their place, back them up "
            "and add --replace"
        )


def restore_backup(path: Path, *, documents: Path, replace: bool = False) -> Manifest:
    """Put an archive in the place of a database and its documents, and return what it holds.

    The archive is checked to the last byte before anything is changed. An end in the midst leaves everything as it was,
    or as it is to be. An older archive is brought to this version. Letters that it holds unsent are left out. Raises
    NoArchiveError, DamagedArchiveError, NewerArchiveError or NotEmptyError.
    """
    with open_archive(path) as archive, locked(documents / LOCK):
        _check_known(archive, MigrationLoader(None))
        if not replace and _holds_people():
            raise NotEmptyError
        call_command("migrate", verbosity=0, interactive=False)
        _place_documents(archive, documents)
        with _one_transaction():
            _restore_rows(archive)
            Letter.objects.filter(sent_at=None).delete()  # they may have been sent since
        call_command("migrate", verbosity=0, interactive=False)  # what follows a migration, if any
        ContentType.objects.clear_cache()
        return archive.manifest


def _check_known(archive: Archive, loader: MigrationLoader) -> None:
    known = set(loader.disk_migrations or ())
    if any(migration not in known for migration in archive.manifest.migrations):
        raise NewerArchiveError(archive.path, archive.manifest.certway)


def _holds_people() -> bool:
    """Tell whether there is any user or person, whatever version the database is of."""
    there = set(connection.introspection.table_names())
    tables = [current_apps.get_model(name)._meta.db_table for name in HOLDS]
    with connection.cursor() as cursor:
        for table in there.intersection(tables):
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")
            if cursor.fetchone() is not None:
                return True
    return False


def _place_documents(archive: Archive, folder: Path) -> None:
    """Put every document's file in its place. Their names are random, so no other document's file is touched."""
    folders = set()
    for name in archive.manifest.documents:
        match = _DOCUMENT.fullmatch(name)
        if match is None:
            raise DamagedArchiveError(archive.path, f"{name!r} is no name of a document")
        place, content = folder / match[1] / match[2], archive.content(name)
        if not place.is_file() or place.read_bytes() != content:
            make_folder(place.parent)
            write_aside(place.parent, content).replace(place)
            folders.add(place.parent)
    for changed in folders:
        keep_names(changed)


@contextmanager
def _one_transaction() -> Iterator[None]:
    """Do everything or nothing. SQLite checks foreign keys at its end, and lets tables be made anew meanwhile."""
    connection.ensure_connection()
    connection.disable_constraint_checking()
    try:
        with transaction.atomic(durable=True):
            yield
            connection.check_constraints()
    finally:
        connection.enable_constraint_checking()


def _restore_rows(archive: Archive) -> None:
    has = set(archive.manifest.migrations)
    loader = MigrationLoader(connection)
    is_older = any(node not in has for node in loader.graph.nodes)
    try:
        apps = _tables_of_then(has) if is_older else apps_at(loader, loader.graph.nodes)
        _fill(archive, apps)
    except (DatabaseError, ValueError, json.JSONDecodeError) as error:
        raise DamagedArchiveError(archive.path, f"its rows don't fit ({error})") from error
    if is_older:
        executor = _executor()
        executor.migrate(executor.loader.graph.leaf_nodes())


def _tables_of_then(has: set[tuple[str, str]]) -> Apps:
    """Make all tables anew, as they were with these migrations, and return their models."""
    quoted = [
        connection.ops.quote_name(name)
        for name in (*connection.introspection.django_table_names(only_existing=True), "django_migrations")
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TABLE {', '.join(quoted)} CASCADE")
        else:
            for name in quoted:
                cursor.execute(f"DROP TABLE {name}")
    executor = _executor()
    whole = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    state = executor.migrate([], plan=[(step, back) for step, back in whole if (step.app_label, step.name) in has])
    return state.apps


def _executor() -> MigrationExecutor:
    def settle(action: str, *_told: object) -> None:
        # Each migration in a transaction of its own would end with this; the next may change tables only then.
        if action == "apply_success" and connection.vendor == "postgresql":
            connection.check_constraints()

    return MigrationExecutor(connection, settle)


def _fill(archive: Archive, apps: Apps) -> None:
    """Empty every table and insert the rows of the archive."""
    emptied = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), emptied))
    models = {f"{TABLES}{model._meta.label_lower}.jsonl": model for model in tables(apps)}
    for name, member in archive.manifest.members.items():
        if name in models:
            insert_lines(models[name], archive.lines(name))
        elif name.startswith(TABLES) and member.rows:
            raise ValueError(f"there is no table for {name}")
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
            cursor.execute(statement)
