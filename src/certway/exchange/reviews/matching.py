"""Which question of the bank somebody's card asks: by its note's guid, else by the same words, else by nearly the same.

Nearly means nearly: a question that asks about another value or another thing is another question. So numbers, signs
and every word that carries meaning must have their like in their order; what may differ is filling words, endings and
spelling.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from certway.core.items.item import Item
from certway.exchange.bank.anki.markup import bare_text
from certway.exchange.bank.anki.writing import guid
from certway.exchange.safe.markdown import markdown_to_html

How: TypeAlias = Literal["guid", "text", "similar-text"]
NotMatched: TypeAlias = Literal["no-question", "several-questions", "another-side", "not-looked-at"]
"""Why a card asks no question of the bank: none is like it; several are; it is a further card of its note; too many
cards were left to look for nearly the same words."""

ALIKE: Final = 90.0  # of 100, that texts must be letter by letter (rapidfuzz, ratio)
WORDS_ALIKE: Final = 85.0  # of 100, that words must be which differ, with the same four first letters
MOST_SIMILAR: Final = 5_000  # cards for which nearly the same words are looked for

_SAME_BEGINNING = 4  # letters; hyper- and hypo-, intra- and inter- differ within
_MOST_LIKE = 8
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[%<>≤≥=+±]|(?<=\w)-(?!\w)|(?<!\w)-(?=\d)")
_FIRST_OPTION = re.compile(r"\s\(?[Aa1]\\?[).:]\s")
_SECOND_OPTION = re.compile(r"\s\(?[Bb2]\\?[).:]\s")
_FILLING = frozenset(
    (
        *("a", "an", "the", "of", "in", "on", "at", "for", "is", "are", "was", "were", "be", "been", "being", "do"),
        *("does", "did", "this", "that", "these", "those", "which", "what", "it", "its", "you", "your", "one", "best"),
        *("please", "choose", "select", "following", "answer"),
    )
)
_MARKED = re.compile(r"[*_`\\<>&\[\]#|~]")  # Markdown, apart from what only sets lines


@dataclass(frozen=True, slots=True)
class Match:
    """The question that a card asks."""

    item: str  # id
    how: How
    alike: float  # of 100; 100 but for similar texts


class Matcher:
    """Finds the questions of one bank."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._by_guid: dict[str, str] = {}
        self._by_text: dict[str, set[str]] = {}
        for item in items:
            self._by_guid[guid(item.id)] = item.id
            stem, situation = _shown(item.stem), _shown(item.situation)
            for text in dict.fromkeys((stem, f"{situation} {stem}")):
                self._by_text.setdefault(plain_words(text), set()).add(item.id)
        self._by_text.pop("", None)
        self._alike: dict[tuple[str, ...], list[str]] = {}
        for words in self._by_text:
            self._alike.setdefault(_fixed(words), []).append(words)
        self._looked = 0

    def match(self, note_guid: str, side: int, question: str) -> Match | NotMatched:
        """Return the question that a card asks, or why there is none."""
        if side == 0 and note_guid in self._by_guid:
            return Match(self._by_guid[note_guid], "guid", 100.0)
        if not question:
            return "another-side" if side else "no-question"
        asked = [words for words in dict.fromkeys(map(plain_words, _without_options(question))) if words]
        for words in asked:
            if words in self._by_text:
                return _only(self._by_text[words], "text", 100.0)
        if self._looked >= MOST_SIMILAR:
            return "not-looked-at"
        self._looked += 1
        return self._similar(asked)

    def _similar(self, asked: Sequence[str]) -> Match | NotMatched:
        from rapidfuzz import fuzz, process

        found: dict[str, float] = {}
        for words in asked:
            near = process.extract(
                words,
                self._alike.get(_fixed(words), ()),
                scorer=fuzz.ratio,
                score_cutoff=ALIKE,
                limit=_MOST_LIKE,
            )
            for text, score, _ in near:
                if _same_meaning(words, text):
                    found |= dict.fromkeys(self._by_text[text], round(score, 1))
        return _only(found, "similar-text", max(found.values())) if found else "no-question"


def _shown(markdown: str) -> str:
    return bare_text(markdown_to_html(markdown)) if _MARKED.search(markdown) else markdown


def plain_words(text: str) -> str:
    """Return the words, numbers and signs of a text, without what only sets or punctuates them."""
    return " ".join(_TOKEN.findall(unicodedata.normalize("NFKC", text).replace("−", "-").casefold()))


def _only(items: set[str] | Mapping[str, float], how: How, alike: float) -> Match | NotMatched:
    return Match(next(iter(items)), how, alike) if len(items) == 1 else "several-questions"


def _without_options(question: str) -> tuple[str, ...]:
    """Return a question, and what stands before its options where it has lettered ones."""
    first = _FIRST_OPTION.search(question)
    if first is None or _SECOND_OPTION.search(question, first.end()) is None:
        return (question,)
    return question, question[: first.start()]


def _fixed(words: str) -> tuple[str, ...]:
    """Return what must be the same in two texts that say nearly the same: numbers and signs."""
    return tuple(sorted(word for word in words.split() if not word.isalpha()))


def _same_meaning(one: str, other: str) -> bool:
    """Whether two texts have the same words with a meaning in the same order, or words like them."""
    ours, theirs = ([word for word in text.split() if word not in _FILLING] for text in (one, other))
    return len(ours) == len(theirs) and all(map(_alike, ours, theirs))


def _alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    if one == other:
        return True
    same = one[:_SAME_BEGINNING] == other[:_SAME_BEGINNING]
    return same and fuzz.ratio(one, other) >= WORDS_ALIKE
