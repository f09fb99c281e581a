"""The glossary can be looked things up in: every word once, in order, with a meaning."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "glossary.md"
ROW = re.compile(r"^\| (.+?) \| (.+) \|$")


def entries() -> list[tuple[str, str]]:
    """Return every word with its meaning, as they stand."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = lines[lines.index("|---|---|") + 1 :]
    return [(match[1], match[2]) for row in rows if (match := ROW.match(row))]


def test_every_row_is_a_word_with_its_meaning() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()

    assert len(entries()) == len(lines) - lines.index("|---|---|") - 1


def test_words_are_in_order() -> None:
    words = [word for word, _ in entries()]

    assert words == sorted(words, key=str.casefold)


def test_no_word_stands_twice() -> None:
    words = [part.casefold() for word, _ in entries() for part in word.split(", ")]

    assert {word for word in words if words.count(word) > 1} == set()


def test_every_body_is_named() -> None:
    """The bodies are those that issue the credentials of the shipped rules."""
    folders = {
        path.parent.parent.name for path in (PAGE.parents[1] / "src" / "certway" / "rules").glob("*/*/credential.yaml")
    }
    meaning = dict(entries())["body"]

    assert set(re.findall(r"[A-Z]{3,}", meaning)) == {folder.upper() for folder in folders}
