"""`certway backup` and `certway restore` as an operator calls them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from builders.processes import certway


def test_backup_is_written_and_put_back(tmp_path: Path) -> None:
    here, there, file = tmp_path / "here", tmp_path / "there", tmp_path / "backup.zip"
    nothing = certway("backup", file, "--data", here)
    told = {**os.environ, "CERTWAY_DATA": str(here), "DJANGO_SETTINGS_MODULE": "certway.web.site.settings"}
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity=0"], env=told, check=True)
    wrote = certway("backup", file, "--data", here)
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
    assert (read.returncode, answer["file"], answer["documents"], answer["missing"]) == (0, str(file), 0, [])
    assert answer["key"] == str(there / "documents.key")
