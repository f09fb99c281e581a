"""A report as a PDF to print."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import partial
from shutil import copyfileobj
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO, BinaryIO

from certway.core.units.errors import CertwayError
from certway.exchange.bounded_process import put, run_bounded
from certway.exchange.report_paper import Paper
from certway.exchange.words.catalogue import Catalogue

SET_SECONDS = 60  # on the wall, for one report
COLUMNS = ("part", "stretch", "sure", "right-of", "axis", "of-many")
_SETTER = "certway.exchange.report_setting"
_SETTERS = BoundedSemaphore(2)  # at once in this process


class ReportError(CertwayError):
    """Raised for a report that can't be set within the bounds of memory and time."""


def write_report(
    paper: Paper, pictures: Mapping[str, bytes], words: Catalogue, *, qr: str, stamped_at: datetime, out: BinaryIO
) -> None:
    """Write a report as a PDF; the same report gives the same bytes.

    `pictures` are those of its questions, by name; `qr` is an SVG that leads back to it; `stamped_at` is an instant in
    UTC. Where the pictures can't be set in a process with bounded memory and time, what they show stands there in
    words. Raises ReportError where even that can't be done.
    """
    head = {"paper": asdict(paper), "labels": _labels(words), "qr": qr}
    for given in (pictures, {}) if pictures else ({},):
        with _SETTERS, TemporaryFile() as made:
            feed = partial(fill_tray, report=head, pictures=given, stamped_at=stamped_at)
            if run_bounded(_SETTER, feed, made, seconds=SET_SECONDS):
                made.seek(0)
                copyfileobj(made, out)
                return
    raise ReportError(words.say("report.paper.too-heavy"))


def fill_tray(
    tray: IO[bytes], *, report: Mapping[str, object], pictures: Mapping[str, bytes], stamped_at: datetime
) -> None:
    """Write what is to be set as `report_setting` reads it."""
    head = {"report": report, "pictures": list(pictures), "stamped_at": stamped_at.isoformat()}
    tray.write(json.dumps(head).encode() + b"\n")
    for content in pictures.values():
        put(tray, content)


def _labels(words: Catalogue) -> Mapping[str, str]:
    """Return the words that are the same in every report."""
    return {
        **{name: words.say(f"report.paper.column.{name}") for name in COLUMNS},
        "page": words.say("plan.page", page="{page}", pages="{pages}"),
        "between": words.say("report.paper.between", low="{low}", high="{high}"),
        "parts": words.say("report.parts"),
        "how": words.say("report.how"),
        "mistakes": words.say("report.paper.why"),
        "sure-key": words.say("report.surety.key"),
        "right": words.say("bank.right"),
        "yours": words.say("report.yours"),
        "yours-mark": words.say("report.paper.yours"),
        "reference": words.say("bank.reference"),
        "picture": words.say("report.paper.picture"),
    }
