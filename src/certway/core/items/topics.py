"""The tree of topics, and which topics serve which part of an exam's outline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Topic:
    """What questions, skills and scenarios are filed under."""

    id: str
    title: str
    group: str  # id of the group that it stands in


@dataclass(frozen=True)
class TopicTree:
    """All topics, in groups."""

    groups: Mapping[str, str]  # titles by id, in order
    topics: tuple[Topic, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Topic]:
        """The topics by their ids."""
        return {topic.id: topic for topic in self.topics}

    def of(self, group: str) -> Iterator[Topic]:
        """Yield the topics of a group."""
        return (topic for topic in self.topics if topic.group == group)


@dataclass(frozen=True, slots=True)
class OutlineTopics:
    """Which topics serve the parts of one edition of an exam's outline. A topic serves one part at most."""

    credential: str
    edition: str  # id of the outline's edition
    ours: str  # what of the split is our own reading
    nodes: Mapping[str, tuple[str, ...]]  # ids of topics by the id of the part

    def node_of(self, topic: str) -> str | None:
        """Return the part that a topic serves; None where it is not asked about."""
        return next((node for node, topics in self.nodes.items() if topic in topics), None)

    @property
    def topics(self) -> frozenset[str]:
        """Every topic that the exam asks about."""
        return frozenset(topic for topics in self.nodes.values() for topic in topics)
