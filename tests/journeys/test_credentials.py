"""What LinkedIn would be told is copied by a press, and nothing goes there before somebody presses its link."""

from __future__ import annotations

from playwright.sync_api import expect

from journeys.pages import HELD, load_file
from journeys.visits import Visitors


def test_line_is_copied_and_no_other_site_is_asked(visitors: Visitors) -> None:
    visit = visitors()
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open("/where-you-stand/file/")
    load_file(page, HELD)
    page.goto(f"{visit.address}/credentials/")
    card = page.locator("section.held").filter(has=page.get_by_role("heading", name="MLT (ASCP)"))
    card.get_by_text("Add it to LinkedIn").click()
    card.get_by_role("button", name="Copy Credential ID").click()

    expect(card.get_by_role("button", name="Copied Credential ID")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "MLT-90417"
    expect(card.get_by_role("link", name="Open LinkedIn's form")).to_have_attribute("rel", "noopener noreferrer")


def test_where_copying_is_not_allowed_the_line_is_selected(visitors: Visitors) -> None:
    visit = visitors()
    page = visit.open("/where-you-stand/file/")
    load_file(page, HELD)
    page.goto(f"{visit.address}/credentials/")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('denied')) }")
    card = page.locator("section.held").filter(has=page.get_by_role("heading", name="MLT (ASCP)"))
    card.get_by_text("Add it to LinkedIn").click()
    card.get_by_role("button", name="Copy Credential ID").click()

    assert page.evaluate("document.getSelection().toString()") == "MLT-90417"
