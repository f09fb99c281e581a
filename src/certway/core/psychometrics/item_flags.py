"""What is amiss with an item by its statistics, or may be: a flag asks somebody to look, it decides nothing.

A flag stands only where the figures say it beyond their standard error, and none where fewer than LEAST_ANSWERS people
answered. The limits are those in use: Ebel & Frisbie (1991), Essentials of Educational Measurement, chapter 13;
Haladyna & Rodriguez (2013), Developing and Validating Test Items, chapter 18.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from certway.core.psychometrics.classical import ItemStatistics
from certway.core.psychometrics.distractors import LEAST_CHOSEN, OptionStatistics

ItemFlag: TypeAlias = Literal["miskeyed", "negative", "weak", "hard", "easy", "unused"]
ITEM_FLAGS: tuple[ItemFlag, ...] = get_args(ItemFlag)

LEAST_ANSWERS = 50  # to an item; with fewer nothing is said of it
HARD, EASY = 0.30, 0.95  # shares of right answers below, and above, which an item tells little
WEAK = 0.15  # corrected point-biserial below which an item hardly tells the able from the others


def flags_of(statistics: ItemStatistics, options: OptionStatistics | None, item: int) -> tuple[ItemFlag, ...]:
    """Return what is amiss with the item at a place, the worst first; without options these are not looked at."""
    if statistics.answered[item] < LEAST_ANSWERS:
        return ()
    share, error = statistics.difficulty[item], statistics.difficulty_error[item]
    most = statistics.discrimination[item] + statistics.discrimination_error[item]
    told = not statistics.constant[item]  # where all answered alike there is nothing to correlate
    hard, easy = bool(share + error < HARD), bool(share - error > EASY)
    found: dict[ItemFlag, bool] = {
        "miskeyed": options is not None and bool(suspects_of(options, item)),
        "negative": told and most < 0,
        "weak": told and 0 <= most < WEAK and not (hard or easy),  # of which it is a consequence
        "hard": hard,
        "easy": easy,
        "unused": options is not None and bool(unused_of(options, item)),
    }
    return tuple(flag for flag in ITEM_FLAGS if found[flag])


def suspects_of(options: OptionStatistics, item: int) -> tuple[int, ...]:
    """Return the options that the able choose as if they were the key: the key may be wrong.

    More of the upper group choose one than the key, or the least chosen of several; and it goes with ability for sure.
    """
    keys = options.is_key[item]
    if not keys.any():
        return ()
    least = options.upper[item][keys].min()
    sure = options.correlation[item] - options.correlation_error[item] > 0
    return tuple(int(place) for place in (~keys & sure & (options.upper[item] > least)).nonzero()[0])


def unused_of(options: OptionStatistics, item: int) -> tuple[int, ...]:
    """Return the wrong options that hardly anybody chooses, so that they do no work."""
    few = options.there[item] & ~options.is_key[item] & (options.share[item] < LEAST_CHOSEN)
    return tuple(int(place) for place in few.nonzero()[0])
