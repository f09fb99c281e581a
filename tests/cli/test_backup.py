"""`certway backup` and `certway restore` as an operator calls them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builders.processes import certway

_WITH_DOCUMENT = """
import django
django.setup()
from datetime import UTC, datetime
from django.core.management import call_command
from certway.records.documents import save_document
from certway.records.models import Person
call_command("migrate", verbosity=0)
save_document(Person.objects.create(), title="Card", kind="pdf", content=b"%PDF", at=datetime.now(UTC))
"""


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, subprocess.CompletedProcess[str]]:
    """A data folder with one document, its backup, and what the command said of it."""
    here, file = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("kept") / "backup.zip"
    told = {**os.environ, "CERTWAY_DATA": str(here), "DJANGO_SETTINGS_MODULE": "certway.web.site.settings"}
    subprocess.run([sys.executable, "-c", _WITH_DOCUMENT], env=told, check=True)
    return here, file, certway("backup", file, "--data", here)


def test_backup_is_written_and_put_back(
    tmp_path: Path, backup: tuple[Path, Path, subprocess.CompletedProcess[str]]
) -> None:
    here, file, wrote = backup
    there = tmp_path / "there"
    nothing = certway("backup", tmp_path / "nothing.zip", "--data", there)
    there.mkdir(exist_ok=True)
    shutil.copy(here / "documents.key", there)
    read = certway("restore", file, "--data", there, "--json")

    assert (nothing.returncode, nothing.stdout, nothing.stderr) == (
        2,
        "",
        "certway: there is no database yet; start `certway serve` once, or name its --data\n",
    )
    assert (wrote.returncode, wrote.stderr) == (0, "")
    said = " ".join(wrote.stdout.split())
    assert f"The document key is not in this archive. Keep a copy of it in another place: it is in {here}" in said
    assert "whoever has this file can read what people told" in said
    answer = json.loads(read.stdout)
    assert (read.returncode, answer["file"], answer["documents"], answer["missing"]) == (0, str(file), 1, [])
    assert (answer["key"], answer["keyless"]) == (str(there / "documents.key"), 0)


def test_documents_that_the_key_which_is_there_does_not_open_are_told_at_once(
    tmp_path: Path, backup: tuple[Path, Path, subprocess.CompletedProcess[str]]
) -> None:
    here, file, _ = backup
    there = tmp_path / "there"
    without = certway("restore", file, "--data", there)
    served = certway("serve", "--data", there, "--port", "0")
    shutil.copy(here / "documents.key", there)
    beside = certway("restore", file, "--data", there, "--replace", "--json")

    place = there / "documents.key"
    said = (
        f"One document can't be opened: the key that sealed it is not in {place}. Put the document key of that time "
        "there, beside the one that is there now if there is one.\n"
    )
    refused = (
        f"certway: {place} is missing, and without it no document can be opened; put it back, or set "
        "CERTWAY_DOCUMENT_KEY to its key\n"
    )
    assert (without.returncode, without.stderr) == (0, said)
    assert (served.returncode, served.stderr) == (2, refused)
    assert (beside.returncode, beside.stderr, json.loads(beside.stdout)["keyless"]) == (0, "", 0)
