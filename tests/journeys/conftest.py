"""The real server, a real browser, and visitors whose visits must go without a single error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from journeys.chromium import start_chromium
from journeys.serving import serving
from journeys.visits import TIMEOUT_MS, Visit, Visitors, visit_by

expect.set_options(timeout=TIMEOUT_MS)


@pytest.fixture(scope="session")
def mails(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the server sends its mail."""
    return tmp_path_factory.mktemp("mails")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, mails: Path) -> Iterator[str]:
    """The address of a server that was just installed: nobody has told it anything."""
    with serving(_folder(tmp_path_factory), EMAIL_URL=f"filemail:///{mails}") as address:
        yield address


@pytest.fixture(scope="session")
def hurried_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that shows its page of progress at once for every plan that is not made yet."""
    with serving(_folder(tmp_path_factory), CERTWAY_PLAN_PATIENCE="0") as address:
        yield address


def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served") / "data"


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
