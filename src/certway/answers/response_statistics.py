"""What a table of answers says about its items: classical statistics, options, and whether groups are treated alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from certway.core.psychometrics.classical import (
    ItemStatistics,
    NoReliabilityError,
    ScoreStatistics,
    item_statistics,
    score_statistics,
)
from certway.core.psychometrics.dif import DifStatistics, mantel_haenszel, shares_in_strata
from certway.core.psychometrics.distractors import Choices, OptionStatistics, option_statistics
from certway.core.psychometrics.item_flags import ItemFlag, flags_of
from certway.core.psychometrics.responses import MISSING, Responses
from certway.core.units.errors import CertwayError

Matching: TypeAlias = Literal["score", "share"]
"""Equally able: as many right answers to all items; or about the same share of right ones among one's own."""

WHOLE = 0.8  # share of a group that must have answered every item for matching by the score


class UnknownGroupError(CertwayError):
    """Raised for a group to compare with that nobody belongs to."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"--reference is '{name}'; the groups are {', '.join(known)}")


class OneGroupError(CertwayError):
    """Raised where everybody belongs to the same group."""

    def __init__(self, known: Sequence[str]) -> None:
        told = f"only '{known[0]}'" if known else "none"
        super().__init__(f"--group names {told}; to compare groups it takes two at least")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which options people chose, and which are the keys."""

    choices: Choices
    keys: NDArray[np.intp]  # shape (items,), places from 0
    widths: NDArray[np.intp]  # numbers of options, shape (items,)


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """How items treat a group beside the reference group."""

    reference: str
    focal: str
    reference_people: int
    focal_people: int
    matched_by: Matching
    dif: DifStatistics


@dataclass(frozen=True, slots=True)
class ResponseStatistics:
    """What a table of answers says."""

    names: tuple[str, ...]
    people: int
    items: ItemStatistics
    options: OptionStatistics | None
    flags: tuple[tuple[ItemFlag, ...], ...]  # of each item
    score: ScoreStatistics | None
    why_no_score: str  # where there is none
    groups: tuple[GroupComparison, ...]


def statistics_of_responses(
    names: Sequence[str],
    responses: Responses,
    *,
    chosen: Chosen | None = None,
    groups: Sequence[str] | None = None,
    reference: str = "",
) -> ResponseStatistics:
    """Return the statistics of a table of answers; `groups` names the group of each person, empty = not known.

    Each other group is compared with the reference, the largest one where none is named. Raises ResponsesError,
    OptionKeyError, UnknownGroupError, OneGroupError, and GroupsError for groups with nobody to match by.
    """
    items = item_statistics(responses)
    told = None if chosen is None else _options(chosen)
    score, why = _score(responses)
    return ResponseStatistics(
        names=tuple(names),
        people=len(responses),
        items=items,
        options=told,
        flags=tuple(flags_of(items, told, place) for place in range(len(names))),
        score=score,
        why_no_score=why,
        groups=() if groups is None else tuple(_compared(responses, np.array(groups, dtype=np.str_), reference)),
    )


def _options(chosen: Chosen) -> OptionStatistics:
    most = int(chosen.widths.max())
    return option_statistics(chosen.choices, chosen.keys, options=most, widths=chosen.widths)


def _score(responses: Responses) -> tuple[ScoreStatistics | None, str]:
    try:
        return score_statistics(responses), ""
    except NoReliabilityError as error:
        return None, str(error)


def _compared(responses: Responses, groups: NDArray[np.str_], reference: str) -> Iterator[GroupComparison]:
    known, counts = np.unique(groups[groups != ""], return_counts=True)
    names = [str(name) for name in known]
    if len(names) < 2:
        raise OneGroupError(names)
    if reference and reference not in names:
        raise UnknownGroupError(reference, names)
    first = reference or names[int(counts.argmax())]
    for name in names:
        if name != first:
            yield _comparison(responses, groups, first, name)


def _comparison(responses: Responses, groups: NDArray[np.str_], reference: str, focal: str) -> GroupComparison:
    inside = (groups == reference) | (groups == focal)
    answers, is_focal = responses[inside], groups[inside] == focal
    whole = (answers != MISSING).all(axis=1)
    by_score = min(whole[is_focal].mean(), whole[~is_focal].mean()) >= WHOLE
    dif = mantel_haenszel(answers, is_focal, matching=None if by_score else shares_in_strata(answers))
    people = len(answers) - int(is_focal.sum()), int(is_focal.sum())
    return GroupComparison(reference, focal, *people, matched_by="score" if by_score else "share", dif=dif)
