"""Markdown as the XHTML that the schema of QTI 3.0 has: fewer elements and attributes than HTML."""

from __future__ import annotations

import re
from html import escape
from xml.etree.ElementTree import Element, fromstring, tostring

from certway.exchange.safe.html import cost_of, safe_markdown
from certway.exchange.safe.markdown import MOST_CHARACTERS, markdown_to_html, text_to_markdown

OWN = "data-certway-"  # what our questions have and QTI has no place for
SOURCE, UNIT = f"{OWN}md", f"{OWN}unit"
KEPT = ("href", "alt")  # of attributes

_MOST_COST = 400  # of one Markdown that a file tells: some milliseconds; beyond it what is shown is read
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ALIGNED = "text-align:"


def without_illegal(xml: str) -> str:
    """Return a text without the control characters, which no XML may hold."""
    return _ILLEGAL.sub("", xml)


def written_text(markdown: str) -> str:
    """Return Markdown as XHTML that `read_text` makes the same Markdown of."""
    if text_to_markdown(markdown) == markdown == " ".join(markdown.split()):
        return escape(markdown, quote=False)
    shown = _shown(markdown)
    inner = escape(shown.text or "", quote=False) + "".join(tostring(one, encoding="unicode") for one in shown)
    return f'<div {SOURCE}="{written_attribute(markdown)}">{inner}</div>'


def written_attribute(text: str) -> str:
    """Return a text as it stands in an attribute; line ends survive."""
    return escape(text).replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")


def is_shown(source: str, element: Element) -> bool:
    """Tell whether a Markdown that a file tells is what it shows, so that nothing comes in that nobody saw."""
    if (
        len(source) > MOST_CHARACTERS
        or cost_of(source) > _MOST_COST
        or safe_markdown(source).markdown != source.strip()
    ):
        return False
    return _same(_shown(source), element)


def _shown(markdown: str) -> Element:
    top = fromstring(f"<div>{without_illegal(markdown_to_html(markdown))}</div>")
    for element in list(top.iter()):
        _fit(element)
    return top


def _fit(element: Element) -> None:
    """Change what QTI has no place for: the title of a link, the form of a cell, struck words, the start of a list."""
    element.attrib.pop("title", None)
    style = element.attrib.pop("style", "")
    if style.startswith(_ALIGNED):
        element.set("class", f"qti-align-{style.removeprefix(_ALIGNED)}")
    if element.tag == "s":
        element.tag = "span"
        element.text = f"~~{element.text or ''}"
        _append(element, "~~")
    if "start" in element.attrib:
        _put_numbers(element, int(element.attrib.pop("start")))


def _put_numbers(listed: Element, first: int) -> None:
    """Put the numbers of a list into the words of its items."""
    listed.tag = "ul"
    listed.set("class", "qti-list-style-type-none")
    for at, item in enumerate(listed, first):
        said = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        said.text = f"{at}. {said.text or ''}"


def _append(element: Element, words: str) -> None:
    if len(element):
        element[-1].tail = f"{element[-1].tail or ''}{words}"
    else:
        element.text = f"{element.text or ''}{words}"


def _same(one: Element, other: Element) -> bool:
    return (
        _squeezed(one.text) == _squeezed(other.text)
        and len(one) == len(other)
        and all(
            mine.tag == its.tag
            and all(mine.get(key) == its.get(key) for key in KEPT)
            and _squeezed(mine.tail) == _squeezed(its.tail)
            and _same(mine, its)
            for mine, its in zip(one, other, strict=True)
        )
    )


def _squeezed(text: str | None) -> str:
    return " ".join((text or "").split())
