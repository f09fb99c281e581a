"""Steps of a walk through the pages, as somebody takes them who reads what is on the screen."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Walk:
    """One tab, looked at after every step."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.look()

    def look(self, heading: str = "") -> None:
        """Check what holds on every page: it has one heading (this one, if told) and nothing to scroll sideways."""
        headings = self.page.locator("h1")
        expect(headings).to_have_count(1)
        if heading:
            expect(headings).to_have_text(heading)
        assert self.page.evaluate(SIDEWAYS) <= 0, f"{self.page.url} scrolls sideways"

    def follow(self, name: str, heading: str = "") -> None:
        """Follow a link of the main part."""
        self.page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()
        self.look(heading)

    def press(self, name: str, heading: str = "") -> None:
        """Press a button of the main part."""
        self.page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
        self.look(heading)

    def take_road(self, stop: str, heading: str = "") -> None:
        """Follow a stop of the road, which is then the one where one is."""
        road = self.page.get_by_role("navigation", name="The road")
        road.get_by_role("link", name=stop).click()
        expect(road.locator("[aria-current=step]")).to_have_text(stop)
        self.look(heading)

    def question(self, words: str) -> Locator:
        """Return the box of a question."""
        return self.page.get_by_label(words, exact=True)

    def choose(self, question: str, answer: str) -> None:
        """Choose one of a question's answers."""
        self.option(question, answer).check()

    def option(self, question: str, answer: str) -> Locator:
        """Return one of a question's answers."""
        return option(self.page, question, answer)

    def verdicts(self) -> list[tuple[str, str]]:
        """Return each credential on the page of the answer with its verdict."""
        cards = self.page.locator("article.card")
        return [(card.locator("h3").inner_text(), card.locator(".verdict").inner_text()) for card in cards.all()]

    def wait_for_plan(self) -> str:
        """Wait until the plan is there, through the page of progress if there is one; return what it comes to."""
        expect(self.page.locator(".figures")).to_be_visible()
        self.look()
        return self.headline()

    def headline(self) -> str:
        """Return the page's heading, with plain spaces."""
        return " ".join(self.page.locator("h1").inner_text().split())

    def tasks(self) -> list[str]:
        """Return the titles of a plan's tasks."""
        return [title.strip() for title in self.page.locator(".task summary > span:first-child").all_inner_texts()]

    def save(self, link: str) -> Path:
        """Save the file behind a link."""
        with self.page.expect_download() as saved:
            self.page.get_by_role("main").get_by_role("link", name=link, exact=True).click()
        return Path(saved.value.path())


def option(page: Page, question: str, answer: str) -> Locator:
    """Return the box or button of one of a question's answers; a hint may follow its words."""
    group, words = page.get_by_role("group", name=question), re.compile(rf"^{re.escape(answer)}(?!\w)")
    return group.get_by_role("radio", name=words).or_(group.get_by_role("checkbox", name=words))


def tasks_of_calendar(file: Path) -> list[str]:
    """Return the titles of a calendar file's events in their order."""
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    return [str(event["SUMMARY"]) for event in sorted(events, key=lambda event: str(event["DTSTART"].dt))]


def text_of_pdf(file: Path | bytes) -> str:
    """Return the text of a PDF, with a single space wherever it has some."""
    stream = BytesIO(file) if isinstance(file, bytes) else BytesIO(file.read_bytes())
    return " ".join(" ".join(page.extract_text() for page in PdfReader(stream).pages).split())
