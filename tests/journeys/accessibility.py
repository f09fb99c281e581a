"""Axe: what a page has that keeps people out, by the rules of WCAG 2.2 AA and by good practice."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from journeys.visits import DESK, HEIGHTS, PHONE

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OF_COLOR = ("color-contrast", "link-in-text-block")  # the rules for which light and dark differ
LIGHT, DARK = ("light", TAGS), ("dark", OF_COLOR)
SCHEMES = {PHONE: (LIGHT, DARK), DESK: (LIGHT,)}  # the colors of a page do not hang on its width
RUN = "options => axe.run(options).then(found => found.violations)"
UNFOLD = "for (const fold of document.querySelectorAll('details')) fold.open = true"


def violations(page: Page) -> list[str]:
    """Return what axe finds on a page, on a phone, light and dark, and at a desk, with everything unfolded."""
    page.wait_for_load_state()
    page.evaluate(UNFOLD)
    page.evaluate(AXE_SCRIPT)
    found = []
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        for scheme, asked in SCHEMES[width]:
            page.emulate_media(color_scheme=scheme)
            rules = page.evaluate(RUN, {"runOnly": list(asked), "resultTypes": ["violations"], "preload": False})
            found += [
                f"{rule['id']} at {width} px, {scheme}: {node['html'][:200]}: {node['failureSummary']}"
                for rule in rules
                for node in rule["nodes"]
            ]
    return found
