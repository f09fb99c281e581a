"""Which parts of an outline somebody is weak in, as far as her answers tell: weak, strong or not known.

A part is set beside what somebody exactly at the cut would get right of the very questions that were asked. It is weak
where the whole 80 percent interval of the share lies below that, strong where none of it does, else nothing is known
yet: so no three unlucky answers make a part weak.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from certway.core.sit.share import Share, share_from

Strength: TypeAlias = Literal["weak", "strong", "unknown"]

LEAST_ASKED = 5  # of a part; with fewer nothing is said of it
MOST_RECENT = 40  # of a part: the newest answers, older ones tell of somebody who had learned less


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """A question that somebody answered, and whether she was right. What she left open tells of time, not of this."""

    node: str  # the part of the outline
    item: str  # id of a written question, or of a template
    version: str  # of what was shown
    right: bool
    at_cut: float  # how likely somebody at the cut is to get it right, 0 to 1


@dataclass(frozen=True, slots=True)
class PartStrength:
    """What the answers of a part tell."""

    node: str
    share: Share
    at_cut: (
        float  # share of these questions that somebody at the cut would get right, 0 to 1; 0 where nothing was asked
    )
    strength: Strength
    weight: float  # share of the exam that the part makes up, 0 to 1

    @property
    def lacks(self) -> float:
        """How much of the whole exam's score is missing here to the cut, 0 to 1, by the middle of the interval."""
        return self.weight * max(0.0, self.at_cut - (self.share.low + self.share.high) / 2)


def strengths_of(answers: Sequence[PastAnswer], weights: Mapping[str, float]) -> tuple[PartStrength, ...]:
    """Return what answers tell of each part that has a weight, in the order of the weights.

    `answers` are the newest first. Of each question the newest answer alone counts; and of each part the newest ones.
    """
    newest: dict[tuple[str, str, str], PastAnswer] = {}
    for one in answers:
        newest.setdefault((one.node, one.item, one.version), one)
    by_node: dict[str, list[PastAnswer]] = {node: [] for node in weights}
    for one in newest.values():
        if one.node in by_node:
            by_node[one.node].append(one)
    return tuple(_strength(node, by_node[node][:MOST_RECENT], weight) for node, weight in weights.items())


def _strength(node: str, answers: Sequence[PastAnswer], weight: float) -> PartStrength:
    share = share_from(sum(one.right for one in answers), len(answers))
    at_cut = sum(one.at_cut for one in answers) / len(answers) if answers else 0.0
    return PartStrength(node, share, at_cut, strength_of(share, at_cut), weight)


def strength_of(share: Share, at_cut: float) -> Strength:
    """Return on which side of a share, which somebody at the cut would reach, a whole interval lies."""
    if share.asked < LEAST_ASKED:
        return "unknown"
    if share.high < at_cut:
        return "weak"
    return "strong" if share.low >= at_cut else "unknown"
