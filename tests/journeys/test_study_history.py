"""A history from Anki comes in on a phone, is seen to count, and all of it can be taken along."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from builders.anki_histories import history_file, singles
from filled_account import cookies_of, filled_account
from journeys.accessibility import violations
from journeys.serving import serving
from journeys.visits import PHONE, visit_by


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    folder = tmp_path / "mails"
    folder.mkdir()
    return folder


@pytest.fixture
def server(tmp_path: Path, mails: Path) -> Iterator[str]:
    """The address of a server of its own: others count the mails of theirs."""
    with serving(tmp_path / "data", EMAIL_URL=f"filemail:///{mails}") as address:
        yield address


def test_history_comes_in_and_goes_along(browser: Browser, server: str, mails: Path) -> None:
    account = filled_account(server, mails, "rosa")
    account.connection.close()
    visit = visit_by(browser, server, width=PHONE)
    visit.context.add_cookies(cookies_of(account, server))  # type: ignore[arg-type]
    page = visit.open("/study/history/")
    assert violations(page) == []

    content = history_file(singles(30), reviews=4, own=20)
    file = {"name": "collection.apkg", "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("The file from Anki").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator("h1")).to_have_text("200 reviews could come in")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    page.get_by_role("button", name="Take them in").click()
    expect(page.locator("h1")).to_have_text("Your history and memory")
    expect(page.get_by_text("You have reviewed 30 of them.")).to_be_visible()
    assert violations(page) == []

    with page.expect_download() as saved:
        page.get_by_role("link", name="Save your study").click()
    assert len(json.loads(saved.value.path().read_text(encoding="utf-8"))["log"]) == 200
    page.get_by_role("link", name="Take it back").click()
    expect(page.locator("h1")).to_have_text("Take this history back?")
    assert violations(page) == []
    page.get_by_role("button", name="Delete them").click()
    expect(page.get_by_text("It is gone")).to_be_visible()
    assert visit.problems == []
    visit.context.close()
