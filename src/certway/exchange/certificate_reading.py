"""What a certificate of continuing education says, read from its text and offered for confirmation.

Nothing is kept here, and nothing guessed: what is not told, or told in two ways, stays unknown, with the choices beside
it. Each value comes with the line in which it stands. The name of the person is taken out before anything is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from certway.core.person.record import Entry, FieldValue
from certway.core.person.scalars import LONGEST_TEXT
from certway.core.units.days import DaySpan
from certway.exchange.certificate_approvers import find_approvers, find_kind
from certway.exchange.certificate_days import dates_in, find_days, surest_day
from certway.exchange.certificate_labels import Labelled, Part, label_of, labels_in, number_label
from certway.exchange.certificate_lines import Line, read_lines, sentences
from certway.exchange.certificate_points import Amount, find_amounts, surest_amount
from certway.exchange.certificate_words import find_provider, find_titles

_T = TypeVar("_T")
_COURSE_LINE = re.compile(
    r"(?P<code>[A-Z]{2,5}[ -]?\d{3,4}[A-Z]?)\s+(?P<title>\D.{2,80}?)\s+(?P<hours>\d{1,2}\.\d{1,3})\s+(?:[ABCDPS][+-]?"
    r"|CR)(?:\s.*)?"
)


@dataclass(frozen=True, slots=True)
class Read(Generic[_T]):
    """A value with the line of the certificate in which it stands."""

    value: _T
    line: str


@dataclass(frozen=True, slots=True)
class CertificateProposal:
    """What a certificate says, to be confirmed; what is None or empty is not told, or not surely."""

    on: Read[DaySpan] | None = None  # the day it was finished; of several days the last
    title: Read[str] | None = None
    provider: Read[str] | None = None
    points: Read[Amount] | None = None  # as said, in the unit said
    approved_by: tuple[Read[str], ...] = ()  # words of the person file
    kind: Read[str] | None = None  # word of the person file
    other_days: tuple[Read[DaySpan], ...] = ()  # that may be meant as well, the surest first
    other_points: tuple[Read[Amount], ...] = ()
    other_titles: tuple[Read[str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was read that would fill a field."""
        return self.entry == {} and not (self.other_days or self.other_points or self.other_titles)

    @property
    def entry(self) -> Entry:
        """What was read surely, as an entry of `education_credits`."""
        entry: dict[str, FieldValue] = {}
        told: tuple[tuple[str, Read[DaySpan] | Read[str] | None], ...]
        told = (("title", self.title), ("on", self.on), ("provider", self.provider), ("kind", self.kind))
        for name, read in told:
            if read is not None:
                entry[name] = read.value
        if self.points is not None:
            entry["points"] = self.points.value.hundredths
        if self.approved_by:
            entry["approved_by"] = tuple(one.value for one in self.approved_by)
        return entry


def read_certificate(text: str) -> CertificateProposal:
    """Return what a certificate's text says.

    >>> read = read_certificate("This certifies that Jane Roe has completed Safe Draws on March 4, 2026")
    >>> read.title.value, str(read.on.value)
    ('Safe Draws', '2026-03-04')
    """
    lines = read_lines(text)
    said, labelled = tuple(sentences(lines)), tuple(_labelled(lines))
    days, amounts = find_days(lines, labelled), find_amounts(said, labelled)
    titles, kind = find_titles(lines, labelled), find_kind(said)
    provider = find_provider(lines, labelled, said)
    day, amount = surest_day(days), surest_amount(amounts)
    title = titles[0] if titles and [one.rank for one in titles].count(titles[0].rank) == 1 else None
    found = CertificateProposal(
        on=Read(day.span, day.line) if day else None,
        title=Read(title.value[:LONGEST_TEXT], title.line) if title else None,
        provider=Read(provider.value, provider.line) if provider else None,
        points=Read(amount.amount, amount.line) if amount else None,
        approved_by=tuple(Read(one.value, one.line) for one in find_approvers(said, labelled)),
        kind=Read(kind.value, kind.line) if kind else None,
        other_days=tuple(Read(one.span, one.line) for one in days if one is not day),
        other_points=tuple(Read(one.amount, one.line) for one in amounts if one is not amount),
        other_titles=tuple(Read(one.value, one.line) for one in titles if one is not title),
    )
    return _with_courses(found, lines)


def _with_courses(found: CertificateProposal, lines: Sequence[Line]) -> CertificateProposal:
    """Return a proposal with what a transcript's one line of a course says; several lines are offered."""
    courses = [(match, line.text) for line in lines if (match := _COURSE_LINE.fullmatch(line.text))]
    titles = tuple(Read(f"{match['code']} {match['title']}".strip(), line) for match, line in courses)
    hours = tuple(Read(Amount(round(float(match["hours"]) * 100), "semester-hours"), line) for match, line in courses)
    if len(courses) == 1:
        found = replace(found, title=titles[0], points=hours[0], other_titles=(), other_points=())
    elif courses:
        found = replace(found, title=None, points=None, other_titles=titles, other_points=tuple(dict.fromkeys(hours)))
    return replace(found, kind=found.kind or Read("college", courses[0][1])) if courses else found


def _labelled(lines: Sequence[Line]) -> Iterator[Labelled]:
    """Yield every label with its value: behind it, in the next column, on the line below, or above a line to sign."""
    for at, line in enumerate(lines):
        for place, cell in enumerate(line.cells):
            inline = list(labels_in(cell.text, at))
            yield from (one for one in inline if one.value and one is not inline[-1])
            part = label_of(cell.text)
            if inline and inline[-1].value:
                yield replace(inline[-1], value=_continued(lines, at, place, inline[-1]))
            elif inline or (part and (part != "course" or place + 1 < len(line.cells))):
                label = inline[-1] if inline else Labelled(part or "other", cell.text.strip(" :"), "", at)
                yield from _beside(lines, at, place, label)
            elif number_label(cell.text):
                yield Labelled("points", *number_label(cell.text) or ("", ""), at)


def _beside(lines: Sequence[Line], at: int, place: int, label: Labelled) -> Iterator[Labelled]:
    """Yield a label that stands alone with the value that belongs to it."""
    line = lines[at]
    right = line.cells[place + 1] if place + 1 < len(line.cells) else None
    if right is not None and label_of(right.text) is None and next(labels_in(right.text, at), None) is None:
        value = _continued(lines, at, place + 1, replace(label, value=right.text))
        yield replace(label, value=value)
        return
    below, above = _near(lines, at, place, 1), _near(lines, at, place, -1)
    is_day = label.part in ("completed", "dated", "issued", "birth", "other-day")
    for where, value in (below, above):
        if value and (not is_day or _is_date(value)) and (is_day or where > at):
            yield replace(label, value=value, at=where)
            return


def _near(lines: Sequence[Line], at: int, place: int, step: int) -> tuple[int, str]:
    """Return the nearest line below or above with something in it, and what stands in the same column there."""
    where = at + step
    while 0 <= where < len(lines) and abs(where - at) <= 3 and not lines[where].cells:
        where += step
    if not 0 <= where < len(lines) or not lines[where].cells:
        return at, ""
    own, cells = lines[at].cells, lines[where].cells
    cell = cells[place] if len(cells) == len(own) else min(cells, key=lambda one: abs(one.start - own[place].start))
    is_value = label_of(cell.text) is None and next(labels_in(cell.text, where), None) is None
    return where, cell.text if is_value else ""


def _continued(lines: Sequence[Line], at: int, place: int, label: Labelled) -> str:
    """Return a value in a column with the lines on which it goes on."""
    start, value = lines[at].cells[place].start, label.value
    if place == 0 or place + 1 < len(lines[at].cells) or label.part not in ("title", "course", "provider"):
        return value
    for line in lines[at + 1 : at + 3]:
        if len(line.cells) != 1 or abs(line.cells[0].start - start) > 2 or label_of(line.text):
            break
        value = f"{value} {line.text}"
    return value


def _is_date(text: str) -> bool:
    return any(start == 0 or not text[:start].strip(" ,").replace("day", "") for start, _, _ in dates_in(text)) or any(
        text[:start].strip(" ,").casefold().endswith("day") for start, _, _ in dates_in(text)
    )


__all__ = ["Amount", "CertificateProposal", "Part", "Read", "read_certificate"]
