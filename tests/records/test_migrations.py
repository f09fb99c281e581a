"""The migrations make what the models say, and can be taken back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

_THERE_AND_BACK = """
import json, django
django.setup()
from django.core.management import call_command
from django.db import connection
seen = []
for target in ((), ("records", "zero"), ()):
    call_command("migrate", *target, verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        shapes = {name: [column.name for column in connection.introspection.get_table_description(cursor, name)]
                  for name in connection.introspection.table_names(cursor) if name.startswith("records_")}
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE tbl_name LIKE 'records_%' AND type = 'index'")
        seen.append([shapes, cursor.fetchone()[0]])
print(json.dumps(seen))
"""


@pytest.mark.django_db
def test_migrations_say_all_that_the_models_say() -> None:
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)

    assert said.getvalue() == "No changes detected\n"


def test_migrations_go_forward_and_back(tmp_path: Path) -> None:
    environment = {**os.environ, "CERTWAY_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "certway.web.site.settings"}
    done = subprocess.run(
        [sys.executable, "-c", _THERE_AND_BACK], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    there, gone, again = json.loads(done.stdout)

    assert gone == [{}, 0]
    assert again == there
    assert sorted(there[0]) == [
        "records_document",
        "records_entry",
        "records_person",
        "records_proof",
        "records_sectiontold",
        "records_user",
        "records_user_groups",
        "records_user_user_permissions",
        "records_visitordraft",
    ]
    assert there[0]["records_visitordraft"] == ["id", "public_id", "content", "before", "changed_at"]
