"""On paper, from a dark screen: black on white, every reason and address, and nothing that only a screen needs."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from journeys.pages import FOR_MARIA, become_maria
from journeys.visits import DESK, PHONE, visit_by

DESKS, PHONES = "desk, with scripts", "phone, without"
KINDS = {DESKS: (DESK, True), PHONES: (PHONE, False)}
PRINTED = {  # paper is as wide whatever the screen is, so that each page is printed by one of both visitors
    "compare": DESKS,
    "answer": PHONES,
    "credential": DESKS,
    "plan": PHONES,
    "resources of a credential": DESKS,
}
ON_EVERY_SCREEN = ("Skip to the main part", "Your answers", "Where you stand", "Why we ask")
ADDRESSES = """
() => [...document.querySelectorAll(":is(main, footer) a[href^=http]:not(.trust *)")]
  .map(link => link.getAttribute("href"))
"""
FOLDED = """
() => [...document.querySelectorAll("main details > .inside :is(p, li, dt, dd)")]
  .filter(part => !part.closest("form, .trust") && !part.querySelector("p, li")).map(part => part.textContent)
"""
COLORS = """
() => [...document.querySelectorAll("body, body *")].filter(element => element.checkVisibility())
  .map(getComputedStyle).map(style => [style.backgroundColor, style.color])
"""
CLEAR, WHITE, BLACK, SOFT = "rgba(0, 0, 0, 0)", "rgb(255, 255, 255)", "rgb(0, 0, 0)", "rgb(51, 51, 51)"


@dataclass(frozen=True, slots=True)
class Paper:
    """A page, and what of it is on paper."""

    url: str
    reasons: list[str]  # that are folded on the screen
    addresses: list[str]  # that links lead to, but for those behind a mark, which paper shows closed
    for_screen: list[str]  # what navigation and buttons say
    text: str  # on paper, without spaces
    drawn: set[tuple[float, ...]]  # every color on paper
    backgrounds: set[str]
    letters: set[str]


@pytest.fixture(scope="module")
def dark_pages(browser: Browser, server: str) -> Iterator[dict[str, Page]]:
    visits = {
        kind: visit_by(browser, server, width=width, scripted=scripted, scheme="dark")
        for kind, (width, scripted) in KINDS.items()
    }
    yield {kind: become_maria(visit) for kind, visit in visits.items()}
    for visit in visits.values():
        visit.context.close()
        assert visit.problems == []


@pytest.fixture(params=PRINTED)
def paper(dark_pages: dict[str, Page], server: str, request: pytest.FixtureRequest) -> Paper:
    dark_page = dark_pages[PRINTED[request.param]]
    page = next(place for place in FOR_MARIA if place.name == request.param).reach(dark_page, server)
    buttons = page.get_by_role("button").all_inner_texts() + page.locator("main .button").all_inner_texts()
    reasons, addresses = page.evaluate(FOLDED), page.evaluate(ADDRESSES)
    reader = PdfReader(io.BytesIO(page.pdf(print_background=True, prefer_css_page_size=True)))
    page.emulate_media(media="print")
    colors = page.evaluate(COLORS)
    page.emulate_media(media="null")
    text, drawn = text_and_colors(reader)
    return Paper(
        url=page.url,
        reasons=reasons,
        addresses=addresses,
        for_screen=[*ON_EVERY_SCREEN, *filter(None, buttons)],
        text=text,
        drawn=drawn,
        backgrounds={background for background, _ in colors},
        letters={letter for _, letter in colors},
    )


def squeezed(text: str) -> str:
    """Return a text without spaces, which differ where lines break, and with plain letters for ligatures."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def text_and_colors(reader: PdfReader) -> tuple[str, set[tuple[float, ...]]]:
    """Return what can be read, without spaces, and every color that is drawn with."""
    colors: set[tuple[float, ...]] = set()

    def see(operator: bytes, operands: list[Any], *_places: object) -> None:
        if operator in (b"rg", b"RG"):
            colors.add(tuple(round(float(part), 3) for part in operands))

    pages = [page.extract_text(visitor_operand_before=see) for page in reader.pages]
    numbered = enumerate(pages, 1)
    return squeezed("".join(text.removeprefix(str(number)) for number, text in numbered)), colors


def test_print_is_whole_and_black_on_white_from_a_dark_screen(paper: Paper) -> None:
    assert bool(paper.reasons) == ("/compare/" not in paper.url)
    assert paper.addresses
    assert [reason for reason in paper.reasons if squeezed(reason) not in paper.text] == []
    assert [address for address in (*paper.addresses, paper.url) if squeezed(address) not in paper.text] == []
    assert [words for words in paper.for_screen if squeezed(words) in paper.text] == []
    assert [color for color in paper.drawn if len(set(color)) > 1] == []
    assert paper.backgrounds <= {CLEAR, WHITE}
    assert paper.letters <= {BLACK, SOFT}
