"""The ways to renew, side by side, as text: cost, time, risk, and where points are to be had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from certway.answers.amounts import Amount
from certway.answers.finish import Fee, Finish, Source
from certway.exchange.words.areas import area_name, points_words
from certway.exchange.words.figures import amount, day, listed, money, opened, unbroken
from certway.exchange.words.telling import Telling
from certway.exchange.words.values import value_words


@dataclass(frozen=True, slots=True)
class OfferLine:
    """Points to take from one offer."""

    id: str
    points: str  # `4 points`
    name: str
    price: str  # `free`
    notes: str  # in which areas, and what is not published; empty where there is nothing to add
    text: str  # all of it
    url: str  # empty where none is known


@dataclass(frozen=True, slots=True)
class WayText:
    """One way to renew."""

    kind: str
    title: str
    cost: str
    fees: tuple[str, ...]  # each fee by itself
    time: str
    risk: str
    until: str  # empty where no day is known
    offers: tuple[OfferLine, ...]
    missing: str  # what no offer of ours brings; empty where nothing is left


def way_texts(ways: Sequence[Finish], telling: Telling, as_of: int, *, unit: str = "points") -> tuple[WayText, ...]:
    """Return the words of each way; `as_of` is an ordinal, `unit` that of what is missing."""
    return tuple(_way(one, telling, as_of, unit) for one in ways)


def _way(way: Finish, telling: Telling, as_of: int, unit: str) -> WayText:
    words = telling.words
    exam = way.kind in ("exam", "lapsed-exam")
    return WayText(
        kind=way.kind,
        title=words.say(f"renew.way.{way.kind}"),
        cost=_cost(way, telling),
        fees=tuple(_fee(fee, as_of, telling) for fee in way.fees),
        time=_time(way.hours, telling, exam=exam, unit=unit),
        risk=_risk(way, telling, as_of) if exam else words.say("renew.way.risk/education"),
        until=""
        if way.until is None
        else words.say("renew.way.until", on=unbroken(day(way.until, words, as_of=as_of))),
        offers=tuple(_offers(way.sources, telling)),
        missing=words.say("renew.way.missing", points=points_words(way.missing, words, unit)) if way.missing else "",
    )


def _cost(way: Finish, telling: Telling) -> str:
    words = telling.words
    if way.usd is not None:
        return words.say("renew.way.cost", usd=money(*way.usd, words))
    least, most = way.known_usd or (0, 0)
    if not most:
        return words.say("renew.way.cost/unknown")
    return words.say("renew.way.cost/partly", usd=money(least, most, words))


def _fee(fee: Fee, as_of: int, telling: Telling) -> str:
    titles = listed([telling.words.text(value.title) for value in fee.values], "or", telling.words)
    said = money(*fee.usd, telling.words) if fee.usd else value_words(fee.values[0], as_of, telling)
    return telling.words.say("renew.way.fee", title=opened(titles), usd=said)


def _time(hours: Amount, telling: Telling, *, exam: bool, unit: str) -> str:
    words = telling.words
    if hours is None:
        return words.say("renew.way.time/unknown" if unit == "points" else "renew.way.time/unpublished")
    if not any(hours):
        return words.say("renew.way.time/none")
    said = amount(round(hours[0], 1), round(hours[1], 1), "hours", words)
    return words.say("renew.way.time/exam" if exam else "renew.way.time", hours=said)


def _risk(way: Finish, telling: Telling, as_of: int) -> str:
    rate = value_words(way.pass_rate, as_of, telling)
    return telling.words.say("renew.way.risk", rate=rate)


def _offers(sources: Sequence[Source], telling: Telling) -> Iterator[OfferLine]:
    words = telling.words
    for one in sources:
        price = words.say("renew.offer.unpriced") if one.usd is None else _price(one.usd, telling)
        points, name = points_words(one.points, words), one.resource.name
        areas = [
            words.say("renew.missing.area", points=points_words(share, words), area=area_name(area, words))
            for area, share in one.areas
        ]
        said = []
        if areas:
            said.append(words.say("renew.offer.areas", areas=listed(areas, "and", words)))
        if not one.enough:
            said.append(words.say("renew.offer.unsure"))
        text = words.say("renew.offer", points=points, name=name, price=price)
        notes = " ".join(said)
        yield OfferLine(one.resource.id, points, name, price, notes, f"{text} {notes}".strip(), one.resource.url)


def _price(usd: tuple[float, float], telling: Telling) -> str:
    return telling.words.say("renew.offer.free") if usd == (0, 0) else money(*usd, telling.words)
