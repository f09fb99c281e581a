"""Sitting: many takers answer at once, on both databases, and the server is killed; beside a view that inserts one row.

The server runs as its own process (Granian), this one makes the load. Takers, their sessions and their sittings are
made beforehand. An answer is acknowledged when the server says that it is kept; at the end the log in the database is
compared with what was acknowledged.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import queue
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from databases import PostgreSQL, start_postgresql
from journeys.fallible import FallibleServer

TAKERS = 2_000
RATES = {"postgresql": 400, "sqlite": 50}  # answers a second
SECONDS = 180
KILLS = 200
THREADS = 24
PLACES = 50
BARE_SECONDS = 10
TOKEN = 32 * "a"
HEADER = "X-Certway-Pass"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"

MAKE = """
import json, sys
import django; django.setup()
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from certway.actions.begin_sitting import keep_sitting
from certway.answers.practice_form import practice_form
from certway.core.sit.profile import MINUTE, Segment, practice
from certway.exchange.bank.shipped import shipped_bank
from certway.records.models import Person, Sitting, User
from certway.web.clock import now_milliseconds
from certway.web.sit.passes import pass_for
from dataclasses import replace
from random import Random
Store = import_module(settings.SESSION_ENGINE).SessionStore
bank = shipped_bank().bank
single = replace(bank, items=tuple(one for one in bank.items if one.kind == "single"), templates=())
frozen = practice_form(single, bank.outlines["cma-aama"], nodes=(), most=%(places)d, dice=Random(5), seeded=Random)
profile = replace(practice("cma-aama", %(places)d), segments=(Segment(%(places)d, 240 * MINUTE),))
takers = []
for number in range(%(takers)d):
    user = User.objects.create(email=f"taker{number}@example.org")
    if number == 0:
        key = keep_sitting(user.pk, frozen, profile, is_practice=False, now=now_milliseconds())
        first = Sitting.objects.select_related("form").get(public_id=key)
        sitting = first
    else:
        person = Person.objects.create(owner=user)
        sitting = Sitting.objects.create(person=person, form=first.form, profile=first.profile,
            accommodations=first.accommodations, made_at=first.made_at)
    session = Store()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    own = pass_for(user.pk, sitting.public_id, now=now_milliseconds())
    takers.append([str(sitting.public_id), sitting.pk, session.session_key, own])
print(json.dumps([settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, takers]))
"""
COUNT = """
import json
import django; django.setup()
from certway.records.models import SittingEvent
rows = SittingEvent.objects.filter(kind="answered", number__isnull=False)
print(json.dumps([[str(key), number] for key, number in rows.values_list("sitting__public_id", "number")]))
"""


@dataclass
class Taker:
    """Somebody who sits."""

    sitting: str
    row: int
    cookies: str
    own: str  # the pass that the page of the exam holds
    sent: int = 0


@dataclass
class Load:
    """What was sent, and what came back."""

    milliseconds: list[float] = field(default_factory=list)
    errors: int = 0
    acknowledged: list[tuple[str, int]] = field(default_factory=list)

    @property
    def p95(self) -> float:
        """The time within which 95 of 100 answers were acknowledged."""
        return statistics.quantiles(self.milliseconds, n=20)[-1] if len(self.milliseconds) > 1 else float("nan")


class Client:
    """A thread's connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def post(self, path: str, body: bytes, cookies: str, kind: str = JSON, own: str = "") -> tuple[int, bytes]:
        """Send and return status and content; the connection is made anew after a failure."""
        headers = {"Cookie": cookies, "X-CSRFToken": TOKEN, "Content-Type": kind} | ({HEADER: own} if own else {})
        try:
            self.connection.request("POST", path, body, headers)
            answer = self.connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            return 0, b""


def beside(server: FallibleServer, script: str) -> str:
    """Run a script on the server's database."""
    env = {**server.env, "CERTWAY_DATA": str(server.data), "DJANGO_SETTINGS_MODULE": "certway.web.site.settings"}
    return subprocess.run([sys.executable, "-c", script], env=env, check=True, stdout=subprocess.PIPE, text=True).stdout


def make_takers(server: FallibleServer, number: int) -> list[Taker]:
    """Make takers with sessions and sittings."""
    session, csrf, told = json.loads(beside(server, MAKE % {"takers": number, "places": PLACES}))
    return [Taker(sitting, row, f"{session}={key}; {csrf}={TOKEN}", own) for sitting, row, key, own in told]


def in_threads(port: int, jobs: Iterator[Callable[[Client], None]]) -> None:
    """Do jobs in some threads, in their order."""
    waiting: queue.Queue[Callable[[Client], None] | None] = queue.Queue(maxsize=2 * THREADS)

    def work() -> None:
        client = Client(port)
        while (job := waiting.get()) is not None:
            job(client)
        client.connection.close()

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for job in jobs:
        waiting.put(job)
    for _ in threads:
        waiting.put(None)
    for thread in threads:
        thread.join()


def begin_all(port: int, takers: list[Taker]) -> float:
    """Let all begin, as many at once as there are threads, and return how many seconds that took."""
    began = time.perf_counter()

    def begin(taker: Taker) -> Callable[[Client], None]:
        return lambda client: _expect(
            client.post(f"/exams/{taker.sitting}/go/begin/", f"pass={taker.own}".encode(), taker.cookies, FORM)
        )

    in_threads(port, map(begin, takers))
    return time.perf_counter() - began


def _expect(answer: tuple[int, bytes]) -> None:
    if answer[0] not in (302, 200):
        raise RuntimeError(f"status {answer[0]}: {answer[1][:200]!r}")


def answer_at(port: int, takers: list[Taker], rate: float, seconds: float, *, patient: bool = False) -> Load:
    """Send answers at a rate; who is patient sends an answer again until it is acknowledged."""
    load, lock, start = Load(), threading.Lock(), time.perf_counter()

    def send(taker: Taker, number: int) -> Callable[[Client], None]:
        wish = {"number": number, "kind": "answered", "place": number % PLACES, "response": [number % 4], "age": 0}
        body = json.dumps({"device": "load", "wishes": [wish]}).encode()

        def job(client: Client) -> None:
            began = time.perf_counter()
            while True:
                status, content = client.post(f"/exams/{taker.sitting}/log/", body, taker.cookies, own=taker.own)
                kept = status == 200 and number in json.loads(content)["kept"]
                if kept or not patient:
                    break
                time.sleep(0.1)
            with lock:
                load.milliseconds.append((time.perf_counter() - began) * 1000)
                load.errors += not kept
                if kept:
                    load.acknowledged.append((taker.sitting, number))

        return job

    def jobs() -> Iterator[Callable[[Client], None]]:
        for at in range(int(rate * seconds)):
            pause = start + at / rate - time.perf_counter()
            if pause > 0:
                time.sleep(pause)
            taker = takers[at % len(takers)]
            taker.sent += 1
            yield send(taker, taker.sent)

    in_threads(port, jobs())
    return load


def most_a_second(port: int, post: Callable[[Client, int], bool], seconds: float = BARE_SECONDS) -> float:
    """Return how many posts a second are kept with all threads at once."""
    kept, lock, until = 0, threading.Lock(), time.perf_counter() + seconds

    def jobs() -> Iterator[Callable[[Client], None]]:
        number = 0
        while time.perf_counter() < until:
            number += 1
            yield lambda client, number=number: add(post(client, number))

    def add(was_kept: bool) -> None:
        nonlocal kept
        with lock:
            kept += was_kept

    began = time.perf_counter()
    in_threads(port, jobs())
    return kept / (time.perf_counter() - began)


@contextmanager
def bare_server(server: FallibleServer) -> Iterator[int]:
    """Serve the bare view on the same database with as many workers, and give its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {
        **server.env,
        "CERTWAY_DATA": str(server.data),
        "DJANGO_SETTINGS_MODULE": "bare_settings",
        "PYTHONPATH": str(Path(__file__).parent),
    }
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--port", str(port)]
    app = "bare_app:application"
    process = subprocess.Popen([*command, app], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while True:
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the bare server did not start")
            time.sleep(0.1)
        time.sleep(2)
        yield port
    finally:
        process.terminate()
        process.wait()


def ratio_bare(server: FallibleServer, takers: list[Taker]) -> float:
    """Return how many answers a second are kept, to how many bare rows."""

    def ours(client: Client, number: int) -> bool:
        taker = takers[number % len(takers)]
        wish = {"number": 10**6 + number, "kind": "answered", "place": 1, "response": [1], "age": 0}
        body = json.dumps({"device": "rate", "wishes": [wish]}).encode()
        return client.post(f"/exams/{taker.sitting}/log/", body, taker.cookies, own=taker.own)[0] == 200

    def bare(client: Client, number: int) -> bool:
        body = json.dumps({"sitting": takers[number % len(takers)].row, "number": number}).encode()
        return client.post("/insert/", body, "")[0] == 200

    own = most_a_second(server.port, ours)
    server.kill()
    with bare_server(server) as port:
        rows = most_a_second(port, bare)
    server.start()
    return own / rows


def kill_often(
    server: FallibleServer, takers: list[Taker], kills: int, rate: float, database: PostgreSQL | None
) -> Load:
    """Answer while processes are killed at random moments and started again; every answer is sent until it is kept.

    The web's processes are killed, and where the database has processes of its own, every other time those.
    """
    over = threading.Event()

    def killing() -> None:
        for number in range(kills):
            time.sleep(random.uniform(0.2, 1.5))
            if database is not None and number % 2:
                database.kill()
                database.start()
            else:
                server.kill()
                server.start()
        over.set()

    killer = threading.Thread(target=killing)
    killer.start()
    whole = Load()
    while not over.is_set():
        part = answer_at(server.port, takers, rate, 5, patient=True)
        whole.acknowledged += part.acknowledged
        whole.milliseconds += part.milliseconds
    killer.join()
    return whole


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--takers", type=int, default=TAKERS)
    parser.add_argument("--kills", type=int, default=KILLS)
    asked = parser.parse_args()
    told: dict[str, object] = {"subject": "sitting", "takers": asked.takers, "seconds": asked.seconds}
    table = Table(title=f"{asked.takers} takers", show_lines=False)
    for column in ("database", "start s", "answers", "p95 ms", "errors", "to bare"):
        table.add_column(column)
    errors, acknowledged, lost, doubled, ratios = 0, 0, 0, 0, []
    postgresql = start_postgresql()
    try:
        for name, rate in RATES.items():
            if name == "postgresql":
                os.environ["DATABASE_URL"] = postgresql.url
            else:
                os.environ.pop("DATABASE_URL", None)
            with tempfile.TemporaryDirectory() as folder, FallibleServer(Path(folder) / "data") as server:
                takers = make_takers(server, asked.takers)
                started = begin_all(server.port, takers)
                load = answer_at(server.port, takers, rate, asked.seconds)
                ratios.append(ratio_bare(server, takers))
                killed = kill_often(server, takers, asked.kills // 2, 20, postgresql if name == "postgresql" else None)
                rows = [(key, number) for key, number in json.loads(beside(server, COUNT)) if number < 10**6]
                kept = {*load.acknowledged, *killed.acknowledged}
                lost += len(kept - set(rows))
                doubled += len(rows) - len(set(rows))
                acknowledged += len(kept)
                errors += load.errors
                told[f"{'pg' if name == 'postgresql' else 'sqlite'}_p95_ms"] = round(load.p95, 1)
                told[f"{'pg' if name == 'postgresql' else 'sqlite'}_start_s"] = round(started, 1)
                figures = (started, len(load.milliseconds), load.p95, load.errors, ratios[-1])
                table.add_row(name, *(f"{one:.1f}" if isinstance(one, float) else str(one) for one in figures))
    finally:
        postgresql.stop()
    told |= {
        "errors": errors,
        "ratio_bare": round(min(ratios), 2),
        "kills": asked.kills // 2 * 2,
        "acknowledged": acknowledged,
        "lost": lost,
        "duplicated": doubled,
    }
    Console().print(table)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
