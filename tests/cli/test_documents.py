"""`certway documents` as a process: what is damaged, and a new key."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CERTWAY = Path(sys.executable).with_name("certway")
_KEEP = """
import django
from datetime import UTC, datetime
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from certway.records.documents import person_of, save_document
from certway.records.models import User
person = person_of(User.objects.create(email="zora@example.org"))
for content in (b"%PDF-1", b"%PDF-2"):
    row = save_document(person, title="Zora", kind="pdf", content=content, at=datetime(2026, 11, 23, tzinfo=UTC))
    print(row.public_id, row.stored_name, row.key_name)
"""


def environment(**told: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CERTWAY_", "DJANGO_"))}
    return {**kept, **told}


def run(*arguments: str, **told: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [str(CERTWAY), "documents", *arguments], env=environment(**told), capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def kept(tmp_path: Path) -> list[list[str]]:
    """Keep two documents; give the id, the file's name and the key's name of each."""
    told = environment(CERTWAY_DATA=str(tmp_path), DJANGO_SETTINGS_MODULE="certway.web.site.settings")
    done = subprocess.run([sys.executable, "-c", _KEEP], env=told, capture_output=True, text=True, check=True)
    return [line.split() for line in done.stdout.splitlines()]


def test_damage_is_told_and_the_key_is_changed(tmp_path: Path, kept: list[list[str]]) -> None:
    ((first, name, old), _) = kept
    data = ("--data", str(tmp_path))
    assert run("check", *data) == (0, "All 2 documents open.\n", "")

    status, said, _ = run("rotate-key", *data)
    new = said.split()[2]
    assert (status, said.splitlines()[0]) == (0, f"The key {new} seals now; the keys of 2 documents were sealed anew.")
    assert said.splitlines()[1].startswith(f"Dropped from the key file: {old}.")

    (tmp_path / "documents" / name[:2] / name).write_bytes(b"x")
    assert json.loads(run("check", "--json", CERTWAY_DATA=str(tmp_path))[1]) == {
        "documents": 2,
        "damaged": [{"document": first, "damage": "changed"}],
    }
    status, said, errors = run("check", *data)
    assert (status, said.splitlines()[0], errors) == (1, f"{first}: its file or its sealed key was changed", "")
    key = (tmp_path / "documents.key").read_text().strip()
    told = json.loads(run("rotate-key", "--json", *data, CERTWAY_DOCUMENT_KEY=key)[1])
    assert told == {"key": new, "sealed_anew": 0, "stuck": 0, "old": [], "given": True}
    (tmp_path / "documents.key").chmod(0o644)
    status, said, errors = run("check", *data)
    assert (status, said, "chmod 600" in errors) == (2, "", True)


def test_folder_without_a_database_is_told(tmp_path: Path) -> None:
    status, said, errors = run("check", "--data", str(tmp_path))

    assert (status, said) == (2, "")
    assert errors.startswith("certway: there is no database with documents yet; start `certway serve` once")
