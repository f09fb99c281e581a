"""HTML of other tools as Markdown; nothing that runs, loads or leads astray comes through.

Another program that takes HTML in Markdown would run it. What comes in is therefore escaped where it looks like HTML
and is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from certway.exchange.safe.markdown import DEEPEST, MOST_CHARACTERS, escaped, markdown_parser, text_to_markdown

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdownify import MarkdownConverter


_TAGS = (
    "p br hr b strong i em s del sub sup code pre blockquote ul ol li a img "
    "table thead tbody tr th td h1 h2 h3 h4 h5 h6 div"
)
_WITH_CONTENT = (
    "script style iframe object embed noscript template svg math video audio canvas form select textarea title"
)
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}}
_SCHEMES = frozenset({"http", "https", "mailto"})
_WITHIN = re.compile(r"(?:@@PLUGINFILE@@/|\$IMS-CC-FILEBASE\$/)?[^:/\\?#\s][^:\\?#]*")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^<>]*(/?)>", re.IGNORECASE)
_PLAIN = re.compile(r"\s*<(p|div|span)(?:\s[^<>]*)?>([^<>]*)</\1>\s*")
_VOID = frozenset({"br", "hr", "img"})
_LOOKS_LIKE_HTML = re.compile(r"<[a-zA-Z/!?]")
_LOOKS_LIKE_LINK = re.compile(r"\][(:\[]")
_REMOVED = (
    (re.compile(rf"<\s?({_WITH_CONTENT.replace(' ', '|')}|link|meta|base|input|button)\b", re.IGNORECASE), "<{}>"),
    (re.compile(r"<[^<>]{0,500}?[\s/\"'](on[a-z]{3,20})\s?=", re.IGNORECASE), "the attribute {}"),
    (re.compile(r"\b(javascript|vbscript):", re.IGNORECASE), "an address that begins with {}:"),
    (re.compile(r"(?:src|href)\s?=\s?[\"']?(data|file):", re.IGNORECASE), "an address that begins with {}:"),
    (re.compile(r"<img\b[^<>]{0,500}?\ssrc\s?=\s?[\"']?(https?:)?//", re.IGNORECASE), "a picture that is elsewhere"),
)
_SUB = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_SUP = str.maketrans("0123456789+-−=()abcdeghiklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᵍʰⁱᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_BLANKS = re.compile(r"[ \t]{16,}")  # which take time when there are thousands
_LAST_BREAKS = re.compile(r"(?:<br>\s?){1,20}(?=</(?:p|div|li|td|th|h\d)>|$)")
_COSTLY = re.compile(r"[<\[`*_|~]")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text that came from elsewhere, as Markdown."""

    markdown: str
    removed: tuple[str, ...]  # what was taken out, in words, each kind once


def html_to_markdown(html: str) -> Cleaned:
    """Return HTML as Markdown, without what runs, loads or hides; what was taken out is told."""
    removed = tuple(dict.fromkeys(_told_removed(html)))
    if len(html) > MOST_CHARACTERS:
        return Cleaned(text_to_markdown(_bare(html)), (*removed, "the layout of a very long text"))
    if "<" not in html or (plain := _PLAIN.fullmatch(html)):
        said = " ".join(unescape(plain[2] if "<" in html and plain else html).split())
        return Cleaned(text_to_markdown(said), removed)
    if _depth(html) > 10 * DEEPEST:  # of tags that nobody closes, a few are usual
        return Cleaned(text_to_markdown(_bare(html)), (*removed, "tags within tags beyond measure"))
    clean = _clean(_BLANKS.sub(" " * 16, html))
    if _depth(clean) > DEEPEST:
        return Cleaned(text_to_markdown(_bare(html)), (*removed, "tags within tags beyond measure"))
    return Cleaned(_converter().convert(_LAST_BREAKS.sub("", clean)).strip(), removed)


def safe_markdown(text: str) -> Cleaned:
    """Return Markdown of another tool, unchanged where it holds no HTML and no address that we do not take."""
    text = text.strip()
    if not (_LOOKS_LIKE_HTML.search(text) or _LOOKS_LIKE_LINK.search(text)):
        return Cleaned(text, ())
    if len(text) > MOST_CHARACTERS:
        return Cleaned(text_to_markdown(_bare(text)), ("the layout of a very long text",))
    if not any(_foreign(token) for token in _tokens(text)):
        return Cleaned(text, ())
    return html_to_markdown(markdown_parser(html=True).render(text))


def _tokens(markdown: str) -> Iterator[Token]:
    for block in markdown_parser(html=True).parse(markdown):
        yield block
        yield from block.children or ()


def _foreign(token: Token) -> bool:
    """Tell whether a token is what we do not take: HTML, a picture from elsewhere, a link that is none to us."""
    if token.type in ("html_inline", "html_block"):
        return True
    if token.type == "image":
        return _attribute("img", "src", str(token.attrs.get("src", ""))) is None
    if token.type == "link_open":
        scheme, colon, _ = str(token.attrs.get("href", "")).partition(":")
        return bool(colon) and scheme.lower() not in _SCHEMES and "/" not in scheme
    return token.type == "text" and bool(_LOOKS_LIKE_LINK.search(token.content))


def cost_of(text: str) -> int:
    """Return how many marks a text has that take time, brackets four times; forty thousand take a second."""
    return len(_COSTLY.findall(text)) + 3 * text.count("[")


def _told_removed(html: str) -> Iterator[str]:
    for pattern, words in _REMOVED:
        for found in pattern.finditer(html[:MOST_CHARACTERS]):
            yield words.format((found[1] or "").lower())


def _clean(html: str) -> str:
    import nh3

    return nh3.clean(
        html,
        tags=set(_TAGS.split()),
        clean_content_tags=set(_WITH_CONTENT.split()),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_attribute,
        url_schemes=set(_SCHEMES),
        link_rel=None,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Return an attribute that may stay; a picture only from within the file, so that showing one tells nobody."""
    if tag == "img" and name == "src":
        inside = _WITHIN.fullmatch(value) and ".." not in value.split("/")
        return value if inside else None
    return value


def _bare(html: str) -> str:
    """Return what stands between tags; never parsed, since what is beyond measure may take hours."""
    return unescape(_TAG.sub(" ", html))


def _depth(html: str) -> int:
    depth = deepest = 0
    for found in _TAG.finditer(html):
        if found[2].lower() not in _VOID and not found[3]:
            depth += -1 if found[1] else 1
            deepest = max(deepest, depth)
    return deepest


@cache
def _converter() -> MarkdownConverter:
    """Return what makes Markdown of clean HTML: raised and lowered digits as characters, other text escaped."""
    from markdownify import ATX, MarkdownConverter

    class Converter(MarkdownConverter):
        def escape(self, text: str, parent_tags: set[str] | None = None) -> str:
            plain = escaped(text)
            return plain.replace("|", "\\|") if parent_tags and parent_tags & {"td", "th"} else plain

        def convert_sub(self, el: object, text: str, parent_tags: set[str]) -> str:
            return _shifted(text, _SUB, "_")

        def convert_sup(self, el: object, text: str, parent_tags: set[str]) -> str:
            return _shifted(text, _SUP, "^")

        def convert_img(self, el: dict[str, str], text: str, parent_tags: set[str]) -> str:
            alt = escaped(" ".join((el.get("alt") or "").split()))
            source = (el.get("src") or "").strip()
            return f"![{alt}](<{source}>)" if source and not re.search(r"[<>\n]", source) else alt

    return Converter(heading_style=ATX, bullets="-", autolinks=False, newline_style="backslash")


def _shifted(text: str, shifts: dict[int, int], else_: str) -> str:
    shifted = text.translate(shifts)
    kept = set(shifted) & set(text)
    return text if not text.strip() else shifted if not kept else f"{else_}({text})" if len(text) > 1 else else_ + text
