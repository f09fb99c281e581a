"""Markdown as HTML that is safe to show: raw HTML stays text, and addresses lead nowhere but to pages."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def markdown_html(text: str) -> str:
    """Return a text in Markdown as HTML, in paragraphs."""
    return str(_renderer().render(text)).strip()


def markdown_line(text: str) -> str:
    """Return a short text in Markdown as HTML without a paragraph around it."""
    return str(_renderer().renderInline(text)).strip()


@cache
def _renderer() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
