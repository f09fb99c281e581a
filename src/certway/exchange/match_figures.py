"""What each credential of a match takes and brings, figure by figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from certway.answers.evidence import Evidence
from certway.answers.figures import SheetFigures
from certway.answers.match import Brought, MatchedCredential
from certway.answers.places import Places
from certway.answers.ways import FoundWay
from certway.core.advance.ladder import Rung
from certway.core.person.fields import STATES
from certway.core.rulebook.values import Source
from certway.exchange.marks import Mark, mark_of
from certway.exchange.match_telling import MatchTelling
from certway.exchange.words.figures import day, listed
from certway.exchange.words.values import value_words


@dataclass(frozen=True, slots=True)
class FigureText:
    """One figure with its name, and what it is made of."""

    name: str
    value: str
    note: str = ""
    open: bool = False  # it is not known
    mark: Mark | None = None  # why to be careful with it; None = fresh, and in the body's own words


def figures_of(one: MatchedCredential, told: MatchTelling) -> Iterator[FigureText]:
    """Yield the figures of one credential in the order in which people ask."""
    way, brought = one.way, one.brought
    if way is None:
        for name in ("time", "cost"):
            yield FigureText(told.say(f"match.figure.{name}"), told.say("match.not-known"), open=True)
    else:
        yield _time(way, told)
        yield _cost(way, brought, told)
        yield _parts(way, brought.figures, told)
    yield _exam(brought.figures, told)
    yield _upkeep(brought.figures, told)
    yield _pay(brought, told)
    yield _where(brought.places, told)
    yield _leads(brought, told)


def _time(way: FoundWay, told: MatchTelling) -> FigureText:
    training = way.title or told.say("match.no-training")
    name, mark = told.say("match.figure.time"), _mark(way.time_evidence, told)
    return FigureText(name, told.count(way.months, "months"), training, mark=mark)


def _cost(way: FoundWay, brought: Brought, told: MatchTelling) -> FigureText:
    price = way.price
    notes = [] if price.least == price.most else [told.range(price.least, price.most)]
    if way.fee is None:
        notes.append(told.say("compare.cell.no-fee"))
    mark = _mark((*way.cost_evidence, *brought.figures.evidence["first_year_usd"]), told)
    return FigureText(told.say("match.figure.cost"), told.dollars(price.likely), "; ".join(notes), mark=mark)


def _parts(way: FoundWay, figures: SheetFigures, told: MatchTelling) -> FigureText:
    parts = [
        told.say("match.part.training", cost=told.range(way.training.least, way.training.most)),
        told.say("match.part.extras", cost=told.range(way.extras.least, way.extras.most)),
        told.say("match.part.exam", cost=told.dollars_or_open(way.fee)),
        told.say("match.part.documents"),
        told.say("match.part.first-year", cost=told.amount(figures.first_year_usd, "usd")),
    ]
    return FigureText(told.say("match.figure.parts"), "; ".join(parts))


def _exam(figures: SheetFigures, told: MatchTelling) -> FigureText:
    items, minutes = told.amount(figures.items, "items"), told.amount(figures.minutes, "minutes")
    exam = told.say("match.exam", items=items, minutes=minutes)
    mark = _mark_of(figures, told, "items", "minutes", "pass_rate")
    return FigureText(told.say("match.figure.exam"), exam, _passed(figures, told), mark=mark)


def _passed(figures: SheetFigures, told: MatchTelling) -> str:
    value, on = figures.pass_rate, told.answer.as_of
    versions = value.in_force(on) if value else ()
    if not versions or versions[-1].content is None:
        return told.say("match.pass-rate.open")
    rate = value_words(value, on, told.telling)
    return told.say("match.pass-rate", rate=rate, note=told.words.text(versions[-1].note))


def _upkeep(figures: SheetFigures, told: MatchTelling) -> FigureText:
    upkeep = told.say("match.upkeep", points=told.amount(figures.points_a_year, "points"))
    fee = told.say("match.upkeep.usd", cost=told.amount(figures.upkeep_usd, "usd"))
    mark = _mark_of(figures, told, "points_a_year", "upkeep_usd")
    name, is_open = told.say("match.figure.upkeep"), figures.points_a_year is None
    return FigureText(name, upkeep, fee, open=is_open, mark=mark)


def _pay(brought: Brought, told: MatchTelling) -> FigureText:
    name, wage = told.say("match.figure.pay"), brought.wage
    if wage is None or wage.p50 is None:
        return FigureText(name, told.say("compare.open"), open=True)
    notes = [told.say("match.pay.where", area=wage.area_name, year=wage.year)]
    if wage.p10 is not None and wage.p90 is not None:
        notes.append(told.say("match.pay.range", range=told.range(wage.p10, wage.p90)))
    if wage.combined:
        notes.append(told.say("match.pay.combined"))
    if wage.nearest:
        notes.append(told.say("match.pay.nearest", title=wage.title))
    pay = told.say("match.pay", pay=told.dollars(wage.p50))
    return FigureText(name, pay, " ".join(notes), mark=_mark(brought.wage_evidence, told))


def _where(places: Places, told: MatchTelling) -> FigureText:
    name = told.say("match.figure.where")
    if len(places.unsure) == len(STATES):
        return FigureText(name, told.say("match.where.open"), open=True)
    value = told.say("match.where", n=len(places.enough), total=len(STATES))
    notes = []
    for worth in ("accepted", "refused"):
        states = sorted(getattr(places, worth))
        if states:
            notes.append(told.say(f"match.where.{worth}", states=listed(states, "and", told.words)))
    if places.unsure:
        notes.append(told.say("match.where.unsure", n=len(places.unsure)))
    if places.second_hand:
        notes.append(told.say("match.where.second-hand", n=len(places.second_hand)))
    if places.oldest is not None:
        notes.append(told.say("match.where.oldest", day=day(places.oldest, told.words)))
    return FigureText(name, value, " ".join(notes))


def _leads(brought: Brought, told: MatchTelling) -> FigureText:
    name = told.say("match.figure.leads")
    if not brought.leads_to:
        return FigureText(name, told.say("match.leads.none"), open=True)
    ends = [told.words.find(f"credential.{rung.id}") or told.words.text(rung.title) for rung in brought.leads_to]
    evidence = [Evidence(rung.title, source) for rung, source in _sources_of_leads(brought)]
    return FigureText(name, "; ".join(ends), mark=_mark(evidence, told))


def _sources_of_leads(brought: Brought) -> Iterator[tuple[Rung, Source]]:
    rungs = {rung.id: rung for rung in brought.leads_to}
    for edge in brought.leads:
        yield from ((rungs[edge.end], source) for source in edge.sources)


def _mark(evidence: Sequence[Evidence], told: MatchTelling) -> Mark | None:
    return mark_of(evidence, told.answer.as_of, told.telling)


def _mark_of(figures: SheetFigures, told: MatchTelling, *names: str) -> Mark | None:
    return _mark([evidence for name in names for evidence in figures.evidence[name]], told)
