"""Markdown as HTML and as plain text, and plain text as Markdown.

Markdown is taken as CommonMark without HTML, with tables and struck words: a text may hold `<b>` as words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST = 24  # tags within tags; a page that somebody wrote has fewer than ten
MOST_CHARACTERS = 6_000  # of one text; beyond it the tags are taken off and nothing else is looked at

_ESCAPED = re.compile(r"([\\`*_\[\]]|<(?=[a-zA-Z/!?])|&(?=#?\w{1,31};)|~~)")
_AT_START = re.compile(r"^(\s{0,3})(?:(#{1,6}(?=\s|$)|[>+-])|(\d{1,9})([.)])(?=\s|$))", re.MULTILINE)


def markdown_to_html(markdown: str, *, pictures: bool = True) -> str:
    """Return Markdown as HTML, in paragraphs; tags that stand in it are shown as words."""
    return str(markdown_parser(pictures=pictures).render(markdown)).strip()


def markdown_to_line(markdown: str) -> str:
    """Return a short text in Markdown as HTML without a paragraph around it, and without pictures."""
    return str(markdown_parser(pictures=False).renderInline(markdown)).strip()


def markdown_to_text(markdown: str) -> str:
    """Return Markdown as it reads, without its marks."""
    if len(markdown) > MOST_CHARACTERS or not re.search(r"[\\`*_\[\]<>&#~|!+-]|\d[.)]|\n", markdown):
        return markdown
    lines: list[str] = []
    for block in markdown_parser().parse(markdown):
        if block.type == "inline":
            lines.append("".join(_said(one) for one in block.children or ()))
        elif block.type in ("fence", "code_block"):
            lines.append(block.content.rstrip("\n"))
    return "\n".join(lines) or markdown  # a lone mark is what it says


def text_to_markdown(text: str) -> str:
    """Return a plain text as Markdown that reads the same."""
    return escaped(text.strip())


def escaped(text: str) -> str:
    """Return a text with a backslash before what Markdown would take for a mark."""
    marked = _ESCAPED.sub(r"\\\1", text)
    return _AT_START.sub(lambda at: f"{at[1]}\\{at[2]}" if at[2] else f"{at[1]}{at[3]}\\{at[4]}", marked)


@cache
def markdown_parser(*, html: bool = False, pictures: bool = True) -> MarkdownIt:
    """Return a parser of Markdown, which takes HTML in it only where asked to."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": html, "maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    return parser if pictures else parser.disable("image")


def _said(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return token.content  # of a picture, what it shows
