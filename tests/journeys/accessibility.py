"""Axe: what a page has that keeps people out, by the rules of WCAG 2.2 AA and by good practice."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from journeys.visits import DESK, HEIGHTS, PHONE

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OF_COLOR = ("color-contrast", "link-in-text-block")  # the rules for which light and dark differ
# The colors of a page do not hang on its width, so dark ones are looked at on a phone and light ones at a desk.
PLAIN = {"runOnly": list(TAGS), "rules": {rule: {"enabled": False} for rule in OF_COLOR}}
WHOLE, COLORS = {"runOnly": list(TAGS)}, {"runOnly": list(OF_COLOR)}
LOOKS = ((PHONE, "light", PLAIN), (PHONE, "dark", COLORS), (DESK, "light", WHOLE))
LIKE_EACH_OTHER = 4  # children of one element, of the same name and class, of which the others are not looked at twice
RUN = """
([options, most]) => {
  const counts = new Map();
  for (const element of most ? document.querySelectorAll("main *") : []) {
    const kind = `${element.localName}.${element.className}`;
    const own = counts.get(element.parentElement) ?? new Map();
    counts.set(element.parentElement, own.set(kind, (own.get(kind) ?? 0) + 1));
    element.toggleAttribute("data-like-others", own.get(kind) > most);
  }
  const where = most ? { exclude: ["[data-like-others]"] } : document;
  return axe.run(where, options).then((found) => found.violations);
}
"""
UNFOLD = "for (const fold of document.querySelectorAll('details')) fold.open = true"


def violations(page: Page) -> list[str]:
    """Return what axe finds on a page, on a phone, light and dark, and at a desk, with everything unfolded.

    Of long lists and tables everything is looked at once, on a phone; colors, and the desk, of their first entries.
    """
    page.wait_for_load_state()
    page.evaluate(UNFOLD)
    page.evaluate(AXE_SCRIPT)
    found = []
    for width, scheme, asked in LOOKS:
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        most = None if asked is PLAIN else LIKE_EACH_OTHER
        rules = page.evaluate(RUN, [{**asked, "resultTypes": ["violations"], "preload": False}, most])
        found += [
            f"{rule['id']} at {width} px, {scheme}: {node['html'][:200]}: {node['failureSummary']}"
            for rule in rules
            for node in rule["nodes"]
        ]
    return found
