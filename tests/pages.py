"""A page's HTML as a tree, for tests that look at what a visitor gets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import unescape

from django.http import HttpResponseBase

VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++)"""
_NAME = r"""[^\s"'<>/=]++"""
_ATTRIBUTE = re.compile(rf"\s++({_NAME})(?:\s*+=\s*+({_VALUE}))?+")
_ATTRIBUTES = rf"((?:\s++{_NAME}(?:\s*+=\s*+{_VALUE})?+)*+)"
_PIECE = re.compile(
    rf"<(?:(script|style){_ATTRIBUTES}\s*+>(.*?)</\1>|([a-zA-Z][\w-]*+){_ATTRIBUTES}\s*+(/?)>)"
    r"|</([a-zA-Z][\w-]*+)\s*+>|([^<]++)|<!--.*?-->|<![a-zA-Z][^>]*+>",
    re.DOTALL,
)


@dataclass
class Element:
    """An element with what stands inside it."""

    tag: str
    attributes: dict[str, str]
    inside: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def classes(self) -> tuple[str, ...]:
        return tuple(self.get("class").split())

    @property
    def text(self) -> str:
        """What can be read in it, each space once."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for part in self.inside:
            if isinstance(part, str):
                yield part
            else:
                # Parts of a line, such as a word in bold, belong together; others stand apart.
                yield from part._texts() if part.tag in ("a", "span", "strong", "small") else [" ", part.text, " "]

    def walk(self) -> Iterator[Element]:
        """Yield every element inside, in the order of the page."""
        return iter(self._within)

    @cached_property
    def _within(self) -> tuple[Element, ...]:
        found = []
        waiting = [part for part in reversed(self.inside) if isinstance(part, Element)]
        while waiting:
            found.append(element := waiting.pop())
            waiting += [part for part in reversed(element.inside) if isinstance(part, Element)]
        return tuple(found)

    def all(self, *tags: str, **attributes: str) -> list[Element]:
        """Return the elements of some tags (any, if none is named), with these attributes; `cls` is one class."""
        wanted_class = attributes.pop("cls", "")
        return [
            one
            for one in self.walk()
            if (not tags or one.tag in tags)
            and (not wanted_class or wanted_class in one.classes)
            and all(one.attributes.get(name.rstrip("_")) == value for name, value in attributes.items())
        ]

    def one(self, *tags: str, **attributes: str) -> Element:
        """Return the only such element."""
        (found,) = self.all(*tags, **attributes)
        return found

    def outer(self, *tags: str) -> Element:
        """Return the first element of some tags, in the order of the page."""
        return self.all(*tags)[0]

    def texts(self, *tags: str, **attributes: str) -> list[str]:
        return [one.text for one in self.all(*tags, **attributes)]

    @property
    def main(self) -> Element:
        return self.one("main")

    @property
    def heading(self) -> str:
        return self.one("h1").text

    @property
    def links(self) -> list[str]:
        return [one.get("href") for one in self.all("a")]


def read_markup(markup: str) -> Element:
    """Return the tree of some HTML; its elements must be closed in their order, and nothing else may stand in it."""
    document = Element("document", {})
    inside, waiting, at = document.inside, [document], 0
    for piece in _PIECE.finditer(markup):
        assert piece.start() == at, f"no HTML: {markup[at : at + 40]!r}"
        at = piece.end()
        raw_start, raw_attributes, raw, start, attributes, closed, end, text = piece.groups()
        if text:
            inside.append(unescape(text) if "&" in text else text)
        elif start:
            inside.append(element := Element(start.lower(), _attributes(start, attributes)))
            if not closed and element.tag not in VOID:
                waiting.append(element)
                inside = element.inside
        elif end:
            inside = _ended(waiting, end.lower(), markup, at)
        elif raw_start:
            inside.append(Element(raw_start, _attributes(raw_start, raw_attributes), [raw] if raw else []))
    assert at == len(markup), f"no HTML: {markup[at : at + 40]!r}"
    assert [element.tag for element in waiting] == ["document"]
    return document


def _ended(waiting: list[Element], tag: str, markup: str, at: int) -> list[Element | str]:
    """End the innermost element, and return what stands inside the one around it."""
    ended = waiting.pop().tag
    if ended != tag:
        raise AssertionError(f"</{tag}> ends <{ended}> near line {1 + markup.count(chr(10), 0, at)}")
    return waiting[-1].inside


@lru_cache(maxsize=10_000)
def _attributes(tag: str, written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(written):
        assert name.lower() not in found, f"<{tag}> has an attribute twice: {name}"
        found[name.lower()] = unescape(value[1:-1] if value[:1] in ("'", '"') else value)
    return found


def read_page(response: HttpResponseBase) -> Element:
    """Return the tree of a page."""
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    return read_markup(response.content.decode())  # type: ignore[attr-defined]


def filled(form: Element) -> dict[str, list[str]]:
    """Return what a browser would send for a form that nobody touched, by the names of its boxes."""
    sent: dict[str, list[str]] = {}
    for box in form.all("input", "select", "textarea"):
        for value in _values(box):
            sent.setdefault(box.get("name"), []).append(value)
    return sent


def _values(box: Element) -> list[str]:
    if box.tag == "textarea":
        return ["".join(part for part in box.inside if isinstance(part, str)).removeprefix("\n")]
    if box.tag == "select":
        options = box.all("option")
        chosen = [one for one in options if "selected" in one.attributes] or options[:1]
        return [one.get("value") for one in chosen]
    if box.get("type") in ("radio", "checkbox"):
        return [box.attributes.get("value", "on")] if "checked" in box.attributes else []
    return [] if box.get("type") == "file" else [box.get("value")]
