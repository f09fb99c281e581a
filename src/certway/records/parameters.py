"""Measured values of questions: which are in use, and what is known of the questions of the bank by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from uuid import UUID

import numpy as np
from django.db.models import Count, Q, Window

from certway.core.items.identity import version_of
from certway.core.items.item import Item
from certway.core.psychometrics.linking import Link, link_between
from certway.core.psychometrics.models import ItemParameters
from certway.core.sit.values import Origin, Values, carried_values, expected_values, is_carried
from certway.exchange.bank.shipped import IndexedBank
from certway.records.attempts import find_versions
from certway.records.models import CalibrationState, ItemCalibration, KeptParameters

_AT_ONCE = 500  # rows
_COUNTED = (CalibrationState.DONE, CalibrationState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class KnownValues:
    """What is known of a question, and from what."""

    values: Values  # on the bank's scale
    origin: Origin
    answered: int = 0  # answers that it rests on
    at: datetime | None = None  # when it was measured; None = it was not
    error: float | None = None  # standard error of the difficulty, logits; None = not measured, or not known


@dataclass(frozen=True, eq=False)
class KnownBank:
    """What was measured of the questions that stand in a bank; the same object as long as that is the same."""

    by_id: Mapping[str, KnownValues]  # those that were measured, or of which an earlier version was

    def of(self, item: Item) -> KnownValues:
        """Return what is known of a question that stands in the bank."""
        return self.by_id.get(item.id) or KnownValues(expected_values(item), "expected")

    @cached_property
    def values(self) -> Mapping[str, Values]:
        """The values alone."""
        return {name: known.values for name, known in self.by_id.items()}


_NOTHING = KnownBank({})


def known_here(indexed: IndexedBank) -> KnownBank:
    """Return what was measured of a bank's questions; it is looked up anew only where there is a new calibration."""
    rows = ItemCalibration.objects.filter(state__in=_COUNTED)
    gone = Count("pk", filter=Q(state=CalibrationState.WITHDRAWN))
    told = rows.annotate(number=Window(Count("pk")), gone=Window(gone)).order_by("-pk")
    last = told.values_list("public_id", "number", "gone").first()
    return _NOTHING if last is None else _known_after(indexed, *last)


@lru_cache(maxsize=2)  # each keeps a bank
def _known_after(indexed: IndexedBank, last: UUID, number: int, gone: int) -> KnownBank:
    """Return what is known; the arguments tell one state from another."""
    return KnownBank(_known(indexed.bank.items, _in_use()))


def known_of(item: Item) -> KnownValues:
    """Return what is known of one question, which need not stand in the bank."""
    found = _known([item], _in_use(item.id))
    return found.get(item.id) or KnownValues(expected_values(item), "expected")


def _in_use(item: str = "") -> dict[str, list[KeptParameters]]:
    """Return the values in use of all questions, or of one, by their ids, those of the newest calibration first."""
    rows = KeptParameters.objects.filter(is_in_use=True).select_related("calibration")
    rows = rows.filter(item=item) if item else rows
    found: dict[str, list[KeptParameters]] = {}
    for row in rows.order_by("-calibration__made_at", "-calibration__pk"):
        found.setdefault(row.item, []).append(row)
    return found


def _known(items: Iterable[Item], used: Mapping[str, list[KeptParameters]]) -> dict[str, KnownValues]:
    known, changed = {}, []
    for item in items:
        rows = used.get(item.id, ())
        own = next((row for row in rows if row.version == version_of(item)), None) if rows else None
        if own is not None:
            error = None if own.se_b is None else own.se_b * own.calibration.slope
            known[item.id] = KnownValues(linked_values(own), "measured", own.answered, own.calibration.made_at, error)
        elif rows:
            changed.append((item, rows[0]))
    before = find_versions((row.item, row.version) for _, row in changed)
    for item, row in changed:
        earlier = before[row.item, row.version]
        if earlier is not None and is_carried(earlier, item):
            values = carried_values(linked_values(row), item)
            known[item.id] = KnownValues(values, "carried", row.answered, row.calibration.made_at)
    return known


def linked_values(row: KeptParameters) -> Values:
    """Return values on the bank's scale."""
    link = Link(row.calibration.slope, row.calibration.shift)
    own = link.applied(ItemParameters(np.array([row.a]), np.array([row.b]), np.array([row.c])))
    return Values(float(own.a[0]), float(own.b[0]), float(own.c[0]))


def settle_use(items: Iterable[str]) -> None:
    """Take of each version of questions the values of the newest calibration that stands into use, and no others."""
    names = sorted(set(items))
    for start in range(0, len(names), _AT_ONCE):
        rows = KeptParameters.objects.filter(item__in=names[start : start + _AT_ONCE])
        standing = rows.filter(calibration__state=CalibrationState.DONE).order_by("calibration__made_at", "calibration")
        newest = {(item, version): key for item, version, key in standing.values_list("item", "version", "pk")}
        rows.filter(is_in_use=True).exclude(pk__in=newest.values()).update(is_in_use=False)
        KeptParameters.objects.filter(pk__in=newest.values(), is_in_use=False).update(is_in_use=True)


@dataclass(frozen=True, slots=True)
class MeasuredItem:
    """Values of a version of a question as a calibration found them, on its own scale."""

    item: str
    version: str
    a: float
    b: float
    c: float
    se_a: float | None
    se_b: float | None
    se_c: float | None
    answered: int


def link_of(measured: Iterable[MeasuredItem], items: Mapping[tuple[str, str], Item]) -> Link:
    """Return the line from a calibration's scale to the bank's, by what is expected of its questions."""
    rows = list(measured)
    expected = [expected_values(items[row.item, row.version]) for row in rows]
    return link_between(_columns(rows), _columns(expected))


def _columns(rows: Sequence[MeasuredItem | Values]) -> ItemParameters:
    return ItemParameters(*(np.array([getattr(row, name) for row in rows], dtype=np.float64) for name in "abc"))


def keep_measured(calibration: ItemCalibration, measured: Sequence[MeasuredItem], link: Link) -> None:
    """Keep the values of a calibration, which is done by that, and take them into use."""
    calibration.state, calibration.slope, calibration.shift = CalibrationState.DONE, link.slope, link.shift
    calibration.save()
    rows = [KeptParameters(calibration=calibration, is_in_use=False, **asdict(row)) for row in measured]
    KeptParameters.objects.bulk_create(rows, batch_size=_AT_ONCE)
    settle_use(row.item for row in measured)
