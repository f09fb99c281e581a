"""The migrations make what the models say, and can be taken back, on either database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

_THERE_AND_BACK = """
import json, django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
def shape():
    with connection.cursor() as cursor:
        look, names = connection.introspection, connection.introspection.table_names(cursor)
        return {name: [[column.name for column in look.get_table_description(cursor, name)],
                       sorted(look.get_constraints(cursor, name))] for name in names}
seen = []
for targets in ([None], sorted({app for app, _ in MigrationLoader(connection).graph.nodes}), [None]):
    for app in targets:
        call_command("migrate", *([app, "zero"] if app else []), verbosity=0, interactive=False)
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
    assert sorted(gone) == ["django_migrations"]
    assert again == there
    assert sorted(there) == sorted({*tables, "django_migrations"})
    assert there["records_visitordraft"][0] == ["id", "public_id", "content", "before", "changed_at"]
