"""`certway serve` as a process: where it listens and writes, how it stops, and what outlives a sudden end."""

from __future__ import annotations

import contextlib
import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from databases import ADDRESS, is_postgresql

CERTWAY = Path(sys.executable).with_name("certway")
START_SECONDS, STOP_SECONDS = 60, 60
MANY = 5  # answers of each window, before the end comes


@dataclass
class Server:
    """A running server."""

    process: subprocess.Popen[str]
    address: str  # such as http://127.0.0.1:40123

    def stop(self, how: signal.Signals) -> tuple[int, str]:
        """End it, and return its status and what it said on its standard error."""
        self.process.send_signal(how)
        _, said = self.process.communicate(timeout=STOP_SECONDS)
        return self.process.returncode, said

    def kill(self) -> None:
        """End it and its workers at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)  # a session of its own: nobody else is in it
        self.process.communicate(timeout=STOP_SECONDS)


def environment(**settings: str) -> dict[str, str]:
    others = ("CERTWAY_", "DJANGO_", ADDRESS)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    return {**kept, **settings}


@contextlib.contextmanager
def serving(data: Path, *options: str, cwd: Path | None = None, **settings: str) -> Iterator[Server]:
    process = subprocess.Popen(
        [str(CERTWAY), "serve", "--port", "0", "--data", str(data), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=cwd,
        env=environment(**settings),
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        told = re.fullmatch(r"Certway is at (http://\S+)  \(Ctrl\+C stops it\)\n", said)
        assert told is not None, said
        yield Server(process, told[1])
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def workers_of(parent: int) -> list[int]:
    """Return the worker processes that a server started, by their own telling; also when the server is gone."""
    shown = subprocess.run(["ps", "-A", "-o", "pid=,stat=,args="], capture_output=True, text=True, check=True).stdout
    lines = [line.split(None, 2) for line in shown.splitlines()]
    return [
        int(pid) for pid, state, command in lines if command.endswith(f" work --parent {parent}") and state[0] != "Z"
    ]


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that other processes bring about."""
    for _ in range(START_SECONDS * 20):
        if holds():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it took too long")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        return None


class Browser:
    """A visitor with cookies, who follows no redirects."""

    def __init__(self) -> None:
        self.cookies = http.cookiejar.CookieJar()
        handlers = (urllib.request.HTTPCookieProcessor(self.cookies), _NoRedirect(), urllib.request.ProxyHandler({}))
        self.opener = urllib.request.build_opener(*handlers)

    def ask(self, address: str, answers: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Return the status, the page, and where it leads on; without waiting for a server."""
        data = None if answers is None else urllib.parse.urlencode(answers).encode()
        try:
            with self.opener.open(address, data, START_SECONDS) as response:
                return response.status, response.read().decode(), ""
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(), error.headers.get("Location", "")

    def token(self, address: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask(address)[1])
        assert found is not None
        return found[1]


def test_server_answers_and_writes_into_its_folder_alone(tmp_path: Path, fresh_database: dict[str, str]) -> None:
    folders = {name: tmp_path / name for name in ("home", "here", "temporary", "configuration")}
    for folder in folders.values():
        folder.mkdir()
    data = tmp_path / "data"
    settings = {
        "HOME": str(folders["home"]),
        "TMPDIR": str(folders["temporary"]),
        "XDG_DATA_HOME": "",
        "XDG_CONFIG_HOME": str(folders["configuration"]),
        "PYTHONDONTWRITEBYTECODE": "1",
        **fresh_database,
    }
    with serving(data, cwd=folders["here"], **settings) as server:
        browser = Browser()
        assert browser.ask(server.address)[0] == 200  # at once: it is said when it is there
        answers = {"kind": "ged", "csrfmiddlewaretoken": browser.token(f"{server.address}/where-you-stand/school/")}
        told = browser.ask(f"{server.address}/where-you-stand/school/", answers)
        saved = browser.ask(f"{server.address}/where-you-stand/my-answers.yaml")
        styles = re.findall(r'href="(/static/[^"]+\.css)"', browser.ask(server.address)[1])
        style = browser.ask(server.address + styles[0])
        wrong = browser.ask(f"{server.address}/nowhere/")
        workers = [len(workers_of(server.process.pid))]
        ended = server.stop(signal.SIGINT)
        workers.append(len(workers_of(server.process.pid)))

    assert (told[0], told[2]) == (302, "/where-you-stand/programs/")
    assert "kind: ged" in saved[1]
    assert (style[0], wrong[0]) == (200, 404)
    assert (ended, workers) == ((0, ""), [1, 0])
    assert {name: list(folder.rglob("*")) for name, folder in folders.items()} == {name: [] for name in folders}
    kept = {path.name for path in data.iterdir()} - {"certway.sqlite3-wal", "certway.sqlite3-shm"}
    assert kept == {"secret.key", "static"} | (set() if is_postgresql() else {"certway.sqlite3"})
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*folders, "data"])


def test_port_that_is_taken_is_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [str(CERTWAY), "serve", "--port", str(port), "--data", str(tmp_path / "data")],
            capture_output=True,
            text=True,
            env=environment(),
            timeout=START_SECONDS,
            check=False,
        )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"certway: http://127.0.0.1:{port} can't be used: address already in use; "
        "choose another with --host or --port\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "options", [("--port", "70000"), ("--port", "web"), ("--workers", "0"), ("--host", "192.0.2.1")]
)
def test_address_or_number_that_cannot_be_is_refused(options: tuple[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [str(CERTWAY), "serve", "--data", str(tmp_path / "data"), *options],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=START_SECONDS,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("certway: ")


def test_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = subprocess.run(
        [str(CERTWAY), "serve", "--port", "0", "--data", str(tmp_path / "file")],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=START_SECONDS,
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"CERTWAY_DATA: {tmp_path}/file can't be the data folder: file exists; "
        "choose another with --data or CERTWAY_DATA\n"
    )


def test_settings_that_cannot_be_are_a_clear_line_each(tmp_path: Path) -> None:
    done = subprocess.run(
        [str(CERTWAY), "serve", "--port", "0", "--data", str(tmp_path / "data")],
        capture_output=True,
        text=True,
        env=environment(CERTWAY_TLS="1", CERTWAY_SECRET_KEY="changeme", CERTWAY_HOST="certway.example"),
        timeout=START_SECONDS,
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert [line[:58] for line in done.stderr.splitlines()] == [
        "CERTWAY_HOST: no setting has this name; did you mean CERTW",
        "CERTWAY_SECRET_KEY: it is shorter than 50 characters; make",
    ]
    assert "changeme" not in done.stderr


def answered_during_the_end(server: Server, path: str) -> bytes:
    """Tell a server to end in the midst of a request, a form without its token, and return how the answer begins."""
    host, _, port = server.address.removeprefix("http://").partition(":")
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 4\r\n\r\n"
    with socket.create_connection((host, int(port)), START_SECONDS) as visitor:
        visitor.sendall(f"{head}a=".encode())
        threading.Event().wait(0.2)
        server.process.send_signal(signal.SIGTERM)
        threading.Event().wait(0.2)
        visitor.sendall(b"bc")
        return visitor.recv(len(b"HTTP/1.1 403 "))


class Teller(threading.Thread):
    """A visitor who tells about one job after the other until the server is gone."""

    def __init__(self, browser: Browser, address: str) -> None:
        super().__init__()
        self.browser, self.address = browser, f"{address}/where-you-stand/work/new/"
        self.answers = {"role": "other", "csrfmiddlewaretoken": browser.token(self.address)}
        self.acknowledged: list[str] = []
        self.wrong: list[int] = []

    def run(self) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            while True:
                status, _page, onwards = self.browser.ask(self.address, self.answers)
                if status != 302:
                    self.wrong.append(status)
                    return
                self.acknowledged.append(onwards.split("/")[-2])


def test_answers_that_were_acknowledged_outlive_a_sudden_end(tmp_path: Path, fresh_database: dict[str, str]) -> None:
    with serving(tmp_path, **fresh_database) as server:
        tellers = [Teller(Browser(), server.address) for _ in range(3)]
        # The third is the second window of the second visitor.
        tellers[1].browser.ask(tellers[1].address, tellers[1].answers)
        tellers[2] = Teller(tellers[1].browser, server.address)
        for teller in tellers:
            teller.start()
        while min(len(one.acknowledged) for one in tellers) < MANY and all(one.is_alive() for one in tellers):
            threading.Event().wait(0.01)
        server.kill()
        for teller in tellers:
            teller.join(START_SECONDS)

    assert [teller.wrong for teller in tellers] == [[], [], []]
    with serving(tmp_path, **fresh_database) as server:
        for visitor in (tellers[:1], tellers[1:]):
            page = visitor[0].browser.ask(f"{server.address}/where-you-stand/work/")[1]
            kept = re.findall(r'href="/where-you-stand/work/([0-9a-f-]{36})/"', page)
            acknowledged = [key for teller in visitor for key in teller.acknowledged]

            assert len(acknowledged) >= MANY * len(visitor)
            assert len(set(kept)) == len(kept)
            assert set(acknowledged) <= set(kept)
            # Besides these there are the one told first, and those that were on their way when the end came.
            assert len(kept) - len(acknowledged) <= 1 + len(visitor)
        answered = answered_during_the_end(server, "/where-you-stand/undo/")
        assert (answered, server.process.wait(STOP_SECONDS)) == (b"HTTP/1.1 403 ", 0)


def test_worker_that_ends_is_replaced_and_none_outlives_its_server(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        until(lambda: len(workers_of(server.process.pid)) == 1)
        (first,) = workers_of(server.process.pid)
        os.kill(first, signal.SIGKILL)
        until(lambda: workers_of(server.process.pid) not in ([], [first]))
        os.kill(server.process.pid, signal.SIGKILL)
        until(lambda: workers_of(server.process.pid) == [])
        assert server.process.stderr is not None
        assert server.process.stderr.readline() == "certway: the worker ended with status -9; another is started\n"


def test_serving_is_offered_beside_the_other_commands() -> None:
    shown = subprocess.run([str(CERTWAY), "--help"], capture_output=True, text=True, check=True)

    assert re.search(r"\bserve\b", shown.stdout) is not None


@pytest.mark.parametrize("command", [["--help"], ["serve", "--help"], ["rules", "lint"]])
def test_other_commands_import_no_django(command: list[str]) -> None:
    code = (
        "import sys; from certway.cli.commands import build\n"
        f"build().main({command!r}, standalone_mode=False)\n"
        "heavy = ('django', 'granian', 'whitenoise', 'csp', 'django_htmx', 'segno', 'uuid_utils', 'platformdirs')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert shown.stderr == "[]\n"
