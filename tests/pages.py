"""A page's HTML as a tree, for tests that look at what a visitor gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponseBase

VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")


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
        waiting = [part for part in reversed(self.inside) if isinstance(part, Element)]
        while waiting:
            yield (element := waiting.pop())
            waiting += [part for part in reversed(element.inside) if isinstance(part, Element)]

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


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("document", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._put(tag, attrs)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._put(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> ends <{self.open[-1].tag}> near line {self.getpos()[0]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)

    def _put(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        return element


def read_markup(markup: str) -> Element:
    """Return the tree of some HTML; its elements must be closed in their order."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    assert [element.tag for element in reader.open] == ["document"]
    return reader.open[0]


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
