"""What stands in QTI's elements as Markdown; within a budget for the whole file, since each tag costs time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import TypeAlias
from xml.etree.ElementTree import Element, tostring

from certway.exchange.bank.qti.tree import kind, told
from certway.exchange.bank.qti.xhtml import KEPT, SOURCE, UNIT, is_shown
from certway.exchange.safe.errors import ForeignFileError
from certway.exchange.safe.html import cost_of, html_to_markdown
from certway.exchange.safe.markdown import text_to_markdown

MOST_COST = (
    200_000  # of all texts of a file: two seconds; a text with a word in bold costs 75, one without HTML nothing
)
BLANK = "…"  # stands for what is filled in within a text

_WRAPPERS = {"div", "p", "span", "section", "contentbody"}
_SKIPPED = {
    "rubricblock": "a rubric or an instruction",
    "feedbackblock": "a feedback that stands in the text",
    "feedbackinline": "a feedback that stands in the text",
    "templateblock": "a text of a template",
    "templateinline": "a text of a template",
    "mediainteraction": "a recording",
    "endattemptinteraction": "a button for a hint",
    "video": "a recording",
    "audio": "a recording",
    "object": "an embedded file",
}
_LONGEST_ADDRESS = 2_000
_LONGEST_UNIT = 16  # characters


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture in a text."""

    source: str
    alt: str


@dataclass(slots=True)
class Text:
    """What is read of a text: its Markdown, its pictures, and what of it could not be carried."""

    markdown: str = ""
    pictures: list[Shown] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


class Texts:
    """Reads the texts of one file, within a budget for all of them."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._cost = 0

    def read(self, *elements: Element, keep_alt: bool = True) -> Text:
        """Return what stands in elements, one after the other; interactions are left out, or a blank in a line.

        The first picture leaves its words in the text only with `keep_alt`. Raises ForeignFileError beyond the budget.
        """
        text = Text()
        top = Element("div")
        for element in elements:
            inner = _copied(element, text, keep_alt)
            if inner is not None:
                inner.tag = "div"
                top.append(inner)
        text.markdown = self._markdown(_unwrapped(top), text)
        return text

    def _markdown(self, inner: Element, text: Text) -> str:
        source = inner.get(SOURCE)
        if source is not None:
            self._spend(10 + 4 * source.count("\n") + cost_of(source))
            if is_shown(source, inner):
                return source
        self._spend(_cost_to_read(inner))
        if not len(inner):
            return text_to_markdown(" ".join((inner.text or "").split()))
        html = escape(inner.text or "") + "".join(tostring(one, encoding="unicode", method="html") for one in inner)
        cleaned = html_to_markdown(html)
        text.lost += cleaned.removed
        return cleaned.markdown

    def _spend(self, cost: int) -> None:
        self._cost += cost
        if self._cost > MOST_COST:
            raise ForeignFileError(f"{self._file}: its texts have too many marks of HTML or Markdown; split it")


def _cost_to_read(inner: Element) -> int:
    """Return what a text may cost to be read, in ten microseconds."""
    marks = cost_of("".join(inner.itertext())) // 8
    if not len(inner):
        return marks
    return marks + 60 + sum(6 + 8 * len(one.attrib) for one in inner.iter())


_Made: TypeAlias = Element | str | None


def _copied(element: Element, text: Text, keep_alt: bool) -> Element | None:
    """Return a copy with plain names, without what no text is; None where nothing is left."""
    name = kind(element)
    copy = Element(name or "div", dict(_attributes(element, text)))
    copy.text = element.text
    for child in element:
        made = _made(child, text, keep_alt)
        if isinstance(made, Element):
            copy.append(made)
            made.tail = child.tail
        else:
            _append(copy, (made or "") + (child.tail or ""))
    return None if _emptied(copy, element) else copy


def _attributes(element: Element, text: Text) -> Iterator[tuple[str, str]]:
    """Yield the attributes that Markdown has a place for, and the one that tells the Markdown."""
    for key, value in element.attrib.items():
        if (key in KEPT and len(value) <= _LONGEST_ADDRESS and "<" not in value) or key == SOURCE:
            yield key, value
        elif key.lower().startswith("on"):
            text.lost.append(f"the attribute {key.lower()[:20]}, which runs something")


def _emptied(copy: Element, element: Element) -> bool:
    """Tell whether all that a wrapper held was left out."""
    bare = not len(copy) and not (copy.text or "").strip() and SOURCE not in copy.attrib
    return bare and copy.tag in _WRAPPERS and len(element) > 0


def _made(child: Element, text: Text, keep_alt: bool) -> _Made:
    """Return what of an element goes into a text: itself, words for it, or nothing."""
    name = kind(child)
    if not name or UNIT in child.attrib or _is_only_blank(child):
        return None
    if name == "img" or (name == "object" and told(child, "type").startswith("image/")):
        return _picture(child, text, keep_alt)
    if name == "math":
        text.lost.append("the form of a formula, which stands there as plain text")
        return " ".join(" ".join(child.itertext()).split())
    if name in ("textentryinteraction", "inlinechoiceinteraction"):
        return BLANK
    if name in _SKIPPED:
        text.lost.append(_SKIPPED[name])
        return None
    if name.endswith("interaction"):
        return None
    return _copied(child, text, keep_alt)


def unit_behind(interaction: Element) -> str:
    """Return what stands behind a blank, if it is as short as a unit."""
    words = " ".join((interaction.tail or "").split()).rstrip(".?")
    return words if len(words) <= _LONGEST_UNIT and len(words.split()) <= 2 else ""


def _is_only_blank(element: Element) -> bool:
    """Tell whether a paragraph holds a blank and its unit alone."""
    if len(element) != 1 or kind(element[0]) != "textentryinteraction" or (element.text or "").strip():
        return False
    return not (element[0].tail or "").strip(" \t\r\n.?") or bool(unit_behind(element[0]))


def _picture(child: Element, text: Text, keep_alt: bool) -> str:
    words = told(child, "alt") or " ".join(" ".join(child.itertext()).split())
    text.pictures.append(Shown(told(child, "src") or told(child, "data"), words))
    return words if keep_alt or len(text.pictures) > 1 else ""


def _append(element: Element, words: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words


def _unwrapped(element: Element) -> Element:
    """Return the innermost element that holds all of the text, or the one that tells its Markdown."""
    while len(element) == 1 and SOURCE not in element.attrib and not (element.text or "").strip():
        child = element[0]
        if child.tag not in _WRAPPERS or (child.tail or "").strip():
            break
        element = child
    return element
