"""How long one usually takes for a question, by how it is answered and how much there is to read.

Times of one person at one kind of question are spread like a lognormal, with some interruptions far out; so a median
is what is usual. Source: van der Linden (2006), Journal of Educational and Behavioral Statistics 31, 181-204.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Final

from certway.core.items.item import Choice, Item, Kind, Matching, Ordering

LENGTHS: Final = (25, 50, 100, 200)  # words to read, upper ends; more than the last is a length of its own
LEAST_TIMES: Final = 10  # below, a median says little: its standard error is a fifth of itself


@dataclass(frozen=True, slots=True)
class Timed:
    """How long one answer took."""

    kind: Kind
    words: int  # to read, see `words_of`
    spent: float  # milliseconds


@dataclass(frozen=True, slots=True)
class UsualTimes:
    """What is usual for one person, in milliseconds."""

    by_length: Mapping[tuple[Kind, int], float]  # the second of the key is a place in LENGTHS
    by_kind: Mapping[Kind, float]

    def of(self, kind: Kind, words: int) -> float | None:
        """Return the usual milliseconds of such a question, of its kind where few are as long; None where too few."""
        return self.by_length.get((kind, length_of(words)), self.by_kind.get(kind))


def usual_times(answers: Iterable[Timed]) -> UsualTimes:
    """Return what is usual by a person's answers, right and wrong ones. An answer without time is left out."""
    by_length: dict[tuple[Kind, int], list[float]] = {}
    by_kind: dict[Kind, list[float]] = {}
    for one in answers:
        if one.spent > 0:
            by_length.setdefault((one.kind, length_of(one.words)), []).append(one.spent)
            by_kind.setdefault(one.kind, []).append(one.spent)
    return UsualTimes(
        {key: median(times) for key, times in by_length.items() if len(times) >= LEAST_TIMES},
        {key: median(times) for key, times in by_kind.items() if len(times) >= LEAST_TIMES},
    )


def length_of(words: int) -> int:
    """Return how long a question of so many words is, as a place in LENGTHS."""
    return bisect_left(LENGTHS, words)


def words_of(item: Item) -> int:
    """Return how many words there are to read before one can answer: the reasons are none of them."""
    body = item.body
    shown: list[str] = [item.situation, item.stem]
    if isinstance(body, Choice):
        shown += [option.text for option in body.options]
    elif isinstance(body, Ordering):
        shown += [step.text for step in body.steps]
    elif isinstance(body, Matching):
        shown += [text for pair in body.pairs for text in (pair.this, pair.that)]
        shown += body.others
    return sum(len(text.split()) for text in shown)
