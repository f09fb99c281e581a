"""Known flaws of written questions: what gives the answer away, and what makes a question unfair.

After Haladyna, Downing and Rodriguez (2002), "A review of multiple-choice item-writing guidelines for classroom
assessment", Applied Measurement in Education 15(3), and the NBME's item-writing guide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from certway.core.items.item import Choice, Item, Matching, NumberEntry, Option, Ordering

FlawKind: TypeAlias = Literal[
    "longest-is-right",
    "absolute-word",
    "all-or-none-of-the-above",
    "unmarked-negative",
    "article-cue",
    "repeated-word-cue",
    "unlike-options",
    "repeated-option",
    "stem-asks-nothing",
    "unsorted-numbers",
    "mistake-is-right",
    "missing-reason",
]

LONGER = 1.5  # times as long as the longest wrong option: what is seen at a glance
_SHORT = 30  # characters below which nobody compares lengths
_ABSOLUTE = re.compile(r"\b(always|never|only|impossible|completely|totally|in every case)\b", re.IGNORECASE)
_ABOVE = re.compile(r"\b(?i:(all|none|both|any|neither) (of )?(the )?(above|these|those))\b|\b[A-E] and [A-E]\b")
_NEGATIVE = re.compile(
    r"\b[Ww](?:hich|hat)\b[^?]*\b(?:is|are|does|do|should|would|can|has|have) (not)\b"
    r"|\b(except|least likely|incorrect|false)\b"
)
_QUANTITY = re.compile(r"(?:about )?[<>≤≥~$]?\s?([-−]?\d[\d,]*(?:\.\d+)?)(?: (?:to|–) \d[\d,.]*)?\s?(\S*(?: \S+)?)")
_NO_QUANTITY = ("none", "zero")
_WORD = re.compile(r"[a-z]{6,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Flaw:
    """One flaw of one question."""

    item: str
    kind: FlawKind
    text: str  # what is wrong, and with which words


def flaws_of(item: Item) -> tuple[Flaw, ...]:
    """Return the flaws of a question, in a fixed order."""
    found = [Flaw(item.id, kind, text) for kind, check in _CHECKS for text in check(item)]
    return tuple(found)


def _options(item: Item) -> Sequence[Option]:
    return item.body.options if isinstance(item.body, Choice) else ()


def _shown(item: Item) -> Sequence[str]:
    """Return the texts that are chosen, ordered or matched."""
    match item.body:
        case Choice(options=options):
            return [option.text for option in options]
        case Ordering(steps=steps):
            return [step.text for step in steps]
        case Matching(pairs=pairs, others=others):
            return [*(pair.that for pair in pairs), *others]
        case NumberEntry():
            return []


def _longest(item: Item) -> Iterator[str]:
    if item.kind != "single":
        return
    right = next((len(one.text) for one in _options(item) if one.right), 0)
    wrong = max((len(one.text) for one in _options(item) if not one.right), default=0)
    if right > _SHORT and right > LONGER * wrong:
        yield f"the right option has {right} characters, the longest wrong one {wrong}; make them alike"


def _absolute(item: Item) -> Iterator[str]:
    for option in _options(item):
        if found := _ABSOLUTE.search(option.text):
            yield f"an option says '{found[0]}', which test takers know to be wrong; say it without"


def _above(item: Item) -> Iterator[str]:
    for option in _options(item):
        if found := _ABOVE.search(option.text):
            yield f"an option says '{found[0]}'; ask for one best answer, or use the type 'multiple'"


def _negative(item: Item) -> Iterator[str]:
    question = _question(item.stem)
    if found := _NEGATIVE.search(question):
        word = found[1] or found[2]
        yield f"the question asks with '{word}'; write {word.upper()} in bold capitals, or ask without it"


def _question(stem: str) -> str:
    """Return the last sentence of a stem, which asks."""
    return re.split(r"(?<=[.!?])\s+", stem.strip())[-1]


def _article(item: Item) -> Iterator[str]:
    ending = re.search(r"\b(an?)\s*(:|_+|\.\.\.)?\s*$", item.stem.strip(), re.IGNORECASE)
    if ending and _options(item):
        yield f"the stem ends with '{ending[1]}', which fits some options alone; put the article into the options"


def _repeated_word(item: Item) -> Iterator[str]:
    """Look for a rare word of the stem that the right option alone repeats."""
    if item.kind != "single":
        return
    stem = {word.lower() for word in _WORD.findall(_question(item.stem))}
    right = {word.lower() for one in _options(item) if one.right for word in _WORD.findall(one.text)}
    wrong = {word.lower() for one in _options(item) if not one.right for word in _WORD.findall(one.text)}
    if cues := sorted((stem & right) - wrong):
        yield f"the right option alone repeats '{cues[0]}' of the question; use another word, or let others repeat it"


def _unlike(item: Item) -> Iterator[str]:
    texts = [option.text for option in _options(item)]
    numbers = sum(bool(_QUANTITY.fullmatch(text)) or text.lower() in _NO_QUANTITY for text in texts)
    if texts and 0 < numbers < len(texts) and min(numbers, len(texts) - numbers) == 1:
        yield "one option is a number and the others are not, or the other way; make them of one kind"


def _repeated(item: Item) -> Iterator[str]:
    texts = [" ".join(text.lower().split()) for text in _shown(item)]
    for text in sorted({text for text in texts if texts.count(text) > 1}):
        yield f"'{text}' stands there twice"


def _asks_nothing(item: Item) -> Iterator[str]:
    stem = item.stem.strip()
    if "?" not in stem and not stem.endswith((":", ".", "…", "___")):
        yield "the stem is no question and no instruction; end it with one"


def _unsorted(item: Item) -> Iterator[str]:
    """Look at options that are numbers of one unit."""
    found = [_QUANTITY.fullmatch(option.text) for option in _options(item)]
    if len(found) < 3 or not all(found) or len({one[2] for one in found if one}) > 1:
        return
    values = [float(one[1].replace(",", "").replace("−", "-")) for one in found if one]
    if values not in (sorted(values), sorted(values, reverse=True)):
        yield "the options are numbers and stand in no order; sort them"


def _right_mistake(item: Item) -> Iterator[str]:
    body = item.body
    if isinstance(body, NumberEntry):
        for mistake in body.mistakes:
            if abs(mistake.value - body.answer) <= body.tolerance:
                yield f"the mistake {mistake.value} counts as right"


def _missing_reason(item: Item) -> Iterator[str]:
    match item.body:
        case Choice(options=options):
            told = {option.text: option.why for option in options}
        case Ordering(steps=steps):
            told = {step.text: step.why for step in steps}
        case Matching(pairs=pairs):
            told = {pair.this: pair.why for pair in pairs}
        case NumberEntry(why=why):
            told = {"the answer": why}
    for text, why in told.items():
        if not why:
            yield f"'{text}' has no reason; say why it is right or wrong"


_CHECKS: tuple[tuple[FlawKind, Callable[[Item], Iterator[str]]], ...] = (
    ("longest-is-right", _longest),
    ("absolute-word", _absolute),
    ("all-or-none-of-the-above", _above),
    ("unmarked-negative", _negative),
    ("article-cue", _article),
    ("repeated-word-cue", _repeated_word),
    ("unlike-options", _unlike),
    ("repeated-option", _repeated),
    ("stem-asks-nothing", _asks_nothing),
    ("unsorted-numbers", _unsorted),
    ("mistake-is-right", _right_mistake),
    ("missing-reason", _missing_reason),
)
