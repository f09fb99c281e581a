"""Report a question that is wrong, see what came of one's reports, and answer those of others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from certway.core.items.bank import Bank
from certway.core.items.identity import version_of
from certway.records.bank import bank_here, keep_version
from certway.records.models import ItemReport
from certway.records.models.item_reports import KEPT, LONGEST_REPORT, MENDED, OPEN

MOST_OPEN = 50  # reports of one user that nobody answered yet
MOST_SHOWN = 200  # of the newest


@dataclass(frozen=True, slots=True)
class SeenReport:
    """A report as a page shows it."""

    id: UUID
    item: str
    topic: str
    name: str
    text: str
    sent_at: datetime
    state: str
    answer: str
    is_newer: bool  # whether the question was changed since, or is gone


class TooManyReportsError(Exception):
    """Raised for who has so many open reports that another helps nobody."""


def report_item(user_id: int, item: str, text: str, *, at: datetime) -> None:
    """Keep a report; the same one is kept once. Raises LookupError for no such question, TooManyReportsError."""
    found = bank_here().bank.by_id.get(item)
    if found is None:
        raise LookupError(item)
    told = " ".join(text.split())[:LONGEST_REPORT]
    with transaction.atomic():
        waiting = ItemReport.objects.filter(user_id=user_id, state=OPEN)
        if waiting.filter(item=item, text=told).exists():
            return
        if waiting.count() >= MOST_OPEN:
            raise TooManyReportsError
        kept = keep_version(found, at)
        ItemReport.objects.create(user_id=user_id, item=item, version=kept.version, text=told, sent_at=at)


def see_reports(user_id: int) -> tuple[SeenReport, ...]:
    """Return what a user reported, the newest first."""
    rows = ItemReport.objects.filter(user_id=user_id).order_by("-sent_at", "-pk")[:MOST_SHOWN]
    bank = bank_here().bank
    return tuple(_seen(row, bank) for row in rows)


def see_open_reports() -> tuple[SeenReport, ...]:
    """Return what waits for an answer, the oldest first; who reported it is not told."""
    bank, rows = bank_here().bank, ItemReport.objects.filter(state=OPEN).order_by("sent_at", "pk")[:MOST_SHOWN]
    return tuple(_seen(row, bank) for row in rows)


def answer_report(report: UUID, *, mended: bool, answer: str, at: datetime) -> bool:
    """Answer an open report; tell whether there was one. An answer that was given stays."""
    told = " ".join(answer.split())[:LONGEST_REPORT]
    state = MENDED if mended else KEPT
    waiting = ItemReport.objects.filter(public_id=report, state=OPEN)
    return bool(told) and bool(waiting.update(state=state, answer=told, answered_at=at))


def _seen(row: ItemReport, bank: Bank) -> SeenReport:
    topic, _, name = row.item.partition("/")
    item = bank.by_id.get(row.item)
    is_newer = item is None or version_of(item) != row.version
    return SeenReport(row.public_id, row.item, topic, name, row.text, row.sent_at, row.state, row.answer, is_newer)
