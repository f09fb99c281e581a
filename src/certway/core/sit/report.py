"""What came of a sitting: the score, by part of the outline with its uncertainty, time, changes, stamina, sureness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias, get_args

from certway.core.items.item import Item
from certway.core.sit.delivery import Answer
from certway.core.sit.events import Response
from certway.core.sit.form import Form
from certway.core.sit.scoring import is_right
from certway.core.sit.share import Drift, Share, drift_of, share_from
from certway.core.sit.values import Values, expected_values

Change: TypeAlias = Literal["to-right", "to-wrong", "wrong-to-wrong"]
CHANGES: tuple[Change, ...] = get_args(Change)

STRETCHES = 4  # of an exam, for stamina
SURE_STEPS = (25, 50, 75, 100)  # percent, upper ends
LEAST_SURE = 10  # answers of which one said how sure one was; fewer say nothing of how well one knows what one knows

Surety: TypeAlias = Literal["too-sure", "too-unsure", "fitting"]
"""How well what one said of being sure fits what was right."""


@dataclass(frozen=True, slots=True)
class ScoredItem:
    """One question, how it was answered, and whether that is right."""

    place: int
    item: Item
    node: str  # the part of the outline
    counts: bool
    response: Response  # empty = not answered
    first: Response
    right: bool
    change: Change | None
    spent: int  # milliseconds
    sure: int | None  # percent
    values: Values


@dataclass(frozen=True, slots=True)
class SureStep:
    """Answers of which one was about as sure, and how many of them are right."""

    most: int  # percent
    said: float  # mean of what was said, 0 to 1
    share: Share


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a sitting."""

    items: tuple[ScoredItem, ...]
    score: Share  # of the questions that count
    unanswered: int
    nodes: Mapping[str, Share]  # by the id of the part, of every question of it
    stretches: tuple[Share, ...]  # the first quarter to the last, of every question
    changes: Mapping[Change, int]
    sureness: tuple[SureStep, ...]
    surety: Surety | None  # None = said of too few answers
    spent: int  # milliseconds with the questions in sight
    spent_right: float  # mean milliseconds of a question answered right
    spent_wrong: float

    @property
    def stamina(self) -> Drift:
        """How the last stretch lies to the first."""
        return drift_of(self.stretches[0], self.stretches[-1])


def report_of(
    form: Form, items: Sequence[Item], answers: Mapping[int, Answer], values: Mapping[str, Values] | None = None
) -> Report:
    """Return what came of a sitting; `items` are the questions of the form in its order, as they were shown.

    `values` are those that the form was made with, by the ids of questions; of others what is expected counts.
    """
    scored = tuple(_scored(form, items, answers, values or {}, place) for place in range(len(items)))
    counted = [one for one in scored if one.counts]
    nodes = dict.fromkeys(one.node for one in scored)
    cuts = [round(len(scored) * number / STRETCHES) for number in range(STRETCHES + 1)]
    return Report(
        items=scored,
        score=share_of(counted),
        unanswered=sum(not one.response for one in scored),
        nodes={node: share_of([one for one in scored if one.node == node]) for node in nodes},
        stretches=tuple(share_of(scored[start:end]) for start, end in pairwise(cuts)),
        changes={kind: sum(one.change == kind for one in scored) for kind in CHANGES},
        sureness=tuple(_sureness(scored)),
        surety=_surety(scored),
        spent=sum(one.spent for one in scored),
        spent_right=_mean([one.spent for one in scored if one.right]),
        spent_wrong=_mean([one.spent for one in scored if one.response and not one.right]),
    )


def _scored(
    form: Form, items: Sequence[Item], answers: Mapping[int, Answer], values: Mapping[str, Values], place: int
) -> ScoredItem:
    answer, item, frozen = answers.get(place), items[place], form.items[place]
    response = answer.response if answer else ()
    right = bool(response) and is_right(item, response)
    return ScoredItem(
        place=place,
        item=item,
        node=frozen.node,
        counts=frozen.counts,
        response=response,
        first=answer.first if answer else (),
        right=right,
        change=_change(item, answer, right=right) if answer else None,
        spent=answer.spent if answer else 0,
        sure=answer.sure if answer else None,
        values=values.get(item.id) or expected_values(item),
    )


def _change(item: Item, answer: Answer, *, right: bool) -> Change | None:
    if answer.first == answer.response or not answer.first or not answer.response:
        return None
    if right:
        return "to-right"
    return "to-wrong" if is_right(item, answer.first) else "wrong-to-wrong"


def share_of(scored: Sequence[ScoredItem]) -> Share:
    """Return the share that is right."""
    return share_from(sum(one.right for one in scored), len(scored))


def _sureness(scored: Sequence[ScoredItem]) -> list[SureStep]:
    steps, least = [], -1
    for most in SURE_STEPS:
        within = [one for one in scored if one.sure is not None and one.response and least < one.sure <= most]
        if within:
            said = _mean([one.sure or 0 for one in within]) / 100
            steps.append(SureStep(most, said, share_of(within)))
        least = most
    return steps


def _surety(scored: Sequence[ScoredItem]) -> Surety | None:
    """Return how being sure fits being right, over all answers of which it was said: by the interval of these."""
    said = [one for one in scored if one.sure is not None and one.response]
    if len(said) < LEAST_SURE:
        return None
    mean, share = _mean([one.sure or 0 for one in said]) / 100, share_of(said)
    return "too-sure" if mean > share.high else "too-unsure" if mean < share.low else "fitting"


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0
