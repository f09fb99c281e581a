"""What the solver gets to see of an assembly: candidates, and every limit of a form as a row of whole numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

import numpy as np

from certway.core.items.item import LEVELS
from certway.core.psychometrics.response import information
from certway.core.sit.pool import NONE, Numbers, Pool
from certway.core.sit.wanted import Family, Lack, Wanted

INFORMATION = 10_000  # units of one unit of information in which the solver counts
LOGITS = 1_000  # units of one logit


@dataclass(frozen=True, slots=True)
class Row:
    """A limit of each form: the weights of its questions among these have a sum within two numbers."""

    family: Family | None  # None = the outline
    places: Numbers  # of candidates, ascending
    weights: Numbers
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Task:
    """Candidates, and what every form of them must keep."""

    forms: int
    overlap: int | None  # questions that two forms may share; None = any number, for which one form is enough
    candidates: Numbers  # places in the pool
    information: Numbers  # at the cut, of each candidate, in the solver's units
    rows: tuple[Row, ...]  # by places among the candidates

    def among(self, places: Numbers) -> Task:
        """Return the task with some of its candidates alone."""
        where = np.full(len(self.candidates), NONE)
        where[places] = np.arange(len(places))
        rows = []
        for row in self.rows:
            kept = where[row.places] != NONE
            rows.append(replace(row, places=where[row.places[kept]], weights=row.weights[kept]))
        return replace(self, candidates=self.candidates[places], information=self.information[places], rows=tuple(rows))


def task_of(pool: Pool, wanted: Wanted, *, without: Family | None = None) -> Task:
    """Return what the solver gets to see, without one sort of limits where one is named."""
    eased = replace(
        wanted,
        overlap=None if without == "overlap" else wanted.overlap,
        used_most=None if without == "used" else wanted.used_most,
    )
    rows = tuple(row for row in rows_of(pool, eased) if row.family is None or row.family != without)
    is_free = eased.overlap is None or eased.overlap >= eased.items
    forms = 1 if is_free else eased.forms
    whole = Task(forms, None if is_free else eased.overlap, np.arange(len(pool)), information_of(pool, eased), rows)
    return whole.among(candidates_of(pool, eased))


def families_of(pool: Pool, wanted: Wanted) -> frozenset[Family]:
    """Return the sorts of limits that there are."""
    found: set[Family] = {row.family for row in rows_of(pool, wanted) if row.family is not None}
    found |= {"overlap"} if wanted.forms > 1 and wanted.overlap is not None else set()
    return frozenset(found | ({"used"} if wanted.used_most is not None else set()))


def information_of(pool: Pool, wanted: Wanted) -> Numbers:
    """Return what each candidate tells at the cut, in the solver's units."""
    return np.rint(INFORMATION * information(np.array(wanted.cut), pool.a, pool.b, pool.c)).astype(np.int64)


def candidates_of(pool: Pool, wanted: Wanted) -> Numbers:
    """Return the candidates that may be chosen at all."""
    asked = np.isin(pool.node, [place for place, node in enumerate(pool.nodes) if wanted.counts.get(node)])
    if wanted.used_most is not None:
        asked &= pool.used <= wanted.used_most
    return np.flatnonzero(asked)


def rows_of(pool: Pool, wanted: Wanted) -> tuple[Row, ...]:
    """Return every limit that concerns one form."""
    return (*_outline(pool, wanted), *_counted(pool, wanted), *_groups(pool))


def lacks_of(pool: Pool, wanted: Wanted, candidates: Numbers) -> tuple[Lack, ...]:
    """Return the parts with fewer questions than forms without shared ones need, or than one form needs."""
    times = wanted.forms if wanted.overlap == 0 else 1
    there = np.bincount(pool.node[candidates], minlength=len(pool.nodes))
    known = {node: int(count) for node, count in zip(pool.nodes, there, strict=True)}
    needs = {node: times * count - known.get(node, 0) for node, count in wanted.counts.items()}
    return tuple(Lack(node, items) for node, items in needs.items() if items > 0)


def _outline(pool: Pool, wanted: Wanted) -> Iterator[Row]:
    places = {node: place for place, node in enumerate(pool.nodes)}
    for node, count in wanted.counts.items():
        yield _row(None, np.flatnonzero(pool.node == places.get(node, NONE)), count, count)


def _counted(pool: Pool, wanted: Wanted) -> Iterator[Row]:
    everything = np.arange(len(pool))
    for level, (least, most) in wanted.levels.items():
        yield _row("levels", np.flatnonzero(pool.level == LEVELS.index(level)), least, most)
    if wanted.difficulty is not None:
        low, high = (round(LOGITS * bound * wanted.items) for bound in wanted.difficulty)
        yield Row("difficulty", everything, np.rint(LOGITS * pool.b).astype(np.int64), low, high)
    if wanted.key_spread is not None:
        keys = np.unique(pool.key[pool.key != NONE])
        for one, other in combinations(keys, 2):
            places = np.flatnonzero((pool.key == one) | (pool.key == other))
            weights = np.where(pool.key[places] == one, 1, -1)
            yield Row("keys", places, weights, -wanted.key_spread, wanted.key_spread)
    if wanted.topic_most is not None:
        for topic in np.unique(pool.topic):
            places = np.flatnonzero(pool.topic == topic)
            if topic != NONE and len(places) > wanted.topic_most:
                yield _row("topics", places, 0, wanted.topic_most)


def _groups(pool: Pool) -> Iterator[Row]:
    for group in pool.enemies:
        yield _row("enemies", np.array(sorted(group)), 0, 1)
    for members in pool.sets():
        for one, other in pairwise(members):
            yield Row("sets", np.array([one, other]), np.array([1, -1]), 0, 0)


def _row(family: Family | None, places: Numbers, least: int, most: int) -> Row:
    return Row(family, places, np.ones(len(places), dtype=np.int64), least, most)
