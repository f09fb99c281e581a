"""The address by which LinkedIn offers to add a certification to the profile of who opens it.

Source: LinkedIn, "Add to Profile for Certifications". Months and years alone go there, never days, and only what is
known; LinkedIn shows its own form with it, and adds nothing before its member says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from certway.core.units.days import DaySpan

ADD = "https://www.linkedin.com/profile/add"


@dataclass(frozen=True, slots=True)
class Certification:
    """What LinkedIn is told."""

    name: str
    organization: str = ""  # who issued it; empty = not known
    issued: DaySpan | None = None  # None = not known
    expires: DaySpan | None = None  # its last day; None = not known, or it does not expire
    number: str = ""  # as the certificate has it; empty = not known
    url: str = ""  # where this very certificate is shown; empty = not known


def add_address(certification: Certification) -> str:
    """Return the address that opens LinkedIn's form with what is known; a month that is not sure is left out."""
    told = [
        ("startTask", "CERTIFICATION_NAME"),
        ("name", certification.name),
        ("organizationName", certification.organization),
        *_month("issue", certification.issued),
        *_month("expiration", certification.expires),
        ("certUrl", certification.url),
        ("certId", certification.number),
    ]
    return f"{ADD}?{urlencode([(name, value) for name, value in told if value], quote_via=quote, safe='')}"


def _month(what: str, span: DaySpan | None) -> Iterator[tuple[str, str]]:
    """Yield the year and the month of a day, as far as they are sure."""
    if span is None:
        return
    first, last = date.fromordinal(span.first), date.fromordinal(span.last)
    if first.year == last.year:
        yield f"{what}Year", str(first.year)
        if first.month == last.month:
            yield f"{what}Month", str(first.month)
