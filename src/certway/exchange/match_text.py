"""A match as text: the order of the credentials with every point's sentence, as pages and the terminal show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from certway.answers.amounts import Amount
from certway.answers.evidence import Evidence
from certway.answers.figures import SheetFigures
from certway.answers.match import Brought, Match, MatchedCredential
from certway.core.choose.points import Point
from certway.core.choose.ranking import Feasible
from certway.core.choose.swaps import Swap
from certway.core.choose.wishes import (
    MOST_IMPORTANT,
    USUAL_MONEY,
    USUAL_MONTHS,
    USUAL_PAY,
    USUAL_POINTS,
    MatchWishes,
)
from certway.core.person.fields import STATES
from certway.core.rulebook.values import Source
from certway.core.units.verdicts import VerdictName
from certway.exchange.marks import Mark, mark_of
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import amount, day, listed, money, number, number_range
from certway.exchange.words.telling import Telling
from certway.exchange.words.values import value_words

MARKS: dict[Feasible, VerdictName] = {"feasible": "met", "unknown": "unknown", "not-feasible": "not-met"}


@dataclass(frozen=True, slots=True)
class PointText:
    """What one wish adds to the score."""

    name: str  # of the wish
    because: str
    points: str  # `12.5 of 20`
    share: float  # 0 to 1, what surely counts: how long its bar is


@dataclass(frozen=True, slots=True)
class FigureText:
    """One figure with its name, and what it is made of."""

    name: str
    value: str
    note: str = ""
    open: bool = False  # it is not known
    mark: Mark | None = None  # why to be careful with it; None = fresh, and in the body's own words


@dataclass(frozen=True, slots=True)
class MatchedText:
    """One credential in the ranking."""

    id: str
    place: int  # from 1
    short: str
    name: str
    body: str
    page: str  # the body's own
    mark: VerdictName
    word: str  # of the mark
    score: str
    obstacles: tuple[str, ...]
    beaten: str  # which credential is at least as good in everything; empty = none
    figures: tuple[FigureText, ...]
    points: tuple[PointText, ...]


@dataclass(frozen=True, slots=True)
class MatchText:
    """The whole answer."""

    headline: str
    lead: str
    swap: str
    credentials: tuple[MatchedText, ...]


def match_text(answer: Match, telling: Telling) -> MatchText:
    """Return the words of a match."""
    teller = _Teller(answer, telling)
    return MatchText(
        headline=teller.headline(),
        lead=teller.lead(),
        swap=teller.swap(answer.swap),
        credentials=tuple(teller.matched(one, place + 1) for place, one in enumerate(answer.credentials)),
    )


@dataclass(frozen=True)
class _Teller:
    answer: Match
    telling: Telling

    @property
    def words(self) -> Catalogue:
        return self.telling.words

    @property
    def wishes(self) -> MatchWishes:
        return self.answer.wishes

    def short(self, credential: str) -> str:
        return self.words.find(f"credential.{credential}") or credential

    def headline(self) -> str:
        first = self.answer.first
        if first.ranked.feasible != "feasible":
            return self.words.say("match.headline.none")
        return self.words.say("match.headline", first=self.short(first.credential.id))

    def lead(self) -> str:
        way = self.answer.first.way
        if way is None or self.answer.first.ranked.feasible != "feasible":
            return self.words.say("match.lead.none")
        on = day(way.certified_on, self.words)
        cost = self.dollars(way.price.likely)
        lead = self.words.say("match.lead" if way.title else "match.lead.ready", day=on, cost=cost, training=way.title)
        return lead if way.fee is not None else f"{lead} {self.words.say('match.lead.no-fee')}"

    def matched(self, one: MatchedCredential, place: int) -> MatchedText:
        credential, ranked = one.credential, one.ranked
        better = [self.short(name) for name in ranked.beaten_by]
        return MatchedText(
            id=credential.id,
            place=place,
            short=self.short(credential.id),
            name=credential.name,
            body=self.words.find(f"plan.body.{credential.issuer.id}") or credential.issuer.name,
            page=credential.issuer.page,
            mark=MARKS[ranked.feasible],
            word=self.words.say(f"match.word.{ranked.feasible}"),
            score=self.words.say("match.score", points=self._points(ranked.total)),
            obstacles=tuple(self._obstacle(name, one) for name in ranked.obstacles),
            beaten=self.words.say("match.beaten", better=listed(better, "and", self.words)) if better else "",
            figures=tuple(self.figures(one)),
            points=tuple(self._point(point, one) for point in ranked.points),
        )

    def _obstacle(self, name: str, one: MatchedCredential) -> str:
        message, ways = f"match.obstacle.{name}", one.ways
        if name == "months":
            limit = self.count(self.wishes.months or 0, "months")
            return self.words.say(message, months=self.count(ways[0].months, "months"), limit=limit)
        if name == "budget":
            cost = self.dollars(min(way.price.likely for way in ways))
            return self.words.say(message, cost=cost, limit=self.dollars(self.wishes.budget or 0))
        if name == "open-fee":
            return self.words.say(message, limit=self.dollars(self.wishes.budget or 0))
        if name == "hours":
            return self.words.say(message, hours=self.count((self.answer.weekly_minutes or 0) // 60, "hours"))
        if name == "degree":
            return self.words.say(message, degree=self.words.say(f"match.degree.{ways[0].degree}"))
        return self.words.say(message)

    def figures(self, one: MatchedCredential) -> list[FigureText]:
        way, figures = one.way, one.brought.figures
        found = [self._time(one), self._cost(one)]
        if way is not None:
            parts = [
                self.words.say("match.part.training", cost=self._range(way.training.least, way.training.most)),
                self.words.say("match.part.extras", cost=self._range(way.extras.least, way.extras.most)),
                self.words.say("match.part.exam", cost=self._dollars_or_open(way.fee)),
                self.words.say("match.part.documents"),
                self.words.say("match.part.first-year", cost=self._amount(figures.first_year_usd, "usd")),
            ]
            found.append(FigureText(self.words.say("match.figure.parts"), "; ".join(parts)))
        exam = self.words.say(
            "match.exam",
            items=self._amount(figures.items, "items"),
            minutes=self._amount(figures.minutes, "minutes"),
        )
        mark = self._mark_of(figures, "items", "minutes", "pass_rate")
        found.append(FigureText(self.words.say("match.figure.exam"), exam, self._passed(one), mark=mark))
        upkeep = self.words.say("match.upkeep", points=self._amount(figures.points_a_year, "points"))
        fee = self.words.say("match.upkeep.usd", cost=self._amount(figures.upkeep_usd, "usd"))
        mark = self._mark_of(figures, "points_a_year", "upkeep_usd")
        name = self.words.say("match.figure.upkeep")
        found.append(FigureText(name, upkeep, fee, open=figures.points_a_year is None, mark=mark))
        found.append(self._pay(one.brought))
        found.append(self._where(one.brought))
        return found

    def _mark(self, evidence: Sequence[Evidence]) -> Mark | None:
        return mark_of(evidence, self.answer.as_of, self.telling)

    def _mark_of(self, figures: SheetFigures, *names: str) -> Mark | None:
        return self._mark([evidence for name in names for evidence in figures.evidence[name]])

    def _time(self, one: MatchedCredential) -> FigureText:
        name, way = self.words.say("match.figure.time"), one.way
        if way is None:
            return FigureText(name, self.words.say("match.not-known"), open=True)
        training = way.title or self.words.say("match.no-training")
        return FigureText(name, self.count(way.months, "months"), training, mark=self._mark(way.time_evidence))

    def _cost(self, one: MatchedCredential) -> FigureText:
        name, way = self.words.say("match.figure.cost"), one.way
        if way is None:
            return FigureText(name, self.words.say("match.not-known"), open=True)
        price = way.price
        notes = [] if price.least == price.most else [self._range(price.least, price.most)]
        if way.fee is None:
            notes.append(self.words.say("compare.cell.no-fee"))
        rests_on = (*way.cost_evidence, *one.brought.figures.evidence["first_year_usd"])
        return FigureText(name, self.dollars(price.likely), "; ".join(notes), mark=self._mark(rests_on))

    def _passed(self, one: MatchedCredential) -> str:
        value = one.brought.figures.pass_rate
        versions = value.in_force(self.answer.as_of) if value else ()
        if not versions or versions[-1].content is None:
            return self.words.say("match.pass-rate.open")
        rate = value_words(value, self.answer.as_of, self.telling)
        note = self.words.text(versions[-1].note)
        return self.words.say("match.pass-rate", rate=rate, note=note)

    def _pay(self, brought: Brought) -> FigureText:
        name, wage = self.words.say("match.figure.pay"), brought.wage
        if wage is None or wage.p50 is None:
            return FigureText(name, self.words.say("compare.open"), open=True)
        notes = [self.words.say("match.pay.where", area=wage.area_name, year=wage.year)]
        if wage.p10 is not None and wage.p90 is not None:
            notes.append(self.words.say("match.pay.range", range=self._range(wage.p10, wage.p90)))
        if wage.combined:
            notes.append(self.words.say("match.pay.combined"))
        if wage.nearest:
            notes.append(self.words.say("match.pay.nearest", title=wage.title))
        pay = self.words.say("match.pay", pay=self.dollars(wage.p50))
        return FigureText(name, pay, " ".join(notes), mark=self._mark(brought.wage_evidence))

    def _where(self, brought: Brought) -> FigureText:
        places = brought.places
        name = self.words.say("match.figure.where")
        if len(places.unsure) == len(STATES):
            return FigureText(name, self.words.say("match.where.open"), open=True)
        value = self.words.say("match.where", n=len(places.enough), total=len(STATES))
        notes = []
        if places.accepted:
            states = listed(sorted(places.accepted), "and", self.words)
            notes.append(self.words.say("match.where.accepted", states=states))
        if places.refused:
            states = listed(sorted(places.refused), "and", self.words)
            notes.append(self.words.say("match.where.refused", states=states))
        if places.unsure:
            notes.append(self.words.say("match.where.unsure", n=len(places.unsure)))
        notes.append(self._laws_read(brought.laws))
        return FigureText(name, value, " ".join(notes))

    def _laws_read(self, laws: Sequence[Source]) -> str:
        """Say in one line what so many states' laws rest on; each of them is a page of its own to look up."""
        oldest = min(source.read_on for source in laws)
        second_hand = sum(source.confidence != "primary" for source in laws)
        return self.words.say(
            "match.where.sources", n=len(laws), m=second_hand, day=day(oldest, self.words, as_of=self.answer.as_of)
        )

    def _point(self, point: Point, one: MatchedCredential) -> PointText:
        return PointText(
            name=self.words.say(f"match.criterion.{point.criterion}"),
            because=self._because(point, one),
            points=self.words.say(
                "match.points", points=self._points(point.points), most=self._full(point, one.ranked.points)
            ),
            share=point.share[0],
        )

    def _full(self, point: Point, every: Sequence[Point]) -> str:
        return number(round(100 * point.weight / sum(other.weight for other in every), 1))

    def _because(self, point: Point, one: MatchedCredential) -> str:
        traits, wishes, way, brought = one.ranked.candidate.traits, self.wishes, one.way, one.brought
        say = self.words.say
        if point.criterion == "side":
            sides = listed([say(f"match.side.{side}") for side in sorted(traits.sides)], "and", self.words)
            return say("match.point.side", sides=sides)
        if point.criterion == "setting":
            shared = len(wishes.settings & traits.settings)
            return say("match.point.setting", n=shared, total=len(wishes.settings))
        if point.criterion == "contact":
            return say("match.point.contact", contact=say(f"match.contact.{traits.contact}"))
        if point.criterion in ("time", "money", "money-now"):
            if way is None:
                return say("match.point.no-way")
            months, cost = self.count(way.months, "months"), self.dollars(way.price.likely)
            if way.fee is None and point.criterion != "time":
                return say("match.point.money.no-fee", cost=cost)
            if point.criterion == "money-now":
                return say("match.point.money-now", now=self.dollars(wishes.money_now or 0), cost=cost)
            if point.criterion == "time":
                twice = self.count(2 * (wishes.months or USUAL_MONTHS), "months")
                return say("match.point.time", months=months, twice=twice)
            return say("match.point.money", cost=cost, twice=self.dollars(2 * (wishes.budget or USUAL_MONEY)))
        if point.criterion == "pay":
            if brought.wage is None or brought.wage.p50 is None:
                return say("match.point.pay.open")
            wanted = self.dollars(wishes.pay or USUAL_PAY)
            return say("match.point.pay", pay=self.dollars(brought.wage.p50), wanted=wanted)
        if point.criterion == "upkeep":
            if brought.figures.points_a_year is None:
                return say("match.point.upkeep.open")
            points = self._amount(brought.figures.points_a_year, "points")
            return say("match.point.upkeep", points=points, twice=number(2 * (wishes.points or USUAL_POINTS)))
        asked = wishes.states if point.criterion == "states" else STATES
        sure = sum(state in brought.places.works for state in asked)
        unsure = sum(state in brought.places.unsure for state in asked)
        return say(f"match.point.{point.criterion}", n=sure, total=len(asked), unsure=unsure)

    def swap(self, found: Swap | None) -> str:
        if found is None:
            return self.words.say("match.swap.none")
        first, message = self.short(found.first), f"match.swap.{found.wish}"
        if found.criterion is not None:
            name = self.words.say(f"match.criterion.{found.criterion}").lower()
            return self.words.say(
                message, criterion=name, before=found.before, after=found.after, most=MOST_IMPORTANT, first=first
            )
        return self.words.say(message, after=self._wish(found.wish, found.after), first=first)

    def _wish(self, wish: str, value: int | str) -> str:
        if isinstance(value, str):
            return self.words.say(f"match.{wish}.{value}")
        if wish in ("budget", "pay"):
            return self.dollars(value)
        return self.count(value, wish)

    def _points(self, points: tuple[float, float]) -> str:
        least, most = (round(end, 1) for end in points)
        return number_range(least, most, self.words)

    def _amount(self, found: Amount, unit: str) -> str:
        return self.words.say("compare.open") if found is None else amount(*found, unit, self.words)

    def _dollars_or_open(self, found: int | None) -> str:
        return self.words.say("compare.open") if found is None else self.dollars(found)

    def _range(self, least: float, most: float) -> str:
        return money(least, most, self.words)

    def dollars(self, whole: float) -> str:
        return money(whole, whole, self.words)

    def count(self, count: int, unit: str) -> str:
        return amount(count, count, unit, self.words)
