"""The words of the bank: spelling, and the school grade that reading a text takes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from certway.exchange.bank.files import BANK

if TYPE_CHECKING:
    from pyphen import Pyphen

WORDS = BANK / "words.txt"  # that are right and that no dictionary has

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PLAIN = re.compile(r"[^\W\d_A-Z]['’a-zà-öø-ÿ]+|[A-Z]['’a-zà-öø-ÿ]+")  # neither an abbreviation nor a gene's name
_SENTENCE = re.compile(r"[.!?:;]+(?:\s|$)")
_LEAST = 4  # letters of a word that is looked up
_MARKUP = re.compile(r"`[^`]*`|\{\w+(?::\w+)?\}|\[([^\]]*)\]\([^)]*\)|https?://\S+")


def misspelled(text: str) -> tuple[str, ...]:
    """Return the words of a text that no dictionary has, each once, in their order."""
    words = dict.fromkeys(
        word
        for word in _WORD.findall(_MARKUP.sub(r"\1", text))
        if len(word) >= _LEAST and _PLAIN.fullmatch(word) and not _is_known(word)
    )
    return tuple(words)


def reading_grade(texts: Iterable[str]) -> float:
    """Return the United States school grade of texts read one after the other.

    Source: Kincaid, Fishburne, Rogers and Chissom (1975), "Derivation of New Readability Formulas", Navy Research
    Branch Report 8-75. Syllables are those at which the words could be hyphenated, at least one.
    """
    whole = [_MARKUP.sub(r"\1", text) for text in texts]
    words = [word for text in whole for word in _WORD.findall(text)]
    sentences = sum(max(1, len(_SENTENCE.findall(text))) for text in whole)
    if not words or not sentences:
        return 0.0
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


@cache
def _is_known(word: str) -> bool:
    plain = word.lower().replace("’", "'")
    base = plain.removesuffix("'s")
    return base in _own_words() or plain in _dictionary() or base in _dictionary()


@cache
def _own_words() -> frozenset[str]:
    lines = WORDS.read_text(encoding="utf-8").splitlines() if WORDS.is_file() else []
    return frozenset(line.strip().lower() for line in lines if line.strip() and not line.startswith("#"))


@cache
def _dictionary() -> frozenset[str]:
    from spellchecker import SpellChecker

    return frozenset(SpellChecker(language="en").word_frequency.words())


@cache
def _syllables(word: str) -> int:
    return len(_hyphenation().positions(word.lower())) + 1


@cache
def _hyphenation() -> Pyphen:
    from pyphen import Pyphen

    return Pyphen(lang="en_US", left=1, right=1)
