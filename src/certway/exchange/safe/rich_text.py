"""Markdown as a tree of plain values, for what sets type from data: no word in it is ever taken for markup.

A node is a text, or an object: `is` names its kind, `in` holds the nodes inside it. Kinds of blocks: `p`, `heading`,
`ul` and `ol` (with `start`) of `li`, `quote`, `rule`, `pre`, and `table` of `row` of `cell` (with `align`: `left`,
`center` or `right`), whose first row is the head. Kinds within a line: `strong`, `em`, `s`, `code`, `br` and `link`
(with `to`). A tree is at most DEEPEST nodes deep.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from certway.exchange.safe.markdown import DEEPEST, markdown_parser

if TYPE_CHECKING:
    from markdown_it.token import Token

RichNode: TypeAlias = "str | dict[str, object]"
RichText: TypeAlias = "list[RichNode]"

_KINDS = {
    "paragraph": "p",
    "heading": "heading",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "quote",
    "table": "table",
    "tr": "row",
    "th": "cell",
    "td": "cell",
    "strong": "strong",
    "em": "em",
    "s": "s",
    "link": "link",
}
_ALONE = {"hr": "rule", "softbreak": " ", "hardbreak": "br"}
_CODE = {"fence": "pre", "code_block": "pre", "code_inline": "code"}
_ALIGNED = {"text-align:center": "center", "text-align:right": "right"}
_SCHEMES = ("https://", "http://", "mailto:")  # of links that stay links; others are their words


def rich_text(markdown: str) -> RichText:
    """Return Markdown as a tree, without pictures."""
    return _inside(iter(markdown_parser(pictures=False).parse(markdown)))


def rich_line(markdown: str) -> RichText:
    """Return a short text in Markdown as the nodes of one line, without pictures."""
    return _inside(iter(markdown_parser(pictures=False).parseInline(markdown)))


def _inside(tokens: Iterator[Token], depth: int = 0) -> RichText:
    """Return what stands up to the end of the node that is open, and take it from the tokens.

    What stands deeper than anybody writes is its words alone: whoever sets it goes down as many steps.
    """
    found: RichText = []
    for token in tokens:
        if token.nesting < 0:
            break
        if token.nesting > 0:
            inside = _inside(tokens, depth + 1)
            _add(found, inside if depth >= DEEPEST else _opened(token, inside))
        else:
            _add(found, _leaf(token, depth))
    return found


def _opened(token: Token, inside: RichText) -> RichText:
    """Return a node with what is in it; of what only holds others, as the head of a table does, these alone."""
    kind = _KINDS.get(token.type.removesuffix("_open"))
    address = str(token.attrs.get("href", ""))
    if kind is None or token.hidden or (kind == "link" and not address.startswith(_SCHEMES)):
        return inside
    node: dict[str, object] = {"is": kind, "in": inside}
    if kind == "ol":
        node["start"] = int(token.attrs.get("start", 1))
    elif kind == "cell":
        node["align"] = _ALIGNED.get(str(token.attrs.get("style", "")), "left")
    elif kind == "link":
        node["to"] = address
    return [node]


def _leaf(token: Token, depth: int) -> RichText:
    if token.type == "inline":
        return _inside(iter(token.children or ()), depth)
    if token.type in _CODE:
        return [{"is": _CODE[token.type], "in": [token.content.rstrip("\n")]}]
    alone = _ALONE.get(token.type)
    if alone is None:
        return [token.content] if token.content else []
    return [alone] if alone == " " else [{"is": alone}]


def _add(found: RichText, nodes: Iterable[RichNode]) -> None:
    """Add nodes, a text to the text before it."""
    for node in nodes:
        last = found[-1] if found else None
        if isinstance(node, str) and isinstance(last, str):
            found[-1] = last + node
        else:
            found.append(node)
