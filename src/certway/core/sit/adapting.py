"""What an adaptive sitting asks next, by its frozen questions, its seed and its log alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from certway.core.items.item import Item
from certway.core.items.topics import OutlineTopics
from certway.core.sit.adaptive import AdaptiveTest, pick, prepare, replay
from certway.core.sit.blueprint import Blueprint, Part
from certway.core.sit.delivery import Answer
from certway.core.sit.form import Form, FormItem
from certway.core.sit.pool import NONE, pool_of
from certway.core.sit.scoring import is_right
from certway.core.sit.values import Values


@dataclass(frozen=True)
class Adapting:
    """The questions that an adaptive exam may ask, prepared for picking; the same for everybody."""

    form: Form
    items: tuple[Item, ...]  # of the form, in its order
    counts: Mapping[str, int]  # questions that are asked, by part of the outline
    values: Mapping[str, Values] = field(default_factory=dict)  # as they were when the form was made; else expected

    @cached_property
    def _by_id(self) -> Mapping[str, int]:
        return {item.id: place for place, item in enumerate(self.items)}

    @cached_property
    def _test(self) -> AdaptiveTest:
        topics: dict[str, dict[str, None]] = {node: {} for node in self.counts}
        for frozen, item in zip(self.form.items, self.items, strict=True):
            topics.setdefault(frozen.node, {})[item.topic] = None
        served = OutlineTopics(
            self.form.exam, self.form.edition, "", {node: tuple(one) for node, one in topics.items()}
        )
        parts = tuple(Part(node, number, "published", (node,)) for node, number in self.counts.items())
        pool = pool_of(self.items, served, Blueprint(self.form.edition, parts), values=self.values)
        return prepare(pool, self.counts)

    def item(self, frozen: FormItem) -> Item:
        """Return a question of the form."""
        return self.items[self._by_id[frozen.item]]

    def next_item(self, seed: int, given: Sequence[FormItem], answers: Mapping[int, Answer]) -> FormItem | None:
        """Return the question that comes after those that were given and answered; None after the last.

        Answers that were changed later change what is estimated, and nothing of what was asked before.
        """
        asked = [self._by_id[one.item] for one in given]
        right = [is_right(self.items[at], answers[place].response) for place, at in enumerate(asked)]
        (place,) = pick(self._test, replay(self._test, seed, asked, right))
        return None if place == NONE else self.form.items[int(place)]
