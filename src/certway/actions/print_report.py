"""Print a report: as a PDF with every question, its key and its reasons, or with those that were missed."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import BinaryIO
from uuid import UUID

from certway.actions.see_report import load_report
from certway.exchange.report_paper import PaperReport, report_paper
from certway.exchange.report_pdf import write_report
from certway.exchange.words.catalogue import catalogue
from certway.records.bank import bank_here, pictures_of


def print_report(
    user_id: int,
    key: UUID,
    *,
    missed_only: bool,
    address: str,
    qr: str,
    at: datetime,
    zone: tzinfo | None,
    out: BinaryIO,
) -> str | None:
    """Write a report as a PDF and return the name of its file; None where there is none, or it is not this user's.

    `address` and `qr`, an SVG, lead back to the report; `at` is an instant in UTC: when it is printed; `zone` is where
    she is (None = where the machine is). Raises ReportError.
    """
    told = load_report(user_id, key, now=int(at.timestamp() * 1000))
    if told is None:
        return None
    made = told.made_at.astimezone(zone).date()
    paper = report_paper(
        PaperReport(
            short=told.short,
            is_practice=told.is_practice,
            on=made.toordinal(),
            profile=told.profile,
            report=told.report,
            mistakes=told.mistakes,
            names=told.names,
        ),
        bank_here(),
        catalogue(),
        address=address,
        missed_only=missed_only,
    )
    pictures = pictures_of([one.item for one in told.report.items if not (missed_only and one.right)])
    write_report(paper, pictures, catalogue(), qr=qr, stamped_at=at, out=out)
    return f"certway-{told.form.exam}-report-{made.isoformat()}.pdf"
