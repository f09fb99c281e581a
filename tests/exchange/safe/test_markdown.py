"""Markdown becomes HTML and plain text, and plain text becomes Markdown that reads the same."""

from __future__ import annotations

import pytest

from certway.exchange.safe.markdown import markdown_to_html, markdown_to_line, markdown_to_text, text_to_markdown


def test_markdown_becomes_html_and_text() -> None:
    assert markdown_to_html("**a** <b> [x](javascript:y)") == "<p><strong>a</strong> &lt;b&gt; [x](javascript:y)</p>"
    assert markdown_to_text("**a** \\* `b`\n\nc") == "a * b\nc"


def test_line_has_no_paragraph_and_no_picture() -> None:
    assert markdown_to_line("~~a~~ ![b](c.png)") == '<s>a</s> !<a href="c.png">b</a>'


def test_picture_is_shown_only_where_asked_for() -> None:
    assert markdown_to_html("![b](c.png)") == '<p><img src="c.png" alt="b" /></p>'
    assert markdown_to_html("![b](c.png)", pictures=False) == '<p>!<a href="c.png">b</a></p>'


@pytest.mark.parametrize("text", ["* a_b [c] `d` \\", "# a\n- b\n3. c", "5 < 7", "<b>", "&amp;"])
def test_plain_text_reads_the_same_as_markdown(text: str) -> None:
    assert markdown_to_text(text_to_markdown(text)).splitlines() == text.splitlines()
