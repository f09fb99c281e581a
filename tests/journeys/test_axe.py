"""Axe finds nothing on any page, on a phone and at a desk, light and dark, with everything unfolded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.accessibility import violations
from journeys.pages import FOR_MARIA, FOR_NOBODY, HELD, Place, become_maria, load_file, remove_job
from journeys.visits import Visitors, visit_by


def by_name(place: Place) -> str:
    return place.name


@pytest.fixture(scope="module")
def nobodys_page(browser: Browser, server: str) -> Iterator[Page]:
    visit = visit_by(browser, server)
    yield visit.open()
    visit.context.close()


@pytest.fixture(scope="module")
def marias_page(browser: Browser, server: str) -> Iterator[Page]:
    visit = visit_by(browser, server)
    yield become_maria(visit)
    visit.context.close()


FAINT = "const faint = document.createElement('p'); faint.textContent = 'Can you read this?'; faint.style = '{}';"
UNNAMED = "document.querySelector('main').append(faint, document.createElement('input'))"


def test_what_keeps_people_out_is_found(nobodys_page: Page, server: str) -> None:
    nobodys_page.goto(server)
    assert violations(nobodys_page) == []
    nobodys_page.evaluate(FAINT.format("color: #eee; background: #fff") + UNNAMED)
    found = violations(nobodys_page)
    assert {one.partition(": ")[0] for one in found if one.startswith("color-contrast")} == {
        "color-contrast at 390 px, dark",
        "color-contrast at 1280 px, light",
    }
    assert {one.partition(": ")[0] for one in found if one.startswith("label at")} == {
        "label at 390 px, light",
        "label at 1280 px, light",
    }


@pytest.mark.parametrize("place", FOR_NOBODY, ids=by_name)
def test_page_for_nobody_keeps_nobody_out(nobodys_page: Page, server: str, place: Place) -> None:
    assert violations(place.reach(nobodys_page, server)) == []


@pytest.mark.parametrize("place", FOR_MARIA, ids=by_name)
def test_page_for_maria_keeps_nobody_out(marias_page: Page, server: str, place: Place) -> None:
    assert violations(place.reach(marias_page, server)) == []


def test_page_that_offers_to_undo_keeps_nobody_out(visitors: Visitors) -> None:
    visit = visitors()
    page = become_maria(visit)
    page.goto(f"{visit.address}/where-you-stand/work/")
    remove_job(page)

    expect(page.get_by_role("button", name="Undo it")).to_be_visible()
    assert violations(page) == []


def test_pages_of_what_is_held_keep_nobody_out(visitors: Visitors) -> None:
    visit = visitors()
    page = visit.open("/where-you-stand/file/")
    load_file(page, HELD)
    page.goto(f"{visit.address}/credentials/")

    expect(page.locator("section.held")).to_have_count(7)
    assert violations(page) == []
    for path, heading in (("/renew/", "Your next date is"), ("/renew/cma-aama/", "Your CMA (AAMA) is current until")):
        page.goto(f"{visit.address}{path}")
        expect(page.locator("h1")).to_contain_text(heading)
        assert violations(page) == []
