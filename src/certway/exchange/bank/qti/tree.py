"""QTI's elements by one name for all its versions, and what stands in them as Markdown.

`qti-choice-interaction` of version 3 and `choiceInteraction` of version 2 are both `choiceinteraction` here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import TypeAlias
from xml.etree.ElementTree import Element, tostring

from certway.exchange.bank.qti.xhtml import KEPT, SOURCE, UNIT, is_shown
from certway.exchange.safe.html import html_to_markdown
from certway.exchange.safe.markdown import text_to_markdown

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


@lru_cache(maxsize=4096)
def _plain_name(name: str) -> str:
    return name.rpartition("}")[2].removeprefix("qti-").replace("-", "").lower()


def kind(element: Element) -> str:
    """Return what an element is, the same for all versions."""
    return _plain_name(element.tag) if isinstance(element.tag, str) else ""


def told(element: Element, name: str) -> str:
    """Return an attribute by its plain name; empty where it is not there."""
    return next((value.strip() for key, value in element.attrib.items() if _plain_name(key) == name), "")


def within(element: Element, *kinds: str) -> Iterator[Element]:
    """Yield the elements of these kinds at any depth, in order."""
    return (one for one in element.iter() if kind(one) in kinds)


def has(element: Element, *kinds: str) -> bool:
    """Tell whether an element of these kinds is there at any depth."""
    return next(within(element, *kinds), None) is not None


def children(element: Element, *kinds: str) -> list[Element]:
    """Return the elements of these kinds right below."""
    return [one for one in element if kind(one) in kinds]


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


def read_text(*elements: Element, keep_alt: bool = True) -> Text:
    """Return what stands in elements, one after the other; interactions in it are left out, or a blank in a line.

    The first picture leaves its words in the text only with `keep_alt`.
    """
    text = Text()
    top = Element("div")
    for element in elements:
        inner = _copied(element, text, keep_alt)
        if inner is not None:
            inner.tag = "div"
            top.append(inner)
    text.markdown = _markdown(top, text)
    return text


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


def _markdown(top: Element, text: Text) -> str:
    inner = _unwrapped(top)
    source = inner.get(SOURCE)
    if source is not None and is_shown(source, inner):
        return source
    if not len(inner):
        return text_to_markdown(" ".join((inner.text or "").split()))
    html = escape(inner.text or "") + "".join(tostring(one, encoding="unicode", method="html") for one in inner)
    cleaned = html_to_markdown(html)
    text.lost += cleaned.removed
    return cleaned.markdown


def _unwrapped(element: Element) -> Element:
    """Return the innermost element that holds all of the text, or the one that tells its Markdown."""
    while len(element) == 1 and SOURCE not in element.attrib and not (element.text or "").strip():
        child = element[0]
        if child.tag not in _WRAPPERS or (child.tail or "").strip():
            break
        element = child
    return element
