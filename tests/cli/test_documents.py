"""`certway documents`: what is damaged, and a new key."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django import Settings

from certway.cli.commands import build
from certway.records.keys import master_keys
from kept_documents import file_of, folder, keep, user

__all__ = ["folder"]

CERTWAY = Path(sys.executable).with_name("certway")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run the command in this process, which has a database; return its status and what it said."""
    status = build().main(["documents", *arguments], prog_name="certway", standalone_mode=False)
    return int(status or 0), capsys.readouterr().out


@pytest.mark.django_db
def test_damage_is_told_by_id_and_place(folder: Path, capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    assert run(capsys, "check") == (0, "There are no documents.\n")
    zora = user()
    first, second = keep(zora), keep(zora)
    assert run(capsys, "check") == (0, "All 2 documents open.\n")
    file_of(first, folder).write_bytes(b"x")
    file_of(second, folder).unlink()
    status, said = run(capsys, "check")

    assert status == 1
    assert " ".join(said.split()) == (
        f"{first.public_id}: its file or its sealed key was changed {second.public_id}: its file is missing "
        "2 of 2 documents are damaged. Restore their files from a backup."
    )
    assert json.loads(run(capsys, "check", "--json")[1]) == {
        "documents": 2,
        "damaged": [
            {"document": str(first.public_id), "damage": "changed"},
            {"document": str(second.public_id), "damage": "missing"},
        ],
    }


@pytest.mark.django_db
def test_new_key_is_told_with_the_old_one_to_keep(
    folder: Path, capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    keep(user())
    (old,) = master_keys()
    status, said = run(capsys, "rotate-key")
    (new,) = master_keys()

    assert status == 0
    assert " ".join(said.split()) == (
        f"The key {new.name} seals now; the key of 1 document was sealed anew. Dropped from the key file: {old.name}. "
        "Backups made before still need it: keep a copy of it with them."
    )
    settings.DOCUMENT_KEYS = (folder / "documents.key").read_text().strip()
    assert json.loads(run(capsys, "rotate-key", "--json")[1]) == {
        "key": new.name, "sealed_anew": 0, "stuck": 0, "old": [], "given": True,
    }  # fmt: skip
    assert "names one key only." in run(capsys, "rotate-key")[1]


def test_folder_without_a_database_is_told(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CERTWAY_", "DJANGO_"))}
    command = [str(CERTWAY), "documents", "check", "--data", str(tmp_path)]
    done = subprocess.run(command, env=kept, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("certway: there is no database with records yet; start `certway serve` once")
