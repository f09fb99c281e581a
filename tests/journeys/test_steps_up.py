"""Maria's story in three screens: which one suits, what it is like beside the others, and what comes next."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from certway.exchange.rule_files import RuleFiles
from journeys.visits import Visitors, for_both_kinds
from journeys.walking import Walk


@for_both_kinds
def test_maria_chooses_compares_and_looks_up(visitors: Visitors, width: int, scripted: bool, scheme: str) -> None:
    walk = Walk(visitors(width=width, scripted=scripted, scheme=scheme).open())
    walk.press("Try with Maria")
    walk.take_road("Compare")

    choose(walk)
    compare_some(walk, scripted=scripted)
    look_up(walk)
    find_material(walk)


def choose(walk: Walk) -> None:
    """See which suits and why, then wish for work in the laboratory."""
    walk.follow("Which one suits me?")
    expect(walk.page.locator("#order")).to_be_visible()
    walk.look()
    assert len(walk.page.locator("article.card h3").all()) == len(RuleFiles().ids)
    first = walk.page.locator("article.card h3").first.inner_text()
    assert walk.headline() == f"{first.partition(':')[0]} suits you best"

    card = walk.page.locator("article.card").first
    card.locator(".trust summary").first.click()
    expect(card.locator(".why-marked").first).to_be_visible()
    card.get_by_text("Where its points come from").click()
    expect(card.locator("meter").first).to_be_visible()
    walk.look()

    walk.page.get_by_text("What you want", exact=True).click()
    walk.choose("What kind of work do you want?", "In the laboratory")
    walk.press("Show what suits me")
    expect(walk.page.locator("#order")).to_be_visible()
    walk.look()
    expect(walk.page.locator("article.card").first.locator(".points")).to_contain_text("Kind of work")


def compare_some(walk: Walk, *, scripted: bool) -> None:
    """Leave two out, and see what California asks for."""
    walk.follow("Compare them side by side")
    walk.page.get_by_text("Choose credentials, state, day and columns").click()
    rows = walk.page.locator("table.comparison tbody")
    for left, name in ((10, "RMA (AMT)"), (9, "RPT (AMT)")):
        walk.option("Which credentials?", name).uncheck()
        if not scripted:
            walk.press("Show")
        expect(rows).to_have_count(left)
    walk.question("In which state?").select_option("California")
    if not scripted:
        walk.press("Show")
    expect(walk.page.locator("td.cell-law")).to_have_count(len(RuleFiles().ids) - 2)
    law = walk.page.locator("table.comparison tbody").filter(has_text="MLT (AMT)").locator("td.cell-law")
    expect(law).to_contain_text("takes this credential")
    walk.look()


def look_up(walk: Walk) -> None:
    """See the ladder from where she stands, at home and in California."""
    walk.page.goto(walk.page.url.partition("/compare")[0] + "/next/")
    expect(walk.page.locator("svg.ladder")).to_be_visible()
    walk.look()
    heads = walk.page.locator("h4").all_inner_texts()
    assert any(head.startswith("MLT (ASCP)") for head in heads)
    walk.question("Where do you want to work?").select_option("California")
    walk.press("Show this state")
    expect(walk.page.locator("svg.ladder")).to_be_visible()
    expect(walk.page.get_by_role("main")).to_contain_text(re.compile("California: You need a license"))
    walk.look()


def find_material(walk: Walk) -> None:
    """Find what helps on the way, each with its price and source."""
    walk.page.goto(walk.page.url.partition("/next")[0] + "/resources/mlt-ascp/")
    expect(walk.page.locator(".offers > li").first).to_be_visible()
    expect(walk.page.locator(".offers .price").first).to_be_visible()
    walk.look()
