"""The record as it was known on an earlier day: what an address may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest

from certway.core.person.draft import Draft
from certway.core.units.days import DaySpan, to_date
from certway.exchange.typed_days import TypedDayError, read_typed_day
from certway.records.load import load_draft
from certway.web.clock import end_of_day, today
from certway.web.layout.visiting import visit_of

KNOWN = "known-on"  # the parameter that names the day


@dataclass(frozen=True, slots=True)
class Known:
    """A day on which something was known."""

    day: int  # an ordinal, where the reader is
    moment: datetime  # its end, in UTC

    @property
    def day_text(self) -> str:
        """The day as an address has it."""
        return to_date(self.day).isoformat()

    @property
    def query(self) -> str:
        """What keeps the day in the address of another page."""
        return f"?{KNOWN}={self.day_text}"


def known_of(request: HttpRequest) -> Known | None:
    """Return the day as of which the record is to be read; None for now, and for what is no single day or to come."""
    span = _asked_day(request)
    if span is None or not span.exact or span.first > today(request):
        return None
    return Known(span.first, end_of_day(request, span.first))


def is_to_come(request: HttpRequest) -> bool:
    """Tell whether the address asks for a single day on which nothing can be known yet."""
    span = _asked_day(request)
    return span is not None and span.exact and span.first > today(request)


def _asked_day(request: HttpRequest) -> DaySpan | None:
    text = request.GET.get(KNOWN, "").strip()
    if not text:
        return None
    try:
        return read_typed_day(text)
    except TypedDayError:
        return None


def read_draft(request: HttpRequest) -> tuple[Draft, Known | None]:
    """Return what the person has told, by the day that the address asks for; and that day, None for now.

    Raises Http404 when the address asks for something that is no single day, or for a day to come.
    """
    known = known_of(request)
    if known is None and request.GET.get(KNOWN, "").strip():
        raise Http404  # the answer of another day than the one asked for would be taken for it
    return load_draft(visit_of(request), known_at=known.moment if known else None), known
