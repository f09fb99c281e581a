"""The exam that is studied for, as the bank serves it: its parts, what counts, and what is known of each question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from certway.answers.exam_readiness import EXAM_GUESS, GivenAnswer, Measured
from certway.answers.weak_practice import ExamParts, parts_of, whole_blueprint
from certway.core.items.bank import Bank
from certway.core.items.item import PRIOR_LOGITS, Item
from certway.core.items.template import Template
from certway.core.rulebook.credential import Edition
from certway.core.sit.blueprint import Blueprint
from certway.core.sit.outlook import chance_at_cut
from certway.core.sit.profile import Profile, Scale
from certway.core.sit.values import Values, guess_of
from certway.core.sit.weakness import PastAnswer
from certway.core.study.line import Line

USUAL_ITEMS = 100  # of an exam of which the body does not say how many questions count


@dataclass(frozen=True, eq=False)
class StudyExam:
    """An exam and the questions for it."""

    parts: ExamParts
    blueprint: Blueprint  # of the questions that count
    scale: Scale | None
    cards: Mapping[str, Item | Template]  # that serve the exam, by their ids
    values: Callable[[Item], Values]  # what is known of a question
    measured: Mapping[str, Measured]

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the cards of each topic that has some."""
        found: dict[str, list[str]] = {}
        for name, card in self.cards.items():
            found.setdefault(card.topic, []).append(name)
        return {topic: tuple(names) for topic, names in found.items()}

    @cached_property
    def part_of_topic(self) -> Mapping[str, str]:
        """The part of the exam that each topic with questions serves."""
        return {card.topic: node for node, pool in self.parts.pools.items() for card in pool}

    def given(self, lines: Iterable[Line]) -> tuple[GivenAnswer, ...]:
        """Return lines as what readiness learns from: answers given here, of which it is told whether they are right.

        Of a question that is not in the bank any more the difficulty is taken as medium.
        """
        return tuple(
            self._given(line, right=line.right)
            for line in lines
            if line.right is not None and line.source != "elsewhere" and line.topic
        )

    def past(self, lines: Iterable[Line]) -> Iterator[PastAnswer]:
        """Yield lines of questions of the exam as what tells of weak parts, in their order."""
        for line in lines:
            card = self.cards.get(line.item)
            if card is not None and line.right is not None and line.source != "elsewhere":
                node = self.part_of_topic[card.topic]
                yield PastAnswer(node, line.item, line.version, line.right, chance_at_cut(self._values(card)))

    def _values(self, card: Item | Template) -> Values:
        if isinstance(card, Item):
            return self.values(card)
        return Values(1.0, PRIOR_LOGITS[card.difficulty], EXAM_GUESS)

    def _given(self, line: Line, *, right: bool) -> GivenAnswer:
        card = self.cards.get(line.item)
        difficulty = card.difficulty if card is not None else "medium"
        guess = guess_of(card.body) if isinstance(card, Item) else EXAM_GUESS
        return GivenAnswer(line.item, line.topic, difficulty, guess, right, line.at)


def study_exam(
    bank: Bank,
    exam: str,
    edition: Edition,
    profile: Profile | None,
    *,
    values: Callable[[Item], Values],
    measured: Mapping[str, Measured],
) -> StudyExam:
    """Return an exam that the bank serves; of a `profile` that is not known some things are assumed."""
    parts = parts_of(bank, exam, edition)
    counted = profile.scored if profile else USUAL_ITEMS
    return StudyExam(
        parts=parts,
        blueprint=whole_blueprint(bank, exam, edition, counted),
        scale=profile.scale if profile else None,
        cards={card.id: card for pool in parts.pools.values() for card in pool},
        values=values,
        measured=measured,
    )
