"""On paper, from a dark screen: black on white, every reason and address, and nothing that only a screen needs."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from pypdf.generic import ContentStream

from journeys.pages import FOR_MARIA, Place, become_maria
from journeys.visits import DESK, PHONE, visit_by

PRINTED = ("compare", "answer", "credential", "plan")
ADDRESSES = """
() => [...document.querySelectorAll(":is(main, footer) a[href^=http]")].map(link => link.getAttribute("href"))
"""
FOLDED = """
() => [...document.querySelectorAll("main details > .inside :is(p, li, dt, dd)")]
  .filter(part => !part.closest("form") && !part.querySelector("p, li")).map(part => part.textContent)
"""
COLORS = """
() => [...document.querySelectorAll("body, body *")].filter(element => element.checkVisibility())
  .map(getComputedStyle).map(style => [style.backgroundColor, style.color])
"""
CLEAR, WHITE, BLACK, SOFT = "rgba(0, 0, 0, 0)", "rgb(255, 255, 255)", "rgb(0, 0, 0)", "rgb(51, 51, 51)"


@pytest.fixture(scope="module", params=[(DESK, True), (PHONE, False)], ids=("scripts", "no-scripts"))
def dark_page(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scripted = request.param
    visit = visit_by(browser, server, width=width, scripted=scripted, scheme="dark")
    yield become_maria(visit)
    visit.context.close()
    assert visit.problems == []


def place_of(name: str) -> Place:
    return next(place for place in FOR_MARIA if place.name == name)


def printed(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(print_background=True, prefer_css_page_size=True)))


def squeezed(text: str) -> str:
    """Return a text without spaces, which differ where lines break, and with plain letters for ligatures."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def text_of(reader: PdfReader) -> str:
    pages = [page.extract_text().removeprefix(str(number)) for number, page in enumerate(reader.pages, 1)]
    return squeezed("".join(pages))


def colors_of(reader: PdfReader) -> Iterator[tuple[float, ...]]:
    """Yield every color that is drawn with."""
    for page in reader.pages:
        operations: list[tuple[list[Any], bytes]] = ContentStream(page.get_contents(), reader).operations
        for operands, operator in operations:
            if operator in (b"rg", b"RG"):
                yield tuple(round(float(part), 3) for part in operands)


@pytest.mark.parametrize("name", PRINTED)
def test_print_holds_every_reason_and_every_address(dark_page: Page, server: str, name: str) -> None:
    page = place_of(name).reach(dark_page, server)
    reasons = page.evaluate(FOLDED)
    addresses = page.evaluate(ADDRESSES)
    text = text_of(printed(page))

    assert bool(reasons) == (name != "compare")
    assert addresses
    assert [reason for reason in reasons if squeezed(reason) not in text] == []
    assert [address for address in addresses if squeezed(address) not in text] == []
    assert squeezed(page.url) in text


@pytest.mark.parametrize("name", PRINTED)
def test_print_leaves_out_what_only_a_screen_needs(dark_page: Page, server: str, name: str) -> None:
    page = place_of(name).reach(dark_page, server)
    for_screen = ["Skip to the main part", "Your answers", "Where you stand", "Why we ask"]
    for_screen += page.get_by_role("button").all_inner_texts() + page.locator("main .button").all_inner_texts()
    text = text_of(printed(page))

    assert [words for words in filter(None, for_screen) if squeezed(words) in text] == []


@pytest.mark.parametrize("name", PRINTED)
def test_print_is_black_on_white_from_a_dark_screen(dark_page: Page, server: str, name: str) -> None:
    page = place_of(name).reach(dark_page, server)
    drawn = set(colors_of(printed(page)))
    page.emulate_media(media="print")
    backgrounds, letters = map(set, zip(*page.evaluate(COLORS), strict=True))
    page.emulate_media(media="null")

    assert [color for color in drawn if len(set(color)) > 1] == []
    assert backgrounds <= {CLEAR, WHITE}
    assert letters <= {BLACK, SOFT}
