"""A visitor who has only a keyboard, and who must always see where she is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from journeys.walking import option

MOST_STOPS = 250  # of the Tab key on one page

NAME = """
element => {
  const labelled = element.labels?.length ? element.labels[0] : element;
  const text = element.getAttribute("aria-label") ?? labelled.innerText ?? "";
  return text.trim().replace(/\\s+/g, " ");
}
"""
FOCUS = f"""
() => {{
  const element = document.activeElement;
  if (element === document.body) return null;
  const box = element.getClientRects()[0] ?? new DOMRect();
  const style = getComputedStyle(element);
  const onTop = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {{
    name: ({NAME})(element),
    kind: element.type || element.tagName.toLowerCase(),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inSight: box.height > 1 && box.width > 1 && element.contains(onTop),
    inMain: document.querySelector("main").contains(element),
  }};
}}
"""
STOPS = f"""
() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter(element => element.tabIndex >= 0 && element.type !== "hidden" && element.checkVisibility())
  .filter(element => element.type !== "radio" || element.checked
    || !document.querySelector(`input[name="${{element.name}}"]:checked`)
       && element === document.querySelector(`input[name="${{element.name}}"]`))
  .map(element => [element.type || element.tagName.toLowerCase(), ({NAME})(element)])
"""


@dataclass(frozen=True, slots=True)
class Focus:
    """What has the focus."""

    kind: str  # its type, else its tag
    name: str
    in_main: bool  # in the main part of the page


class Keys:
    """The keys, pressed one after the other."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab(self, *, back: bool = False) -> Focus | None:
        """Go to the next stop of the Tab key, which must be in sight and outlined; None at the page's end."""
        self.page.keyboard.press("Shift+Tab" if back else "Tab")
        return self.focus()

    def focus(self) -> Focus | None:
        """Return what has the focus; None where nothing has."""
        found: dict[str, Any] | None = self.page.evaluate(FOCUS)
        if found is None:
            return None
        assert found["outlined"], f"no outline on {self.page.url}: {found}"
        assert found["inSight"], f"out of sight on {self.page.url}: {found}"
        return Focus(found["kind"], found["name"], found["inMain"])

    def tab_to(self, name: str, *, back: bool = False) -> Focus:
        """Press Tab until something of the main part that begins with this name has the focus."""
        for _ in range(MOST_STOPS):
            focus = self.tab(back=back)
            if focus is not None and focus.in_main and focus.name.startswith(name):
                return focus
        raise AssertionError(f"Tab does not lead to {name!r} on {self.page.url}")

    def enter(self, name: str) -> None:
        """Go to a link or button and press Enter there; another page follows."""
        self.tab_to(name)
        self.press_on("Enter")

    def press_on(self, key: str) -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def choose(self, question: str, answer: str) -> None:
        """Go to a question's answers and take one with the arrows."""
        group = self.page.get_by_role("group", name=question)
        wanted = option(self.page, question, answer)
        for _ in range(MOST_STOPS):
            focus = self.tab()
            if focus is not None and focus.kind == "radio" and group.locator(":focus").count():
                break
        self.page.keyboard.press("Space")
        for _ in range(group.get_by_role("radio").count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
            self.focus()
        raise AssertionError(f"the arrows do not lead to {answer!r}")

    def write(self, question: str, text: str) -> None:
        """Go to a question's box and write over what is in it."""
        self.tab_to(question)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def stops(self) -> list[Focus]:
        """Press Tab through the whole page once; return where it stopped."""
        found = []
        while (focus := self.tab()) is not None:
            found.append(focus)
            assert len(found) < MOST_STOPS, f"Tab never leaves {self.page.url}"
        return found

    def expected_stops(self) -> list[tuple[str, str]]:
        """Return what can have the focus, in the order in which it is read: kind and name."""
        return [(kind, name) for kind, name in self.page.evaluate(STOPS)]
