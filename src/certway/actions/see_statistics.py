"""See what answers say about questions: a list by exam and flag, and one question with all of its versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias, get_args

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import OrderBy

from certway.answers.item_figures import VersionFigures
from certway.core.items.identity import version_of
from certway.core.items.item import Item
from certway.core.psychometrics.classical import DrawnStatistics, ScoreStatistics
from certway.core.psychometrics.item_flags import ITEM_FLAGS, ItemFlag
from certway.core.sit.values import Values
from certway.exchange.shipped_rules import shipped_rules
from certway.records.attempts import find_versions
from certway.records.bank import bank_here
from certway.records.item_figures import figures_of_row, forms_of_row
from certway.records.models import CalibrationSource, ExamFigures, ItemFigures, ItemReport, KeptParameters
from certway.records.models.item_reports import OPEN
from certway.records.parameters import KnownValues, known_of, linked_values

Shown: TypeAlias = Literal["all", "flagged", "reported", "unknown"] | ItemFlag
Order: TypeAlias = Literal["item", "answered", "difficulty", "discrimination"]

SHOWN: tuple[Shown, ...] = ("all", "flagged", *ITEM_FLAGS, "reported", "unknown")
ORDERS: tuple[Order, ...] = get_args(Order)
FALLING: frozenset[Order] = frozenset({"answered"})  # of which the greatest comes first, unless it is turned
ON_A_PAGE = 50
LONG_STEM = 90  # characters that a list shows

_Rows: TypeAlias = "QuerySet[ItemFigures]"


@dataclass(frozen=True, slots=True)
class FiguresLine:
    """A version of a question in an exam."""

    topic: str
    name: str  # without the topic
    stem: str
    exam: str  # its short name
    is_standing: bool  # whether this version stands in the bank
    is_reported: bool  # whether a report about the question waits for an answer
    figures: VersionFigures


@dataclass(frozen=True, slots=True)
class ExamBasis:
    """What the figures of an exam rest on, and how exactly its forms measure."""

    exam: str
    short: str
    attempts: int
    passed_over: int
    answers: int
    is_adaptive: bool
    most_alike: int
    forms: tuple[ScoreStatistics, ...]
    drawn: DrawnStatistics | None
    reckoned_at: datetime


@dataclass(frozen=True, slots=True)
class FiguresList:
    """A page of what answers say about questions."""

    exams: tuple[ExamBasis, ...]
    exam: str  # the one that is shown; empty = all
    shown: Shown
    order: Order
    is_turned: bool  # whether it is the other way round than usual
    counts: Mapping[Shown, int]
    lines: tuple[FiguresLine, ...]
    page: int
    pages: int

    @property
    def basis(self) -> ExamBasis | None:
        """What the figures of the exam that is shown rest on."""
        return next((one for one in self.exams if one.exam == self.exam), None)


@dataclass(frozen=True, slots=True)
class MeasuredVersion:
    """Values of a version of a question by one calibration, on the bank's scale."""

    version: str
    is_standing: bool
    is_in_use: bool
    values: Values
    error: float | None  # standard error of the difficulty on that scale
    model: str
    answered: int
    is_from_here: bool
    digest: str  # of the file that it came from
    by: str  # the e-mail address of who did it; empty where the account is gone
    at: datetime


@dataclass(frozen=True, slots=True)
class SeenFigures:
    """What answers say about one question."""

    item: str
    topic: str
    name: str
    stem: str
    known: KnownValues | None  # None = it does not stand in the bank
    versions: tuple[tuple[FiguresLine, Item | None], ...]  # with the question as it was
    measured: tuple[MeasuredVersion, ...]  # the newest first
    reports: int  # that wait for an answer


def see_figures(exam: str, shown: Shown, order: Order, page: int, *, turned: bool = False) -> FiguresList:
    """Return a page of the figures of an exam, or of all; a page beyond the last is the last."""
    exams = tuple(sorted(map(_basis, ExamFigures.objects.all()), key=lambda one: one.short))
    exam = exam if any(one.exam == exam for one in exams) else ""
    reports = ItemReport.objects.filter(item=OuterRef("item"), state=OPEN)
    rows = ItemFigures.objects.annotate(is_reported=Exists(reports))
    rows = rows.filter(exam=exam) if exam else rows
    counted = rows.aggregate(**{name: Count("pk", filter=_filter(name)) for name in SHOWN})
    pages = max(1, -(-counted[shown] // ON_A_PAGE))
    page = min(max(page, 1), pages)
    ordered = rows.filter(_filter(shown)).order_by(_ordered(order, turned=turned), "item", "pk")
    lines = _lines(ordered[(page - 1) * ON_A_PAGE : page * ON_A_PAGE])
    counts: dict[Shown, int] = {name: counted[name] for name in SHOWN}
    return FiguresList(exams, exam, shown, order, turned, counts, lines, page, pages)


def _filter(shown: Shown) -> Q:
    match shown:
        case "all":
            return Q(pk__isnull=False)
        case "flagged":
            return ~Q(flags="")
        case "reported":
            return Q(is_reported=True)
        case "unknown":
            return Q(difficulty=None)
        case flag:
            return Q(flags__contains=f" {flag} ")


def _ordered(order: Order, *, turned: bool) -> OrderBy:
    """Return an order: what tells least first, unless it is turned, and what is not known last."""
    is_falling = (order in FALLING) is not turned
    return F(order).desc(nulls_last=True) if is_falling else F(order).asc(nulls_last=True)


def _basis(row: ExamFigures) -> ExamBasis:
    forms, drawn = forms_of_row(row)
    return ExamBasis(
        exam=row.exam,
        short=_short(row.exam),
        attempts=row.attempts,
        passed_over=row.passed_over,
        answers=row.answers,
        is_adaptive=row.is_adaptive,
        most_alike=row.most_alike,
        forms=forms,
        drawn=drawn,
        reckoned_at=row.reckoned_at,
    )


def _short(exam: str) -> str:
    sheet = shipped_rules().sheets.get(exam)
    return exam if sheet is None else sheet.credential.short


def _lines(rows: Iterable[ItemFigures]) -> tuple[FiguresLine, ...]:
    held = list(rows)
    items, standing = find_versions((row.item, row.version) for row in held), bank_here().bank.by_id
    return tuple(_line(row, items[row.item, row.version], standing) for row in held)


def _line(row: ItemFigures, item: Item | None, standing: Mapping[str, Item]) -> FiguresLine:
    topic, _, name = row.item.partition("/")
    now = standing.get(row.item)
    return FiguresLine(
        topic=topic,
        name=name,
        stem=_shortened(item.stem) if item else row.item,
        exam=_short(row.exam),
        is_standing=now is not None and version_of(now) == row.version,
        is_reported=bool(getattr(row, "is_reported", False)),
        figures=figures_of_row(row),
    )


def _shortened(stem: str) -> str:
    stem = " ".join(stem.split())
    return stem if len(stem) <= LONG_STEM else stem[:LONG_STEM].rpartition(" ")[0] + " …"


def see_item_figures(item: str) -> SeenFigures | None:
    """Return what answers say about a question; None where there is no such one and nobody ever answered it."""
    standing = bank_here().bank.by_id.get(item)
    rows = list(ItemFigures.objects.filter(item=item).order_by("-answered", "pk"))
    if standing is None and not rows:
        return None
    read = find_versions((row.item, row.version) for row in rows)
    by_id = {} if standing is None else {item: standing}
    lines = [(_line(row, read[row.item, row.version], by_id), read[row.item, row.version]) for row in rows]
    topic, _, name = item.partition("/")
    shown = standing or next((one for one in read.values() if one is not None), None)
    return SeenFigures(
        item=item,
        topic=topic,
        name=name,
        stem=shown.stem if shown else item,
        known=None if standing is None else known_of(standing),
        versions=tuple(sorted(lines, key=lambda one: not one[0].is_standing)),
        measured=tuple(_measured(item, standing)),
        reports=ItemReport.objects.filter(item=item, state=OPEN).count(),
    )


def _measured(item: str, standing: Item | None) -> Iterable[MeasuredVersion]:
    rows = KeptParameters.objects.filter(item=item).select_related("calibration__by")
    version = None if standing is None else version_of(standing)
    for row in rows.order_by("-calibration__made_at", "-pk"):
        one = row.calibration
        yield MeasuredVersion(
            version=row.version,
            is_standing=row.version == version,
            is_in_use=row.is_in_use,
            values=linked_values(row),
            error=None if row.se_b is None else one.slope * row.se_b,
            model=one.model,
            answered=row.answered,
            is_from_here=one.source == CalibrationSource.HERE,
            digest=one.digest,
            by=one.by.email if one.by else "",
            at=one.made_at,
        )
