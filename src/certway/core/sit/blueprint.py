"""A blueprint: how many questions of a form stand for each part of an exam's outline.

Where the body publishes numbers of questions they are taken as they are, or in proportion for a form of another length.
Where it publishes ranges in percent, every part lies equally far between its least and its most, which is our choice.
Where it publishes nothing, parts are weighted by the questions that there are for them, which is ours as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Literal, TypeAlias

from certway.core.rulebook.credential import Edition, OutlineNode

Basis: TypeAlias = Literal["published", "scaled", "range", "ours"]
"""What a number rests on: the body's own number, its weight in proportion, a place inside its range, or only on us."""
Span: TypeAlias = tuple[Fraction, Fraction]  # the least and the most


class NoBlueprintError(LookupError):
    """Raised where too little of an outline is known; the edition and the areas without a weight are its arguments."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the outline, and how many questions stand for it."""

    node: str
    items: int
    basis: Basis
    nodes: tuple[str, ...]  # whose questions count here: the part's own and of what is inside it


@dataclass(frozen=True, slots=True)
class Blueprint:
    """How many questions stand for each part, in the order of the outline; no part lies inside another."""

    edition: str
    parts: tuple[Part, ...]

    @property
    def items(self) -> int:
        """How many questions there are in all."""
        return sum(part.items for part in self.parts)

    def part_of(self, node: str) -> int | None:
        """Return the place of the part to which a node's questions count; None where they count to none."""
        return next((place for place, part in enumerate(self.parts) if node in part.nodes), None)


def blueprint_of(edition: Edition, items: int, *, supply: Mapping[str, int] | None = None) -> Blueprint:
    """Return the blueprint of a form with so many questions. Raises NoBlueprintError.

    `supply` is how many questions there are by node of the outline, those of nodes inside it left out. With it, parts
    without a weight are divided by what there is; without it they stay whole, and areas without a weight are an error.
    """
    areas = [area for area in edition.areas if area.id]
    silent = [area.id for area in areas if not _is_weighted(area)]
    if not areas or (silent and not supply):
        raise NoBlueprintError(edition.id, *silent)
    return Blueprint(edition.id, tuple(_Division(items, supply or {}).parts(areas, items)))


def apportion(spans: Sequence[Span], total: int) -> tuple[int, ...]:
    """Return whole numbers with that sum, inside the spans wherever whole numbers can be, and near their quotas.

    Quotas lie equally far between the least and the most of each span. Of all such numbers these have the least sum of
    squared distances from the quotas: without bounds, the method of largest remainders. Of equals the first wins.
    """
    quotas = quotas_of(spans, total)
    least, most = [ceil(low) for low, _ in spans], [floor(high) for _, high in spans]
    if not sum(least) <= total <= sum(most) or any(low > high for low, high in zip(least, most, strict=True)):
        least, most = [floor(quota) for quota in quotas], [ceil(quota) for quota in quotas]
    given = list(least)
    for _ in range(total - sum(least)):
        open_ = [place for place, number in enumerate(given) if number < most[place]]
        given[max(open_, key=lambda place: quotas[place] - given[place])] += 1
    return tuple(given)


def quotas_of(spans: Sequence[Span], total: int) -> tuple[Fraction, ...]:
    """Return exact shares with that sum, equally far between the least and the most of each span.

    Spans that cannot have the sum are scaled to it, from the ends that lie nearer.
    """
    low, high = (sum((span[end] for span in spans), Fraction(0)) for end in (0, 1))
    if low >= total or high <= total:
        ends = [span[0] if low >= total else span[1] for span in spans]
        whole = sum(ends, Fraction(0))
        return tuple(end * total / whole if whole else Fraction(total, len(ends)) for end in ends)
    share = (total - low) / (high - low)
    return tuple(start + share * (end - start) for start, end in spans)


@dataclass(frozen=True, slots=True)
class _Division:
    """An outline that is divided among the questions of one form."""

    form: int  # questions
    supply: Mapping[str, int]

    def parts(self, siblings: Sequence[OutlineNode], items: int) -> Iterator[Part]:
        """Yield the parts of nodes that stand side by side and have so many questions together."""
        spans, bases = self._spans(siblings, items)
        for node, count, basis in zip(siblings, apportion(spans, items), bases, strict=True):
            yield from self._inside(node, count, basis)

    def _spans(self, siblings: Sequence[OutlineNode], items: int) -> tuple[list[Span], list[Basis]]:
        if all(node.items is not None for node in siblings):
            weights = [Fraction(node.items or 0) for node in siblings]
            basis: Basis = "published" if sum(weights) == items else "scaled"
            return [(weight, weight) for weight in weights], [basis] * len(siblings)
        if all(node.percent is not None for node in siblings):
            spans = [self._published(node) for node in siblings]
            return spans, ["scaled" if low == high else "range" for low, high in spans]
        return self._partly_weighted(siblings, items)

    def _partly_weighted(self, siblings: Sequence[OutlineNode], items: int) -> tuple[list[Span], list[Basis]]:
        """Nodes without a weight get the share that they have of all questions there are; the others what is left."""
        whole = sum(map(self._there, siblings)) or 1
        ours = {node.id: Fraction(items * self._there(node), whole) for node in siblings if not _is_weighted(node)}
        left = items - sum(ours.values(), Fraction(0))
        weighted = quotas_of([self._published(node) for node in siblings if _is_weighted(node)], items)
        quotas = iter(weighted)
        shares = [ours[node.id] if node.id in ours else next(quotas) * left / items for node in siblings]
        return [(share, share) for share in shares], ["ours" if node.id in ours else "scaled" for node in siblings]

    def _inside(self, node: OutlineNode, items: int, basis: Basis) -> Iterator[Part]:
        """Yield a node's parts: by their weights, else by what there is of each, else the node itself."""
        children = [child for child in node.children if child.id]
        filled = [child for child in children if self._there(child)]
        if children and all(map(_is_weighted, children)):
            yield from self.parts(children, items)
        elif not filled:
            yield Part(node.id, items, basis, tuple(inner.id for inner in node.walk() if inner.id))
        else:
            own = self.supply.get(node.id, 0)
            weights = [own, *map(self._there, filled)]
            own_count, *counts = apportion([(Fraction(weight * items, sum(weights)),) * 2 for weight in weights], items)
            if own:
                yield Part(node.id, own_count, "ours", (node.id,))
            for child, count in zip(filled, counts, strict=True):
                yield from self._inside(child, count, "ours")

    def _published(self, node: OutlineNode) -> Span:
        """Return the least and the most questions of the form that a node's percentages are."""
        low, high = node.percent or (0, 0)
        return Fraction(str(low)) * self.form / 100, Fraction(str(high)) * self.form / 100

    def _there(self, node: OutlineNode) -> int:
        return sum(self.supply.get(inner.id, 0) for inner in node.walk() if inner.id)


def _is_weighted(node: OutlineNode) -> bool:
    return node.items is not None or node.percent is not None
