"""Filled accounts for the bench of pages: signed up by the code of a mail, with a record and documents."""

from __future__ import annotations

import http.client
import re
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from document_files import pdf

PASSWORD = "nine red lanterns"
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
DOCUMENTS = 3
MAIL_SECONDS = 30
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
PATHS = {  # of an account filled with an example
    "maria": (
    "/home/", "/record/", "/record/work/", "/record/cards/new/", "/record/wishes/", "/record/history/",
    "/record/resume/", "/documents/", "/documents/add/", "/account/", "/account/sessions/", "/account/second-step/",
    "/account/passkeys/", "/answer/", "/answer/cma-aama/", "/answer/?known-on=2026-01-01",
    "/plan/cma-aama/", "/compare/", "/compare/match/", "/next/?state=TX",
    ),
    "rosa": (
    "/home/", "/renew/", "/renew/cma-aama/", "/renew/mlt-ascp/", "/renew/credits/", "/renew/credits/add/",
    "/renew/cma-aama/audit/", "/credentials/", "/reminders/", "/reminders/calendar/",
    ),
}  # fmt: skip


class Account:
    """A browser on one connection, with the token of the form that it saw last."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
        self.cookies: dict[str, str] = {}

    def see(self, path: str, *, encoding: str = "identity") -> bytes:
        """Return a page."""
        return self._ask("GET", path, None, {"Accept-Encoding": encoding})

    def send(self, path: str, told: dict[str, str], file: tuple[str, bytes] | None = None) -> None:
        """Send the form of a page as a browser does."""
        token = TOKEN.search(self.see(path).decode())
        assert token is not None, path
        edge = uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in {"csrfmiddlewaretoken": token[1], **told}.items()
        ]
        if file is not None:
            head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\n\r\n'
            parts.append(head.encode() + file[1] + b"\r\n")
        body = b"".join([*parts, f"--{edge}--\r\n".encode()])
        self._ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def milliseconds(self, path: str) -> float:
        """Return how long a page takes."""
        began = time.perf_counter()
        self.see(path, encoding="gzip, br")
        return (time.perf_counter() - began) * 1000

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        cookies = "; ".join(map("=".join, self.cookies.items()))
        self.connection.request(method, path, body, {**headers, "Cookie": cookies})
        answer = self.connection.getresponse()
        content = answer.read()
        assert answer.status == (http.client.OK if body is None else http.client.FOUND), f"{answer.status} {path}"
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return content


def person_file(name: str) -> bytes:
    """Return the person file of an example."""
    return (EXAMPLES / f"{name}.yaml").read_bytes()


def filled_account(address: str, mails: Path, name: str) -> Account:
    """Sign up, load an example's file as one's own, make Maria's plan, keep documents; return the browser."""
    account, known = Account(address), set(mails.iterdir())
    account.send("/account/sign-up/", {"email": f"{name}@example.org", "password1": PASSWORD})
    account.send("/account/email/code/", {"code": _code(mails, known)})
    account.send("/where-you-stand/file/", {}, ("me.yaml", person_file(name)))
    if name == "maria":
        account.send("/plan/?goal=cma-aama", {"goal": "cma-aama", "hours_per_week": "14", "budget": "$6,000"})
    for number in range(DOCUMENTS):
        account.send("/documents/add/", {}, (f"Transcript {number}.pdf", pdf()))
    return account


def cookies_of(cookies: dict[str, str], address: str) -> list[dict[str, str]]:
    """Return the cookies of an account as a browser of Playwright takes them."""
    return [{"name": name, "value": value, "url": address} for name, value in cookies.items()]


def _code(mails: Path, known: set[Path]) -> str:
    """Return the code of a mail that came after those that are known."""
    until = time.monotonic() + MAIL_SECONDS
    while time.monotonic() < until:
        for path in set(mails.iterdir()) - known:
            found = re.search(r"\d{4}-\d{4}", path.read_text())
            if found:
                return found[0]
        time.sleep(0.1)
    raise TimeoutError("no code came by mail")
