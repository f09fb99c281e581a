"""A visitor's browser that notices what must never happen: errors, refused content, requests to another site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, WebError

PHONE, DESK = 390, 1280  # pixels
HEIGHTS = {PHONE: 844, DESK: 900}
GIVEN_UP = "net::ERR_ABORTED"  # by the browser itself: a file is saved instead of shown, or the visitor moved on
TIMEOUT_MS = 60_000  # far above what a busy machine takes: it only ends what would never come


_KINDS = ((PHONE, False, "dark"), (DESK, True, "light"))  # width, with scripts or without, scheme
for_both_kinds = pytest.mark.parametrize(
    ("width", "scripted", "scheme"),
    _KINDS,
    ids=[f"{width}-{'scripts' if scripted else 'no-scripts'}-{scheme}" for width, scripted, scheme in _KINDS],
)
"""Lets two visitors go through a test who differ in everything."""


@dataclass
class Visit:
    """One visitor: a fresh browser window with its own cookies."""

    context: BrowserContext
    address: str  # of the server, such as http://127.0.0.1:40123
    width: int  # pixels
    expected: set[int] = field(default_factory=set)  # statuses from 400 that this visit asks for
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("request", self._see_request)
        self.context.on("requestfailed", self._see_failure)
        self.context.on("response", self._see_response)
        self.context.on("console", self._see_console)
        self.context.on("weberror", self._see_error)

    def open(self, path: str = "/") -> Page:
        """Open a page in a new tab."""
        page = self.context.new_page()
        page.goto(self.address + path)
        return page

    def _see_request(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.address).netloc:
            self.problems.append(f"asked another site: {request.url}")

    def _see_failure(self, request: Request) -> None:
        if request.failure != GIVEN_UP:
            self.problems.append(f"did not load: {request.url} ({request.failure})")

    def _see_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.problems.append(f"status {response.status}: {response.url}")

    def _see_console(self, message: ConsoleMessage) -> None:
        # That a page came with an error's status is told by its status.
        told_by_status = message.text.startswith("Failed to load resource: the server responded with a status of")
        if message.type in ("error", "warning") and not told_by_status:
            self.problems.append(f"console: {message.text}")

    def _see_error(self, error: WebError) -> None:
        self.problems.append(f"script: {error.error}")


Visitors: TypeAlias = Callable[..., Visit]  # makes visitors, with what `visit_by` takes


def visit_by(
    browser: Browser,
    address: str,
    *,
    width: int = DESK,
    scripted: bool = True,
    scheme: str = "light",
    motion: str = "reduce",
) -> Visit:
    """Return a new visitor with a window of a width, with scripts or without, in a light or dark scheme."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS[width]},
        java_script_enabled=scripted,
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion=motion,  # type: ignore[arg-type]
        has_touch=width == PHONE,
    )
    context.set_default_timeout(TIMEOUT_MS)
    return Visit(context, address, width)
