"""The comparison as a table: columns, cells in words, and the order of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from certway.answers.amounts import Amount
from certway.answers.compare import ComparedCredential, Comparison
from certway.answers.evidence import Evidence
from certway.answers.ways import FoundWay
from certway.exchange.compare_text import law_lines, pay_lines
from certway.exchange.marks import Mark, mark_of
from certway.exchange.words.catalogue import Catalogue, catalogue
from certway.exchange.words.figures import amount, money, number, number_range
from certway.exchange.words.figures import day as day_words
from certway.exchange.words.telling import Telling
from certway.exchange.words.values import value_words

COLUMNS = ("who", "cost", "months", "exam", "renewal", "upkeep", "pay", "law")
SORTED_BY = ("cost", "months", "exam", "renewal", "upkeep", "pay")  # what numbers put in order
_LAST = float("inf")  # what is not known stands last
_FIGURES = {  # what a cell shows of a compared credential
    "exam": ("items", "minutes", "passing_score", "delivery"),
    "renewal": ("cycle_months", "points"),
    "upkeep": ("upkeep_usd",),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure, the main line first."""

    column: str
    lines: tuple[str, ...]
    open: bool = False  # not published
    mark: Mark | None = None  # why to be careful with it; None = fresh, and in the body's own words


@dataclass(frozen=True, slots=True)
class Row:
    """One credential."""

    id: str
    short: str
    name: str
    who: str  # who may apply; empty where that was not asked for
    body: str
    page: str
    cells: tuple[Cell, ...]


def headline(answer: Comparison) -> str:
    """Return what the comparison comes to: how long the quickest ways take."""
    words = catalogue()
    months = [one.newcomer.quickest.months for one in answer.credentials if one.newcomer]
    if not months:
        return words.say("compare.title", day=day_words(answer.as_of, words))
    if min(months) == max(months):
        return words.say("compare.page.heading/one", months=amount(min(months), max(months), "months", words))
    least = number(min(months))
    return words.say("compare.page.heading", least=least, most=amount(max(months), max(months), "months", words))


def table_rows(answer: Comparison, telling: Telling, *, columns: Sequence[str], order: str) -> list[Row]:
    """Return the rows of a comparison, sorted by a column where one is named, the least first."""
    credentials = sorted(answer.credentials, key=lambda one: _rank(one, order)) if order else answer.credentials
    return [_row(one, answer.as_of, telling, columns) for one in credentials]


def _rank(one: ComparedCredential, order: str) -> float:
    ranks = {
        "cost": one.newcomer.cheapest.price.likely if one.newcomer and one.newcomer.cheapest.fee is not None else None,
        "months": one.newcomer.quickest.months if one.newcomer else None,
        "exam": one.figures.minutes[0] if one.figures.minutes else None,
        "renewal": -one.figures.cycle_months[0] if one.figures.cycle_months else None,  # the longest peace first
        "upkeep": one.figures.upkeep_usd[0] if one.figures.upkeep_usd else None,
        "pay": -one.wage.p50 if one.wage and one.wage.p50 else None,  # the most first
    }
    rank = ranks.get(order)
    return _LAST if rank is None else rank


def _row(one: ComparedCredential, day: int, telling: Telling, columns: Sequence[str]) -> Row:
    credential, words = one.credential, telling.words
    return Row(
        id=credential.id,
        short=words.find(f"credential.{credential.id}") or credential.short,
        name=credential.name,
        who=words.text(credential.summary) if "who" in columns else "",
        body=words.find(f"plan.body.{credential.issuer.id}") or credential.issuer.name,
        page=credential.issuer.page,
        cells=tuple(_marked(name, one, day, telling) for name in columns if name != "who"),
    )


def _marked(column: str, one: ComparedCredential, day: int, telling: Telling) -> Cell:
    return replace(_cell(column, one, day, telling), mark=mark_of(_evidence(column, one), day, telling))


def _evidence(column: str, one: ComparedCredential) -> tuple[Evidence, ...]:
    """Return what the figures of a cell rest on."""
    if column == "pay":
        return one.wage_evidence
    if column == "law":
        return one.law_evidence
    if column in _FIGURES:
        return tuple(evidence for name in _FIGURES[column] for evidence in one.figures.evidence[name])
    ways = (one.newcomer.quickest, one.newcomer.cheapest) if one.newcomer else ()
    found = [way.cost_evidence if column == "cost" else way.time_evidence for way in ways]
    return tuple(dict.fromkeys(evidence for every in found for evidence in every))


def _cell(column: str, one: ComparedCredential, day: int, telling: Telling) -> Cell:
    words = telling.words
    if column in ("cost", "months"):
        return _from_school(column, one, words)
    if column == "exam":
        lines = [_amount(one.figures.items, "items", words), _amount(one.figures.minutes, "minutes", words)]
        passed = words.say("compare.pass", score=_bare(one.figures.passing_score, words))
        return Cell(column, (*lines, passed, _place(one, day, telling)))
    if column == "renewal":
        every = words.say("compare.every", length=_amount(one.figures.cycle_months, "months", words))
        return Cell(column, (every, _amount(one.figures.points, "points", words)))
    if column == "pay":
        return Cell(column, pay_lines(one.wage, words), open=one.wage is None)
    if column == "law":
        assert one.law is not None, "the column stands where a state was named"
        return Cell(column, law_lines(one.law, words), open=one.law.need in ("not-researched", "unknown"))
    return Cell(column, (_amount(one.figures.upkeep_usd, "usd", words),), open=one.figures.upkeep_usd is None)


def _place(one: ComparedCredential, day: int, telling: Telling) -> str:
    versions = one.figures.delivery.in_force(day) if one.figures.delivery is not None else ()
    if not versions or any(version.state == "not-found" for version in versions):
        return telling.words.say("compare.cell.no-place")
    return value_words(one.figures.delivery, day, telling)


def _from_school(column: str, one: ComparedCredential, words: Catalogue) -> Cell:
    """What it takes from a high-school diploma: the quickest way first, then the cheapest where it is another."""
    if one.newcomer is None:
        return Cell(column, (words.say("compare.newcomer.none"),), open=True)
    ways = {"quickest": one.newcomer.quickest, "cheapest": one.newcomer.cheapest}
    same = ways["quickest"] == ways["cheapest"]
    tell = _cost if column == "cost" else _months
    if same:
        return Cell(column, tell(ways["quickest"], words))
    lines = [
        words.say(f"compare.cell.{name}", figure=line) if place == 0 else line
        for name, way in ways.items()
        for place, line in enumerate(tell(way, words))
    ]
    return Cell(column, tuple(lines))


def _cost(way: FoundWay, words: Catalogue) -> tuple[str, ...]:
    price = way.price
    counted = money(price.likely, price.likely, words)
    without = () if way.fee is not None else (words.say("compare.cell.no-fee"),)
    if price.least == price.most:
        return counted, *without
    return words.say("compare.cell.about", figure=counted), money(price.least, price.most, words), *without


def _months(way: FoundWay, words: Catalogue) -> tuple[str, ...]:
    return amount(way.months, way.months, "months", words), words.text(way.title)


def _amount(found: Amount, unit: str, words: Catalogue) -> str:
    return words.say("compare.open") if found is None else amount(*found, unit, words)


def _bare(found: Amount, words: Catalogue) -> str:
    return words.say("compare.open") if found is None else number_range(*found, words)
