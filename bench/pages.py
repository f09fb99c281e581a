"""Every page through the real server: how long, how many queries, how many bytes from cold, and what axe finds.

Times run from the request to the last byte, over loopback, on one connection, as Maria: with her answers as they were,
and each time after one of them was changed, so that nothing is only remembered. What is reckoned anew by more than
showing a page, a plan, a match, the steps up and the comparison on another day, is measured by itself. Then two filled
accounts, Maria's and that of Rosa who holds credentials: their own pages, and those of the road for who has signed in.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.table import Table

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from document_files import pdf
from filled_account import DOCUMENTS, PATHS, Account, cookies_of, filled_account, person_file
from journeys.accessibility import violations
from journeys.chromium import start_chromium
from journeys.pages import FOR_MARIA, FOR_NOBODY, become_maria
from journeys.serving import serving
from journeys.visits import visit_by

if TYPE_CHECKING:
    from django.test import Client

RUNS = 20
RUNS_ANEW = 7  # of what takes a part of a second
PATIENT = {"CERTWAY_PLAN_PATIENCE": "60"}  # a plan is waited for to its end, without the page of progress
HOST = "127.0.0.1"
PLANS = ("/plan/cma-aama/", "/plan/mls-ascp/")  # one that is found, one that is impossible
MATCH, STEPS = "/compare/match/", "/next/?state=TX"
RECKONED = (*PLANS, MATCH, STEPS)  # anew for each change of an answer, in the background
ABOUT = "/where-you-stand/about/"
JOBS = "/where-you-stand/work/"
ENTRY = re.compile(rf'href="({JOBS}[0-9a-f-]{{36}}/)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass
class Figures:
    """What was measured of one page."""

    path: str
    told: bool  # as Maria; else as somebody who has told nothing
    account: str = ""  # the example that a filled account was made of; empty = not signed in
    ms: float = 0.0  # with answers as they were
    changed_ms: float = 0.0  # each time after an answer was changed; 0 where none can be, or a plan is made anew
    queries: int = 0
    kib: float = 0.0  # everything that the browser loads, compressed, with headers

    @property
    def slowest_ms(self) -> float:
        return max(self.ms, self.changed_ms)


@dataclass
class Visitor:
    """A visitor with one connection, her cookies and the token of her forms."""

    connection: http.client.HTTPConnection
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def ask(self, method: str, path: str, told: dict[str, str] | None = None, *, encoding: str = "gzip, br") -> bytes:
        """Return what comes for a request; it must be a page, or after a form the way to one."""
        headers = {"Accept-Encoding": encoding, "Cookie": "; ".join(map("=".join, self.cookies.items()))}
        body = urlencode({"csrfmiddlewaretoken": self.token, **told}) if told is not None else None
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        assert answer.status == (http.client.OK if told is None else http.client.FOUND), f"{answer.status} {path}"
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return content

    def read(self, path: str) -> str:
        """Return a page as text."""
        return self.ask("GET", path, encoding="identity").decode()

    def change_birthday(self, turn: int) -> None:
        """Change an answer that every page of hers is made from, so that nothing found before serves again."""
        self.ask("POST", ABOUT, {"name": "Maria", "born": f"1996-02-{turn + 1:02}", "lives_in": "TX"})

    def milliseconds(self, path: str) -> float:
        """Return how long a page takes."""
        began = time.perf_counter()
        self.ask("GET", path)
        return (time.perf_counter() - began) * 1000


def nobody_at(address: str) -> Visitor:
    """Return a visitor who has told nothing."""
    return Visitor(http.client.HTTPConnection(HOST, urlsplit(address).port))


def maria_at(address: str) -> Visitor:
    """Return a visitor who looks around as Maria."""
    visitor = nobody_at(address)
    visitor.token = TOKEN.search(visitor.read("/"))[1]  # type: ignore[index]
    visitor.ask("POST", "/where-you-stand/maria/", {})
    return visitor


def pages_of(visitor: Visitor) -> list[Figures]:
    """Return every page that is there without a step before it, that of an entry, and those for who told nothing."""
    paths = dict.fromkeys(place.path for place in FOR_MARIA if place.status == http.client.OK)
    entry = ENTRY.search(visitor.read(JOBS))
    assert entry is not None
    told = [Figures(path, told=True) for path in (*paths, entry[1])]
    return [*told, *(Figures(place.path, told=False) for place in FOR_NOBODY)]


def median_ms(take: Callable[[int], float], runs: int = RUNS) -> float:
    return statistics.median(take(run) for run in range(runs))


def measure_times(address: str) -> tuple[list[Figures], dict[str, float]]:
    """Return every page with its times; and the times of what is reckoned anew."""
    visitor, nobody = maria_at(address), nobody_at(address)
    pages = pages_of(visitor)

    def changed_first(path: str) -> Callable[[int], float]:
        def take(run: int) -> float:
            visitor.change_birthday(run)
            return visitor.milliseconds(path)

        return take

    def another_day(run: int) -> float:
        day = datetime.now(UTC).date() + timedelta(days=run + 2)
        return visitor.milliseconds(f"/compare/?on={day}")

    visitor.read("/compare/")  # what the server reckons in advance when it starts is over then
    for page in pages:
        asking = visitor if page.told else nobody
        asking.milliseconds(page.path)
        page.ms = median_ms(lambda _, asking=asking, path=page.path: asking.milliseconds(path))
        if page.told and page.path not in RECKONED:
            page.changed_ms = median_ms(changed_first(page.path))
    anew = {
        "new_plan_ms": median_ms(changed_first(PLANS[0]), RUNS_ANEW),
        "new_refusal_ms": median_ms(changed_first(PLANS[1]), RUNS_ANEW),
        "new_match_ms": median_ms(changed_first(MATCH), RUNS_ANEW),
        "new_steps_ms": median_ms(changed_first(STEPS), RUNS_ANEW),
        "new_day_ms": median_ms(another_day, RUNS_ANEW),
    }
    return pages, anew


def measure_accounts(accounts: dict[str, Account]) -> list[Figures]:
    """Return the pages of filled accounts with their times."""
    pages = []
    for name, account in accounts.items():
        for path in PATHS[name]:
            account.milliseconds(path)
            ms = median_ms(lambda _, account=account, path=path: account.milliseconds(path))
            pages.append(Figures(path, told=True, account=name, ms=ms))
    return pages


def here(page: Figures, jobs: str) -> str:
    """Return a page's address for another visitor, whose page of jobs is given: her entry has another key."""
    entry = ENTRY.search(jobs)
    assert entry is not None
    return entry[1] if ENTRY.search(f'href="{page.path}"') else page.path


def count_queries(pages: list[Figures], folder: Path) -> None:
    """Count the queries of each page, in this process, on a database of its own."""
    os.environ |= {"CERTWAY_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "certway.web.site.settings", **PATIENT}
    import django
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    nobody, maria = Client(SERVER_NAME=HOST), Client(SERVER_NAME=HOST)
    accounts = {name: signed_in(name) for name in PATHS}
    maria.post("/where-you-stand/maria/")
    jobs = maria.get(JOBS).content.decode()
    for page in pages:
        path = here(page, jobs)
        with CaptureQueriesContext(connection) as captured:
            answer = accounts.get(page.account, maria if page.told else nobody).get(path)
        assert answer.status_code == http.client.OK, f"{answer.status_code} {path}"
        page.queries = len(captured)
    connection.close()


def signed_in(name: str) -> Client:
    """Return a browser of Django's tests with the record of an example, Maria's plan and documents."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    from certway.records.models import User

    client = Client(SERVER_NAME=HOST)
    client.force_login(User.objects.create_user(email=f"{name}@example.org", password="nine red lanterns"))
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    client.post("/where-you-stand/file/", {"file": SimpleUploadedFile("me.yaml", person_file(name))})
    if name == "maria":
        client.post("/plan/", {"goal": "cma-aama", "hours_per_week": "14", "budget": "$6,000"})
    for number in range(DOCUMENTS):
        client.post("/documents/add/", {"file": SimpleUploadedFile(f"Transcript {number}.pdf", pdf())})
    return client


def weigh(pages: list[Figures], browser: Browser, address: str, accounts: dict[str, Account]) -> None:
    """Let a browser that has kept nothing load each page; add up all that comes over the wire."""
    visit = visit_by(browser, address)
    marias = become_maria(visit)
    marias.goto(address + JOBS)
    jobs, cookies = marias.content(), visit.context.cookies()
    for page in pages:
        cold = visit_by(browser, address)
        if page.account:
            cold.context.add_cookies(cookies_of(accounts[page.account].cookies, address))  # type: ignore[arg-type]
        elif page.told:
            cold.context.add_cookies(cookies)  # type: ignore[arg-type]
        tab = cold.context.new_page()
        sizes: list[float] = []
        wire = cold.context.new_cdp_session(tab)
        wire.on("Network.loadingFinished", lambda loaded, sizes=sizes: sizes.append(loaded["encodedDataLength"]))
        wire.send("Network.enable")
        tab.goto(address + here(page, jobs), wait_until="networkidle")
        page.kib = sum(sizes) / 1024
        cold.context.close()
    visit.context.close()


def count_violations(browser: Browser, address: str) -> int:
    """Return how often axe finds fault, in every state of every page that the journeys look at."""
    nobody, maria = visit_by(browser, address), visit_by(browser, address)
    looked_at = [(nobody.open(), FOR_NOBODY), (become_maria(maria), FOR_MARIA)]
    found = [fault for tab, places in looked_at for place in places for fault in violations(place.reach(tab, address))]
    for fault in found:
        print(fault, file=sys.stderr)
    return len(found)


def count_account_violations(browser: Browser, address: str, name: str, account: Account) -> int:
    """Return how often axe finds fault in the pages of an account."""
    visit = visit_by(browser, address)
    visit.context.add_cookies(cookies_of(account.cookies, address))  # type: ignore[arg-type]
    tab, found = visit.context.new_page(), []
    for path in PATHS[name]:
        tab.goto(address + path, wait_until="networkidle")
        found += violations(tab)
    for fault in found:
        print(fault, file=sys.stderr)
    return len(found)


def show(pages: list[Figures]) -> None:
    table = Table("page", "ms", "ms, changed", "queries", "KiB", title=f"Pages, median of {RUNS}")
    for page in sorted(pages, key=lambda page: page.slowest_ms, reverse=True):
        changed = f"{page.changed_ms:.1f}" if page.changed_ms else ""
        who = f" ({page.account}, signed in)" if page.account else "" if page.told else " (nothing told)"
        shown = f"{page.path}{who}"
        table.add_row(shown, f"{page.ms:.1f}", changed, str(page.queries), f"{page.kib:.1f}")
    Console().print(table)
    slowest, heaviest = max(pages, key=lambda page: page.slowest_ms), max(pages, key=lambda page: page.kib)
    most = max(pages, key=lambda page: page.queries)
    print(f"slowest: {slowest.path}; heaviest: {heaviest.path}; most queries: {most.path}", file=sys.stderr)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        mails = folder / "mails"
        mails.mkdir()
        with serving(folder / "served", EMAIL_URL=f"filemail:///{mails}", **PATIENT) as address:
            pages, anew = measure_times(address)
            accounts = {name: filled_account(address, mails, name) for name in PATHS}
            pages += measure_accounts(accounts)
            with sync_playwright() as played:
                browser = start_chromium(played)
                weigh(pages, browser, address, accounts)
                faults = count_violations(browser, address)
                faults += sum(count_account_violations(browser, address, *one) for one in accounts.items())
                browser.close()
        count_queries(pages, folder / "counted")
    show(pages)
    figures: dict[str, object] = {
        "subject": "pages",
        "pages": len(pages),
        "max_ms": round(max(page.slowest_ms for page in pages), 1),
        "account_pages": sum(map(len, PATHS.values())),
        "account_max_ms": round(max(page.ms for page in pages if page.account), 1),
        "max_queries": max(page.queries for page in pages),
        "max_kib": round(max(page.kib for page in pages), 1),
        "axe_violations": faults,
        **{name: round(ms, 1) for name, ms in anew.items()},
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
