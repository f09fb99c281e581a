"""GIFT's marks: what is escaped and how, its blocks, comments, weights and formats.

Source: https://docs.moodle.org/en/GIFT_format, and Moodle's own `question/format/gift/format.php`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from certway.exchange.bank.drafts import read_number
from certway.exchange.bank.foreign_texts import TextKind

_MARKS = "\\:#={}~n"
_HIDDEN = {mark: chr(at + 1) for at, mark in enumerate(_MARKS)}  # characters that no text file holds
_SHOWN = {ord(hidden): "\n" if mark == "n" else mark for mark, hidden in _HIDDEN.items()}
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:\.\d{0,8})?)%")
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_FORMATS: dict[str, TextKind] = {"html": "html", "moodle": "html", "plain": "plain", "markdown": "markdown"}
_MOST_COMMENTS, _LONGEST_COMMENT = 10, 2_000  # of a question, that are looked at
_TOKEN = re.compile(r"\[(id|tag):((?:\\\]|[^\]\n]){1,200})\]")


def escaped(text: str) -> str:
    """Return a text that GIFT reads back the same, on one line."""
    return re.sub(r"[\\:#={}~]", lambda mark: f"\\{mark[0]}", text).replace("\n", "\\n")


def hidden(text: str) -> str:
    """Return a text whose escaped marks are put out of the way."""
    return _ESCAPE.sub(lambda mark: _HIDDEN[mark[1]], text)


def shown(text: str) -> str:
    """Return a text with the marks that `hidden` put out of the way."""
    return text.translate(_SHOWN)


def parted_weight(text: str) -> tuple[Decimal | None, str]:
    """Return a weight in percent that stands in front, if one does, and the rest."""
    found = _WEIGHT.match(text)
    return (read_number(found[1]), text[found.end() :]) if found else (None, text)


def parted_format(text: str, usual: TextKind) -> tuple[TextKind, str]:
    """Return the format that a text tells in front, else the usual one, and the rest with its marks shown."""
    found = _FORMAT.match(text)
    kind, rest = (_FORMATS[found[1]], text[found.end() :]) if found else (usual, text)
    if kind == "html":
        rest = rest.replace("\n", " ").replace(_HIDDEN["n"], "<br>\n")
    return kind, shown(rest).strip()


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of a file between blank ones."""

    line: int  # on which it begins, from 1
    text: str  # without its comments
    comments: tuple[str, ...]

    def tokens(self, name: str) -> list[str]:
        """Return what its comments tell under `id` or `tag`, as Moodle writes it."""
        told = (comment[:_LONGEST_COMMENT] for comment in self.comments if not comment.startswith("certway "))
        comments = "\n".join(told)
        return [found[2].replace("\\]", "]").strip() for found in _TOKEN.finditer(comments) if found[1] == name]


def blocks_of(text: str) -> Iterator[Block]:
    """Yield what stands between blank lines, with the comments in it and before it."""
    lines: list[str] = []
    comments: list[str] = []
    start = 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        bare = line.strip()
        if bare.startswith("//"):
            if len(comments) < _MOST_COMMENTS:
                comments.append(bare[2:].strip())
        elif bare:
            start = start if lines else number
            lines.append(line.rstrip())
        elif lines:
            yield Block(start, "\n".join(lines), tuple(comments))
            lines, comments = [], []
