"""The bank: topics, references, and the questions filed under them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from certway.core.items.item import Item
from certway.core.items.scenario import Scenario
from certway.core.items.skill import Skill
from certway.core.items.template import Template
from certway.core.items.topic_reading import Work
from certway.core.items.topics import OutlineTopics, TopicTree


@dataclass(frozen=True)
class Bank:
    """Everything that is studied with."""

    tree: TopicTree
    works: Mapping[str, Work]
    outlines: Mapping[str, OutlineTopics]  # by the id of the credential
    items: tuple[Item, ...]
    skills: tuple[Skill, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    templates: tuple[Template, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        """The questions by their ids."""
        return {item.id: item for item in self.items}

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Item, ...]]:
        """The questions of each topic, none for a topic without."""
        found: dict[str, list[Item]] = {topic.id: [] for topic in self.tree.topics}
        for item in self.items:
            found.setdefault(item.topic, []).append(item)
        return {topic: tuple(items) for topic, items in found.items()}
