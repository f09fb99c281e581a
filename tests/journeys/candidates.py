"""Rosa's browser on her server, and what of hers still waits on the device."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, Page

from journeys.fallible import FallibleServer
from journeys.visits import visit_by

_WAITING = """async () => {
  const done = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const store = await done(indexedDB.open("certway-exam", 1));
  const waiting = await done(store.transaction("wishes").objectStore("wishes").count());
  store.close();
  return waiting;
}"""


def candidate(browser: Browser, server: FallibleServer, cookies: list[dict[str, str]], width: int) -> BrowserContext:
    """Return a browser of a width in which she is signed in."""
    visit = visit_by(browser, server.address, width=width)
    visit.context.add_cookies(cookies)  # type: ignore[arg-type]
    return visit.context


def open_page(context: BrowserContext, server: FallibleServer, path: str) -> Page:
    """Open a page and wait for its script."""
    page = context.new_page()
    page.goto(server.address + path)
    page.wait_for_selector("[data-works]")
    return page


def waiting(page: Page) -> int:
    """Return how much waits on the device to be sent."""
    return int(page.evaluate(_WAITING))
