"""The days that a certificate tells, and which of them is the one on which something was finished."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from certway.core.units.days import DaySpan
from certway.exchange.certificate_labels import Labelled
from certway.exchange.certificate_lines import MONTH, Line
from certway.exchange.typed_days import TypedDayError, read_typed_day

COMPLETED, PLAIN, ISSUED = 0, 1, 2  # how surely a day is the one of completion; lower is surer
_DASH = r"\s*(?:-|–|—|to|through|thru|and|&)\s*"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20|21)\d{2}"
_DATE = re.compile(
    rf"(?P<iso>\b{_YEAR}-\d{{2}}-\d{{2}})(?![\d-])"
    rf"|(?<![\d/.-])(?P<numbers>\d{{1,2}}(?P<sign>[/.-])\d{{1,2}}(?P=sign)(?:{_YEAR}|\d{{2}}))(?![\d/])"
    rf"|\b(?P<month>{MONTH})\s*(?P<days>{_ORDINAL}(?:{_DASH}{_ORDINAL})*),?\s+(?P<year>{_YEAR})\b"
    rf"|\b(?P<day>{_ORDINAL})\s*(?:-|\s(?:day )?(?:of )?)\s*(?P<named>{MONTH})(?:-|,?\s+)(?P<of>{_YEAR})\b"
    rf"|\b(?P<whole>{MONTH}),?\s+(?P<whole_year>{_YEAR})\b",
    re.IGNORECASE,
)
_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("birth", r"\bborn\b|birth|\bd\.?o\.?b\b"),
        (
            "other-day",
            (
                r"expir|valid (?:until|through|thru|to)|renew|\buntil\b|print|generat|access|revis|releas|review"
                r"|effective|approved? (?:through|until|from)|copyright|©|enroll|regist|\bstart|\bbegin|download"
                r"|available|retire|updated|version|schedul|hired?\b|deadline|\bdue\b"
            ),
        ),
        ("issued", r"\bissu|award|\bgiven\b|presented (?:this|on)|granted|signed|dated"),
        (
            "completed",
            (
                r"complet|attend|participat|\bheld\b|conducted|passed|earned|finish|took place|deliver"
                r"|trained|presented (?:at|by|in)|\bcourse date"
            ),
        ),
    )
)
_LEADS = re.compile(r"(?:on|from|during|held|this|dated|in|at|\W)*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDay:
    """One day that a certificate tells."""

    span: DaySpan
    line: str  # in which it stands
    rank: int


def find_days(lines: Sequence[Line], labelled: Sequence[Labelled]) -> tuple[FoundDay, ...]:
    """Return the days that may be the one of completion, the surest first, each once; never one of birth or expiry."""
    ranks = {"completed": COMPLETED, "dated": PLAIN, "issued": ISSUED}
    found: list[FoundDay] = []
    for pair in labelled:
        if pair.part in ranks:
            found += [FoundDay(span, pair.text, ranks[pair.part]) for _, span, _ in dates_in(pair.value)]
    days = (*ranks, "birth", "other-day")
    told = {(pair.at, span) for pair in labelled if pair.part in days for _, span, _ in dates_in(pair.value)}
    for at, line in enumerate(lines):
        for start, span, whole in dates_in(line.text):
            if (at, span) not in told:
                rank = _rank(lines, at, start, whole=whole)
                found += [] if rank is None else [FoundDay(span, line.text, rank)]
    kept: dict[DaySpan, FoundDay] = {}
    for one in sorted(found, key=lambda one: one.rank):
        kept.setdefault(one.span, one)
    return tuple(one for one in kept.values() if one.span.exact or not any(_holds(one.span, other) for other in kept))


def surest_day(days: Sequence[FoundDay]) -> FoundDay | None:
    """Return the day that is surer than all others; None where several are as sure."""
    best = [one for one in days if one.rank == days[0].rank]
    return best[0] if len(best) == 1 else None


def has_date(text: str) -> bool:
    """Tell whether a date stands in a text."""
    return next(dates_in(text), None) is not None


def without_date(text: str) -> str:
    """Return a text up to the first date in it."""
    start = next((start for start, _, _ in dates_in(text)), len(text))
    return text[:start]


def dates_in(text: str) -> Iterator[tuple[int, DaySpan, bool]]:
    """Yield the dates of a text: where each begins, what it is, and whether it names a day; of a span, its last day."""
    found = [(match, span) for match in _DATE.finditer(text) if (span := _read(match)) is not None]
    for place, (match, span) in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        if (
            following
            and re.fullmatch(_DASH, text[match.end() : following[0].start()])
            and following[1].first >= span.first
        ):
            continue  # the span's last day follows
        yield match.start(), span, match["whole"] is None


def _read(match: re.Match[str]) -> DaySpan | None:
    typed = match[0]
    if match["numbers"] and match["sign"] == "/" and len(typed.rsplit("/", 1)[1]) == 2:
        typed = f"{typed[:-2]}20{typed[-2:]}"
    elif match["days"]:
        typed = f"{match['month']} {re.split(_DASH, match['days'])[-1]} {match['year']}"
    elif match["day"]:
        typed = f"{match['named']} {match['day']} {match['of']}"
    elif match["whole"]:
        typed = f"{match['whole']} {match['whole_year']}"
    try:
        return read_typed_day(typed)
    except TypedDayError:
        return None


def _rank(lines: Sequence[Line], at: int, start: int, *, whole: bool) -> int | None:
    """Return how sure a day is by the words before it; None for one that is something else."""
    before = lines[at].text[:start]
    kind = _kind(before[-80:])
    if kind is None and _LEADS.fullmatch(before):
        above = [line.text for line in lines[max(0, at - 4) : at] if line.text and not has_date(line.text)]
        alone = not before.strip() and len(lines[at].text) < 32
        kind = None if alone else _kind(" ".join(above))
    rank = {"completed": COMPLETED, "issued": ISSUED, None: PLAIN}.get(kind)
    return None if rank == PLAIN and not whole else rank


def _kind(words: str) -> str | None:
    """Return the kind of day that the last telling word of a text stands for."""
    ends = [(match.end(), kind) for kind, pattern in _WORDS for match in pattern.finditer(words)]
    return max(ends)[1] if ends else None


def _holds(span: DaySpan, other: DaySpan) -> bool:
    return other != span and span.first <= other.first and other.last <= span.last
