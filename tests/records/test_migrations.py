"""The migrations make what the models say, and can be taken back, on either database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker
from uuid_utils.compat import uuid7

from builders.everything import EVERY_KIND
from builders.visits import NOON, visit
from certway.core.person.reading import write_person
from certway.records.load import load_draft
from certway.records.models import Person
from certway.records.visits import SESSION_KEY
from databases import ADDRESS
from sites import Sites

_THERE_AND_BACK = """
import json, django
django.setup()
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
def shape():
    with connection.cursor() as cursor:
        look, names = connection.introspection, connection.introspection.table_names(cursor)
        return {name: [[column.name for column in look.get_table_description(cursor, name)],
                       sorted(look.get_constraints(cursor, name))] for name in names}
seen = []
apps = sorted({app for app, _ in MigrationLoader(connection).graph.nodes} - {"django_tasks_database"})
for is_back in (False, True, False):
    if is_back:
        MigrationExecutor(connection).migrate([(app, None) for app in apps])
    else:
        call_command("migrate", verbosity=0, interactive=False)
    seen.append(shape())
print(json.dumps(seen))
"""


@pytest.mark.django_db
def test_migrations_say_all_that_the_models_say() -> None:
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)

    assert said.getvalue() == "No changes detected\n"


def test_migrations_of_all_apps_go_forward_and_back(tmp_path: Path, fresh_database: dict[str, str]) -> None:
    told = {"CERTWAY_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "certway.web.site.settings"}
    done = subprocess.run(
        [sys.executable, "-c", _THERE_AND_BACK],
        env={**os.environ, **told, **fresh_database},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    there, gone, again = json.loads(done.stdout)

    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    # The library of background work can't take its own tables back.
    assert sorted(gone) == ["django_migrations", "django_tasks_database_dbtaskresult"]
    assert again == there
    assert sorted(there) == sorted({*tables, "django_migrations"})


@pytest.fixture
def empty_site(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database in which nothing is."""
    with (
        django_db_blocker.unblock(),
        Sites(tmp_path, os.environ.get(ADDRESS, "")).empty("site", connection.vendor).used(),
    ):
        yield


@pytest.mark.usefixtures("empty_site")
def test_what_visitors_told_before_there_was_a_history_comes_along_and_back() -> None:
    """Sessions name the same person before and after."""
    document = json.loads(json.dumps(write_person(EVERY_KIND)))
    keys = {name: [str(uuid7()) for _ in entries] for name, entries in EVERY_KIND.lists.items()}
    call_command("migrate", "records", "0001", verbosity=0, interactive=False)
    name = uuid7()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_visitordraft (public_id, content, changed_at) VALUES (%s, %s, %s)",
            [name.hex, json.dumps({"person": document, "keys": keys}), NOON],
        )
    call_command("migrate", verbosity=0, interactive=False)
    person = Person.objects.get()
    here = visit()
    here.session[SESSION_KEY] = str(name)

    assert (person.public_id, person.kept_until) == (name, NOON + timedelta(days=60))
    draft = load_draft(here)
    assert ({key: list(told) for key, told in draft.keys.items()}, draft.record) == (keys, EVERY_KIND)
    call_command("migrate", "records", "0001", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM records_visitordraft")
        ((content,),) = cursor.fetchall()
    back = json.loads(content) if isinstance(content, str) else content
    assert (back["person"], back["keys"]) == (document, keys)
