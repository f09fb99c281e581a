"""What to do where there is no plan: the wishes to give up, or the questions to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certway.core.plan.roadmap import Impossible
from certway.exchange.words.places import path_in_words
from certway.exchange.words.plans import PlanTelling, reason_line, wish_words


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose answer a plan waits for."""

    words: str
    address: str  # where it is asked; empty where the questionnaire does not


@dataclass(frozen=True, slots=True)
class WayOut:
    """One way to make a plan possible."""

    line: str
    drop: tuple[str, ...]  # wishes, as a plan names them
    wishes: tuple[str, ...]  # the same in words
    questions: tuple[Question, ...]


def ways_out(refusal: Impossible, telling: PlanTelling, addresses: Mapping[str, str]) -> tuple[WayOut, ...]:
    """Return what would make a plan possible, a way for each reason; `addresses` are those of questions."""
    return tuple(
        WayOut(
            line=reason_line(reason, telling),
            drop=reason.drop,
            wishes=tuple(wish_words(name, telling) for name in reason.drop),
            questions=tuple(
                Question(path_in_words(field, telling.telling), addresses.get(field, "")) for field in reason.fields
            ),
        )
        for reason in refusal.reasons
    )
