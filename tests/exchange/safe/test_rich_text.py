"""Markdown as a tree: its layout as kinds of nodes, its words as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.exchange.bank.shipped import shipped_bank
from certway.exchange.safe.markdown import DEEPEST
from certway.exchange.safe.rich_text import RichNode, RichText, rich_line, rich_text


def words(nodes: RichText) -> str:
    """Return all texts of a tree, one after the other."""
    return "".join(_words(node) for node in nodes)


def _words(node: RichNode) -> str:
    return node if isinstance(node, str) else words(node.get("in", []))  # type: ignore[arg-type]


def test_words_in_a_line_keep_their_marks() -> None:
    assert rich_line("**10⁹**/L, *not* `2 * 3`, ~~old~~") == [
        {"is": "strong", "in": ["10⁹"]},
        "/L, ",
        {"is": "em", "in": ["not"]},
        " ",
        {"is": "code", "in": ["2 * 3"]},
        ", ",
        {"is": "s", "in": ["old"]},
    ]


def test_blocks_keep_their_layout() -> None:
    told = "# Head\n\nOne\ntwo\\\nthree\n\n3. a\n4. b\n   - c\n\n> said\n\n---\n\n```\n#x\n```"
    assert rich_text(told) == [
        {"is": "heading", "in": ["Head"]},
        {"is": "p", "in": ["One two", {"is": "br"}, "three"]},
        {
            "is": "ol",
            "in": [
                {"is": "li", "in": ["a"]},
                {"is": "li", "in": ["b", {"is": "ul", "in": [{"is": "li", "in": ["c"]}]}]},
            ],
            "start": 3,
        },
        {"is": "quote", "in": [{"is": "p", "in": ["said"]}]},
        {"is": "rule"},
        {"is": "pre", "in": ["#x"]},
    ]


def test_table_is_rows_of_cells_with_the_head_first() -> None:
    assert rich_text("| a | b | c |\n|---|--:|:-:|\n| 1 | **2** | |") == [
        {
            "is": "table",
            "in": [
                {"is": "row", "in": [_cell("left", "a"), _cell("right", "b"), _cell("center", "c")]},
                {
                    "is": "row",
                    "in": [_cell("left", "1"), _cell("right", {"is": "strong", "in": ["2"]}), _cell("center")],
                },
            ],
        }
    ]


def _cell(align: str, *inside: RichNode) -> RichNode:
    return {"is": "cell", "in": list(inside), "align": align}


def test_only_links_that_lead_to_the_web_are_links() -> None:
    assert rich_line("[a](https://a.example/?b=1) [b](../b) [c](javascript:d) <b>e</b>") == [
        {"is": "link", "in": ["a"], "to": "https://a.example/?b=1"},
        " b [c](javascript:d) <b>e</b>",
    ]


def depth(nodes: RichText) -> int:
    return max((1 + depth(node.get("in", [])) for node in nodes if not isinstance(node, str)), default=0)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["> " * 60 + "d", "\n".join("  " * n + "- e" for n in range(60))])
def test_what_is_nested_beyond_measure_is_cut_as_on_pages(text: str) -> None:
    assert 0 < depth(rich_text(text)) <= DEEPEST


def test_marks_within_marks_beyond_measure_leave_their_words() -> None:
    found = rich_text("*a **b " * 60 + "** c*" * 60)
    assert depth(found) == DEEPEST
    assert [words(found).count(sign) for sign in "abc"] == [60, 60, 60]


def test_no_word_of_the_bank_is_lost() -> None:
    for item in shipped_bank().bank.items[::7]:
        for text in item.texts():
            letters = [sign for sign in text if sign.isalnum()]
            assert [sign for sign in words(rich_text(text)) if sign.isalnum()] == letters, text


@given(st.text(alphabet="ab *_`#[]()<>|-\n\\$@1.!", max_size=80))
def test_whatever_is_written_becomes_a_tree(text: str) -> None:
    for node in rich_text(text):
        assert isinstance(node, str) or node["is"]
