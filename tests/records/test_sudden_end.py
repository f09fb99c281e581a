"""Work that ends suddenly, edits and uploads: what was acknowledged is there, and nothing is there by half."""

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
KILLS = max(2, settings.default.max_examples // 40)  # 50 in `make soak`
SECONDS = 240  # until the first document is kept

_UPLOAD = """
import hashlib, sys, time, django
from datetime import UTC, datetime
from threading import Thread
from django.db import OperationalError
django.setup()
from certway.actions.add_document import add_document
from certway.records.models import User
from certway.records.load import load_draft
from certway.records.rotation import rotate_keys
from certway.records.save import change_draft, own_person, remove_from_draft
from certway.records.visits import SESSION_KEY, Visit
from django.contrib.sessions.backends.base import SessionBase
from uuid_utils.compat import uuid7
from document_files import png
user, _ = User.objects.get_or_create(email="zora@example.org")
def add(thread):
    for turn in range(10_000):
        content = png() + f"{thread} {turn}".encode() * 5_000
        key = add_document(user, content=content, name="card.png", at=datetime(2026, 11, 23, tzinfo=UTC))
        sys.stdout.write(f"{key} {hashlib.sha256(content).hexdigest()}\\n")
        sys.stdout.flush()
def edit():
    # Two numbers in one change, which are never apart; and an entry that comes and goes.
    visit = Visit(SessionBase(), user.pk, datetime(2026, 11, 23, tzinfo=UTC))
    visit.session[SESSION_KEY] = str(own_person(visit).public_id)
    first = load_draft(visit).record.single("procedures").get("injection", 0) // 100
    for turn in range(first + 1, 10_000):
        key, number = str(uuid7()), {"injection": 100 * turn}
        change_draft(visit, lambda draft: draft.with_single("procedures", number)
                     .with_single("preferences", {"budget": 100 * turn}).with_entry("cards", key, {"kind": "cpr"}))
        if turn % 2:
            remove_from_draft(visit, "cards", key)
        sys.stdout.write(f"edit {turn}\\n")
        sys.stdout.flush()
def rotate():
    while True:
        rotate_keys()
        time.sleep(0.05)
def patient(work):
    while True:
        try:
            work()
        except OperationalError:  # SQLite gave up waiting for another writer; nothing was acknowledged
            continue
for work in (*(lambda at=at: add(at) for at in range(2)), edit, rotate):
    Thread(target=patient, args=(work,)).start()
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
from certway.records.load import load_draft
from certway.records.models import Change, Person, Revision
from certway.records.visits import SESSION_KEY, Visit
from django.contrib.sessions.backends.base import SessionBase
person = Person.objects.get()
visit = Visit(SessionBase(), person.owner_id, datetime.now(UTC))
visit.session[SESSION_KEY] = str(person.public_id)
record = load_draft(visit).record
edited = [record.single("procedures")["injection"] // 100, record.single("preferences")["budget"] // 100]
empty = Change.objects.filter(made_revisions=None, ended_revisions=None).count()
print(json.dumps([there, len(list(stored_files())), edited, len(record.entries("cards")), empty]))
"""


def environment(data: Path, database: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CERTWAY_", "DJANGO_"))}
    paths = os.pathsep.join(filter(None, (str(HERE), os.environ.get("PYTHONPATH"))))
    told = {"CERTWAY_DATA": str(data), "DJANGO_SETTINGS_MODULE": "certway.web.site.settings", "PYTHONPATH": paths}
    return {**kept, **told, **database}


def work_until_killed(told: dict[str, str], dice: random.Random) -> dict[str, str]:
    """Upload, edit and rotate until a kill -9 at some moment; return what was acknowledged.

    Documents with the hashes of their contents, and as `edit` the last edit.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", _UPLOAD],
        env=told,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    end = threading.Timer(SECONDS, os.killpg, (process.pid, signal.SIGKILL))
    end.start()
    said = [process.stdout.readline()]
    while said[-1].startswith("edit"):  # until the first document
        said.append(process.stdout.readline())
    end.cancel()
    threading.Event().wait(dice.uniform(0, 0.6))
    os.killpg(process.pid, signal.SIGKILL)  # a session of its own: the uploads and their parsers, nobody else
    said += process.communicate()[0].splitlines(keepends=True)
    return dict(line.split() for line in said if line.endswith("\n"))


def test_what_was_acknowledged_outlives_a_kill_and_nothing_is_there_by_half(
    tmp_path: Path, fresh_database: dict[str, str]
) -> None:
    run, told = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"], environment(tmp_path, fresh_database)
    subprocess.run(run, env=told, check=True)
    dice, acknowledged = random.Random(5), dict[str, str]()
    for _ in range(KILLS):
        acknowledged |= work_until_killed(told, dice)
    looked = subprocess.run([sys.executable, "-c", _LOOK], env=told, capture_output=True, text=True, check=False)
    assert looked.stderr == ""
    there, files, edited, cards, empty = json.loads(looked.stdout)
    last = int(acknowledged.pop("edit", 0))

    assert len(acknowledged) >= KILLS
    assert edited[0] == edited[1] >= last > 0
    assert (cards >= last // 2, empty) == (True, 0)
    assert {key: there.get(key) for key in acknowledged} == acknowledged
    assert files == len(there)
    assert len((tmp_path / "documents.key").read_text().split()) in (1, 2)
