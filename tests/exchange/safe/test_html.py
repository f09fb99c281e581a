"""HTML of other tools becomes Markdown without what runs, loads or hides."""

from __future__ import annotations

import pytest

from builders.bounds import bounded
from certway.exchange.safe.html import Cleaned, html_to_markdown, safe_markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<p dir="ltr">Which <b>tube</b> is 5 &lt; 7 &amp; blue?</p>', "Which **tube** is 5 < 7 & blue?"),
        ("<p>4 × 10<sup>9</sup>/L of H<sub>2</sub>O<br></p>", "4 × 10⁹/L of H₂O"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<table><tr><th>a</th></tr><tr><td>1|2</td></tr></table>", "| a |\n| --- |\n| 1\\|2 |"),
        ('<img src="@@PLUGINFILE@@/a%20b.png" alt="A tube">', "![A tube](<@@PLUGINFILE@@/a%20b.png>)"),
        ('<a href="https://example.org">there</a>', "[there](https://example.org)"),
        ("1. not a list, 2 * 3", "1\\. not a list, 2 \\* 3"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "\\<script>alert(1)\\</script>"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert html_to_markdown(html) == Cleaned(markdown, ())


@pytest.mark.parametrize(
    ("html", "markdown", "removed"),
    [
        ("a<script>alert(1)</script>b", "ab", "<script>"),
        ("a<style>p {}</style>", "a", "<style>"),
        ("a<iframe src='https://example.org'></iframe>", "a", "<iframe>"),
        ("<p onclick='x()'>a</p>", "a", "the attribute onclick"),
        ("<svg onload=x()><g>z</g></svg>a", "a", "<svg>"),
        ("<a href='javascript:x()'>a</a>", "a", "an address that begins with javascript:"),
        ("<img src='data:image/png;base64,AAAA' alt='a'>", "a", "an address that begins with data:"),
        ("<img src='https://example.org/x.png' alt='a'>", "a", "a picture that is elsewhere"),
        ("<img src='//example.org/x.png' alt='a'>", "a", "a picture that is elsewhere"),
    ],
)
def test_html_that_harms_is_taken_out_and_told(html: str, markdown: str, removed: str) -> None:
    found = html_to_markdown(html)
    assert (found.markdown, removed in found.removed) == (markdown, True)


@pytest.mark.parametrize(
    "text", ["**bold** 5 < 7 & 8 > 6 {a} \\n ~ #", "[there](https://example.org)", "![A tube](a.svg)", "`<b>`"]
)
def test_markdown_stays_as_it_is(text: str) -> None:
    assert safe_markdown(text) == Cleaned(text, ())


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a <b>b</b>", "a **b**"),
        ("<img src=x onerror=alert(1)>", "![](<x>)"),
        ("[x](java&#115;cript:alert(1))", "\\[x\\](javascript:alert(1))"),
        ("![x](https://example.org/a.png)", "x"),
    ],
)
def test_markdown_with_html_or_strange_addresses_is_rebuilt(text: str, markdown: str) -> None:
    assert safe_markdown(text).markdown == markdown
    assert safe_markdown(markdown).markdown == markdown


@pytest.mark.parametrize(
    "attack",
    ["<b>", "<!--", "<b", "[](", "![", "*a", "<a href=x>", "<ul><li>", "<table><tr><td>", "&", "<x on", "` ", "> "],
)
def test_texts_made_to_take_time_take_little(attack: str) -> None:
    with bounded():
        for size in (5_900, 100_000):
            html_to_markdown(attack * (size // len(attack)))
            safe_markdown(attack * (size // len(attack)))
