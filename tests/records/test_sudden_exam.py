"""Exams and study that end suddenly: what was acknowledged outlives the death of what serves, and of its database."""

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

from databases import ADDRESS, PostgreSQL, start_postgresql
from records.test_sudden_end import environment

KILLS = max(2, settings.default.max_examples // 20)  # 100 in `make soak`

_SIT = """
import sys, time, django
from threading import Thread
django.setup()
from random import Random
from certway.actions.begin_sitting import keep_sitting
from certway.actions.keep_study import StudyAnswered, StudyWish, send_study
from certway.actions.sit_exam import Wish, send_wishes, steer
from certway.answers.practice_form import practice_form
from certway.core.items.identity import version_of
from certway.core.sit.events import Answered, Began
from certway.core.sit.profile import practice
from certway.exchange.bank.shipped import shipped_bank
from certway.records.models import User
bank = shipped_bank().bank
frozen = practice_form(bank, bank.outlines["cma-aama"], nodes=(), most=20, dice=Random(5), seeded=Random)
now = lambda: time.time_ns() // 10**6
user, _ = User.objects.get_or_create(email="zora@example.org")
key = keep_sitting(user.pk, frozen, practice("cma-aama", 20), is_practice=True, now=now())
def answer(device):
    for number in range(1, 10**6):
        wish = Wish(number, Answered(0, number % 20, (number % 2,), 0, ""), 0)
        sent = send_wishes(user.pk, key, device, [wish], now=now())
        sys.stdout.writelines(f"{key}/{device}/{kept}\\n" for kept in sent.kept)
        sys.stdout.flush()
single = next(one for one in bank.items if one.kind == "single")
told = StudyAnswered(single.id, version_of(single), (0,), None, 9000)
def study():
    for number in range(1, 10**6):
        sent = send_study(user.pk, str(key), [StudyWish(number, told, 0)], now=now())
        sys.stdout.writelines(f"study/{key}/{kept}\\n" for kept in sent.kept)
        sys.stdout.flush()
for device in "ab":
    Thread(target=answer, args=(device,)).start()
Thread(target=study).start()
"""
_LOOK = """
import json, django
django.setup()
from certway.records.models import SittingEvent, StudyEvent
rows = SittingEvent.objects.filter(kind="answered").values_list("sitting__public_id", "device", "number")
studied = StudyEvent.objects.values_list("device", "number")
print(json.dumps(["/".join(map(str, row)) for row in (*rows, *(("study", *row) for row in studied))]))
"""


def answer_until_killed(told: dict[str, str], dice: random.Random, database: PostgreSQL | None) -> list[str]:
    """Answer an exam in two threads, and study in a third, until a kill -9; return what was acknowledged.

    Where there is a `database`, it dies, and those who answer find out by themselves.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", _SIT],
        env=told,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    said = []
    while not any(line.startswith("study/") for line in said):  # the first answer of each
        said.append(process.stdout.readline())
        assert said[-1], "nobody answers any more"
    threading.Event().wait(dice.uniform(0, 0.5))
    if database is None:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        database.kill()
    said += process.communicate()[0].splitlines(keepends=True)
    if database is not None:
        database.start()
    return [line.strip() for line in said if line.endswith("\n")]


def test_acknowledged_answer_outlives_the_death_of_server_and_database(
    tmp_path: Path, fresh_database: dict[str, str]
) -> None:
    database = start_postgresql() if fresh_database else None  # one that may die: others use the run's own
    try:
        told = environment(tmp_path, {} if database is None else {ADDRESS: database.url})
        run = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
        subprocess.run(run, env=told, check=True)
        dice, acknowledged = random.Random(7), list[str]()
        for number in range(KILLS):
            acknowledged += answer_until_killed(told, dice, database if number % 2 else None)
        looked = subprocess.run([sys.executable, "-c", _LOOK], env=told, capture_output=True, text=True, check=True)
    finally:
        if database is not None:
            database.stop()
    kept = json.loads(looked.stdout)
    assert sum(line.startswith("study/") for line in acknowledged) >= KILLS
    assert sum(not line.startswith("study/") for line in acknowledged) >= KILLS
    assert sorted(set(acknowledged) - set(kept)) == []
    assert len(set(kept)) == len(kept)
