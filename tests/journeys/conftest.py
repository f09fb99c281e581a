"""The real server, a real browser, and visitors whose visits must go without a single error."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from filled_account import cookies_of
from journeys.chromium import start_chromium
from journeys.fallible import FallibleServer
from journeys.prepared import NOBODY, Prepared, prepared
from journeys.serving import serving
from journeys.visits import TIMEOUT_MS, Visit, Visitors, visit_by

expect.set_options(timeout=TIMEOUT_MS)


@pytest.fixture(scope="session")
def mails(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the server sends its mail."""
    return tmp_path_factory.mktemp("mails")


@pytest.fixture(scope="session")
def new_copy(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Prepared]:
    """Copies what there is for a person, such as "rosa", for a server that nobody else uses."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def make(name: str = NOBODY) -> Prepared:
        return prepared(shared, name).copied(tmp_path_factory.mktemp("served") / "data")

    return make


@pytest.fixture(scope="session")
def server(new_copy: Callable[..., Prepared], mails: Path) -> Iterator[str]:
    """The address of a server that was just installed: nobody has told it anything."""
    new = new_copy()
    with serving(new.data, new.database, EMAIL_URL=f"filemail:///{mails}") as address:
        yield address


@pytest.fixture(scope="session")
def hurried_server(new_copy: Callable[..., Prepared]) -> Iterator[str]:
    """The address of a server that shows its page of progress at once for every plan that is not made yet."""
    new = new_copy()
    with serving(new.data, new.database, CERTWAY_PLAN_PATIENCE="0") as address:
        yield address


@pytest.fixture(scope="module")
def rosa(new_copy: Callable[..., Prepared]) -> Prepared:
    """What a server keeps on which Rosa alone has an account."""
    return new_copy("rosa")


@pytest.fixture(scope="module")
def rosas(rosa: Prepared) -> Iterator[FallibleServer]:
    """That server, running."""
    with FallibleServer(rosa.data, rosa.database) as server:
        yield server


@pytest.fixture(scope="module")
def cookies(rosa: Prepared, rosas: FallibleServer) -> list[dict[str, str]]:
    """The cookies of Rosa's browser, which is signed in."""
    return cookies_of(rosa.cookies, rosas.address)


@pytest.fixture(scope="module")  # not longer: its event loop would keep Django's tests from their database
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = start_chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture
def visitors(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visitors]:
    """Makes visitors; when the test is over, nothing may have gone wrong in any of their visits."""
    made: list[Visit] = []

    def make(address: str = "", **wanted: object) -> Visit:
        where = address or request.getfixturevalue("server")  # which is not started for tests with one of their own
        made.append(visit_by(browser, where, **wanted))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for visit in made:
        visit.context.close()
    assert [problem for visit in made for problem in visit.problems] == []
