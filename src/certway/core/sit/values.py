"""What is known of a question before it is asked: its curve, expected by its author, carried over, or measured.

All lie on the bank's scale: 0 logits is where the cut is thought to be.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from math import factorial
from typing import Literal, TypeAlias

import numpy as np

from certway.core.items.item import PRIOR_LOGITS, Body, Choice, Item, Matching, NumberEntry, Ordering
from certway.core.psychometrics.response import probability
from certway.core.sit.scoring import key_of

Origin: TypeAlias = Literal["measured", "carried", "expected"]
"""From answers to this version; from answers to an earlier version with the same key; from its author alone."""

LEAST_CHANCE = 0.02  # that is told of an answer that is known, or not known, at the cut


@dataclass(frozen=True, slots=True)
class Values:
    """The curve of a question."""

    a: float  # discrimination, above 0
    b: float  # difficulty, logits from the cut
    c: float  # how likely a right answer is for who knows nothing, 0 to below 1


def expected_values(item: Item) -> Values:
    """Return what is expected of a question that nobody has answered yet.

    Discrimination is 1, difficulty that of PRIOR_LOGITS, and a guess as likely as the form of the answer makes it.
    """
    return Values(1.0, PRIOR_LOGITS[item.difficulty], guess_of(item.body))


def carried_values(before: Values, item: Item) -> Values:
    """Return what is expected of a question of which an earlier version was measured.

    As many are expected to know it at the cut as knew that version; how well it tells the able from the others is
    expected anew.
    """
    guess = guess_of(item.body)
    right = float(probability(np.array(0.0), *(np.array(one) for one in (before.a, before.b, before.c))))
    known = min(max((right - guess) / (1 - guess), LEAST_CHANCE), 1 - LEAST_CHANCE)
    return Values(1.0, -math.log(known / (1 - known)), guess)


def is_carried(before: Item, item: Item) -> bool:
    """Tell whether a version says something of the next: both ask for the same key among as many things."""
    return (
        before.kind == item.kind and _room(before.body) == _room(item.body) and key_of(before.body) == key_of(item.body)
    )


def _room(body: Body) -> int:
    """Return among how many things an answer chooses."""
    match body:
        case Choice(options=options):
            return len(options)
        case Ordering(steps=steps):
            return len(steps)
        case Matching(pairs=pairs, others=others):
            return len(pairs) + len(others)
        case NumberEntry():
            return 0


def guess_of(body: Body) -> float:
    """Return how likely a right answer is for who draws one of all that can be given; of a number to type in, 0."""
    match body:
        case Choice(options=options, multiple=multiple):
            return 1 / (2 ** len(options) - 1) if multiple else 1 / len(options)
        case Ordering(steps=steps):
            return 1 / factorial(len(steps))
        case Matching(pairs=pairs, others=others):
            return factorial(len(others)) / factorial(len(pairs) + len(others))
        case NumberEntry():
            return 0.0
