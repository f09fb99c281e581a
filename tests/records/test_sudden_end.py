"""Uploads and rotations of the key that end suddenly: what was acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

from hypothesis import settings

HERE = Path(__file__).parents[1]
KILLS = settings.default.max_examples // 40  # 2 in `make test`, 50 in `make soak`
SECONDS = 60  # until the first document is kept

_UPLOAD = """
import hashlib, sys, time, django
from datetime import UTC, datetime
from threading import Thread
django.setup()
from certway.actions.add_document import add_document
from certway.records.models import User
from certway.records.rotation import rotate_keys
from document_files import png
user, _ = User.objects.get_or_create(email="zora@example.org")
def add(thread):
    for turn in range(10_000):
        content = png() + f"{thread} {turn}".encode() * 5_000
        key = add_document(user, content=content, name="card.png", at=datetime(2026, 11, 23, tzinfo=UTC))
        sys.stdout.write(f"{key} {hashlib.sha256(content).hexdigest()}\\n")
        sys.stdout.flush()
def rotate():
    while True:
        rotate_keys()
        time.sleep(0.05)
for work in (*(lambda at=at: add(at) for at in range(2)), rotate):
    Thread(target=work).start()
"""
_LOOK = """
import hashlib, json, django
from datetime import UTC, datetime, timedelta
django.setup()
from certway.records.documents import content_of
from certway.records.models import Document
from certway.records.vault import stored_files, sweep_orphans
there = {str(row.public_id): hashlib.sha256(content_of(row)).hexdigest() for row in Document.objects.all()}
sweep_orphans(datetime.now(UTC) + timedelta(hours=2))
print(json.dumps([there, len(list(stored_files()))]))
"""


def environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CERTWAY_", "DJANGO_"))}
    paths = os.pathsep.join(filter(None, (str(HERE), os.environ.get("PYTHONPATH"))))
    told = {"CERTWAY_DATA": str(data), "DJANGO_SETTINGS_MODULE": "certway.web.site.settings", "PYTHONPATH": paths}
    return {**kept, **told}


def upload_until_killed(data: Path, dice: random.Random) -> dict[str, str]:
    """Upload and rotate until a kill -9 at some moment; return what was acknowledged, with the contents' hashes."""
    process = subprocess.Popen(
        [sys.executable, "-c", _UPLOAD],
        env=environment(data),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    end = threading.Timer(SECONDS, os.killpg, (process.pid, signal.SIGKILL))
    end.start()
    said = [process.stdout.readline()]
    end.cancel()
    threading.Event().wait(dice.uniform(0, 0.6))
    os.killpg(process.pid, signal.SIGKILL)  # a session of its own: the uploads and their parsers, nobody else
    said += process.communicate()[0].splitlines(keepends=True)
    return dict(line.split() for line in said if line.endswith("\n"))


def test_acknowledged_documents_outlive_a_kill_and_nothing_is_there_by_half(tmp_path: Path) -> None:
    run = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(run, env=environment(tmp_path), check=True)
    dice, acknowledged = random.Random(5), dict[str, str]()
    for _ in range(KILLS):
        acknowledged |= upload_until_killed(tmp_path, dice)
    looked = subprocess.run(
        [sys.executable, "-c", _LOOK], env=environment(tmp_path), capture_output=True, text=True, check=False
    )
    assert looked.stderr == ""
    there, files = json.loads(looked.stdout)

    assert len(acknowledged) >= KILLS
    assert {key: there.get(key) for key in acknowledged} == acknowledged
    assert files == len(there)
    assert len((tmp_path / "documents.key").read_text().split()) in (1, 2)
