"""How the bank covers an exam: its questions by part of the outline, beside the weights that the body publishes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from certway.core.items.topics import OutlineTopics
from certway.core.rulebook.credential import Edition, OutlineNode


@dataclass(frozen=True, slots=True)
class NodeCoverage:
    """One part of an outline and the questions that serve it, those of the parts inside it among them."""

    id: str
    name: str
    depth: int  # 0 = an area
    weight: tuple[float, float] | None  # least and most percent of the exam; None where none is published
    items: int
    percent: float  # of all questions that serve the exam
    topics: tuple[str, ...]  # of the part itself

    @property
    def off(self) -> float | None:
        """How many points it lies outside its weight, below as a negative number; None without a weight."""
        if self.weight is None:
            return None
        least, most = self.weight
        return min(0.0, self.percent - least) or max(0.0, self.percent - most)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the bank covers one edition of an outline."""

    credential: str
    edition: str
    items: int  # that serve the exam
    nodes: tuple[NodeCoverage, ...]  # in the order of the outline; parts without an id are left out

    @property
    def most_off(self) -> float:
        """The greatest number of points by which a part lies outside its weight."""
        return max((abs(node.off) for node in self.nodes if node.off is not None), default=0.0)


def coverage_of(edition: Edition, topics: OutlineTopics, counts: Mapping[str, int]) -> Coverage:
    """Return how questions, counted by topic, cover an edition of an outline."""
    total = sum(counts.get(topic, 0) for served in topics.nodes.values() for topic in served)
    nodes = tuple(row for area in edition.areas for row in _rows(area, topics, counts, total, depth=0))
    return Coverage(topics.credential, edition.id, total, nodes)


def unknown_nodes(edition: Edition, topics: OutlineTopics) -> tuple[str, ...]:
    """Return the parts that topics are said to serve and that the edition does not have."""
    known = {node.id for area in edition.areas for node in area.walk()}
    return tuple(node for node in topics.nodes if node not in known)


def _rows(
    node: OutlineNode, topics: OutlineTopics, counts: Mapping[str, int], total: int, *, depth: int
) -> Iterator[NodeCoverage]:
    if not node.id:
        return
    served = [topic for one in node.walk() for topic in topics.nodes.get(one.id, ()) if one.id]
    if not served and depth:
        return
    items = sum(counts.get(topic, 0) for topic in served)
    yield NodeCoverage(
        id=node.id,
        name=node.name,
        depth=depth,
        weight=node.percent,
        items=items,
        percent=100 * items / total if total else 0.0,
        topics=topics.nodes.get(node.id, ()),
    )
    for child in node.children:
        yield from _rows(child, topics, counts, total, depth=depth + 1)
