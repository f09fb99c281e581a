"""A match as text: the order of the credentials with every point's sentence, as pages and the terminal show it."""

from __future__ import annotations

from dataclasses import dataclass

from certway.answers.match import HeldCredential, Match, MatchedCredential
from certway.core.choose.ranking import Feasible
from certway.core.choose.swaps import Swap
from certway.core.choose.wishes import DEGREES, MOST_IMPORTANT
from certway.core.units.verdicts import VerdictName
from certway.exchange.match_figures import FigureText, figures_of
from certway.exchange.match_points import PointText, point_text
from certway.exchange.match_telling import MatchTelling
from certway.exchange.words.figures import day, listed
from certway.exchange.words.places import path_in_words
from certway.exchange.words.telling import Telling

MARKS: dict[Feasible, VerdictName] = {"feasible": "met", "unknown": "unknown", "not-feasible": "not-met"}


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
    expired: str  # that she held it; empty = she did not
    figures: tuple[FigureText, ...]
    points: tuple[PointText, ...]


@dataclass(frozen=True, slots=True)
class MatchText:
    """The whole answer."""

    headline: str
    lead: str
    swap: str
    first: MatchedText | None  # None = she holds them all
    credentials: tuple[MatchedText, ...]
    held: tuple[str, ...]  # a sentence for each credential that she holds


def match_text(answer: Match, telling: Telling) -> MatchText:
    """Return the words of a match."""
    told = MatchTelling(answer, telling)
    credentials = tuple(_matched(one, place + 1, told) for place, one in enumerate(answer.credentials))
    return MatchText(
        headline=_headline(answer.first, told),
        lead=_lead(answer.first, told),
        swap=_swap(answer.swap, told),
        first=next(iter(credentials), None),
        credentials=credentials,
        held=tuple(_held(one, told) for one in answer.held),
    )


def _headline(first: MatchedCredential | None, told: MatchTelling) -> str:
    if first is None:
        return told.say("match.headline.all-held")
    if first.ranked.feasible == "not-feasible":
        return told.say("match.headline.none")
    if first.ranked.feasible == "unknown":
        open_fee = "open-fee" in first.ranked.obstacles
        return told.say("match.headline.open-fee" if open_fee else "match.headline.unknown", first=_short(first, told))
    return told.say("match.headline", first=_short(first, told))


def _lead(first: MatchedCredential | None, told: MatchTelling) -> str:
    if first is None:
        return told.say("match.lead.all-held")
    way = first.way
    if first.ranked.feasible == "not-feasible" or way is None:
        return told.say("match.lead.none" if way else "match.lead.unknown")
    on, cost = day(way.certified_on, told.words), told.dollars(way.price.likely)
    lead = told.say("match.lead" if way.title else "match.lead.ready", day=on, cost=cost, training=way.title)
    return lead if way.fee is not None else f"{lead} {told.say('match.lead.no-fee')}"


def _short(one: MatchedCredential, told: MatchTelling) -> str:
    return told.short(one.credential.id)


def _held(one: HeldCredential, told: MatchTelling) -> str:
    short, holding = told.short(one.credential.id), one.holding
    if holding.validity == "unknown":
        return told.say("match.held.unknown", short=short)
    if holding.expires is None:
        return told.say("match.held", short=short)
    return told.say("match.held.until", short=short, day=day(holding.expires, told.words, as_of=told.answer.as_of))


def _matched(one: MatchedCredential, place: int, told: MatchTelling) -> MatchedText:
    credential, ranked = one.credential, one.ranked
    better = [told.short(name) for name in ranked.beaten_by]
    return MatchedText(
        id=credential.id,
        place=place,
        short=_short(one, told),
        name=credential.name,
        body=told.words.find(f"plan.body.{credential.issuer.id}") or credential.issuer.name,
        page=credential.issuer.page,
        mark=MARKS[ranked.feasible],
        word=told.say(f"match.word.{ranked.feasible}"),
        score=told.say("match.score", points=told.points(ranked.total)),
        obstacles=tuple(_obstacle(name, one, told) for name in ranked.obstacles),
        beaten=told.say("match.beaten", better=listed(better, "and", told.words)) if better else "",
        expired=_expired(one, told),
        figures=tuple(figures_of(one, told)),
        points=tuple(point_text(point, one, told) for point in ranked.points),
    )


def _expired(one: MatchedCredential, told: MatchTelling) -> str:
    if one.expired is None or one.expired.expires is None:
        return ""
    return told.say("match.expired", day=day(one.expired.expires, told.words))


def _obstacle(name: str, one: MatchedCredential, told: MatchTelling) -> str:
    message, ways, wishes = f"match.obstacle.{name}", one.ways, told.wishes
    if name == "no-way" and one.untold:
        asked = [path_in_words(field, told.telling) for field in one.untold]
        return told.say("match.obstacle.untold", what=listed(asked, "and", told.words))
    if name == "months":
        limit = told.count(wishes.months or 0, "months")
        return told.say(message, months=told.count(ways[0].months, "months"), limit=limit)
    if name == "budget":
        cost = told.dollars(min(way.price.likely for way in ways))
        return told.say(message, cost=cost, limit=told.dollars(wishes.budget or 0))
    if name == "open-fee":
        return told.say(message, limit=told.dollars(wishes.budget or 0))
    if name == "hours":
        return told.say(message, hours=told.count((told.answer.weekly_minutes or 0) // 60, "hours"))
    if name == "degree":
        return told.say(message, degree=told.say(f"match.degree.{ways[0].degree}"))
    return told.say(message)


def _swap(found: Swap | None, told: MatchTelling) -> str:
    if found is None:
        return told.say("match.swap.none")
    first, message = told.short(found.first), f"match.swap.{found.wish}{_direction(found)}"
    if found.criterion is not None:
        name = told.say(f"match.criterion.{found.criterion}").lower()
        return told.say(
            message, criterion=name, before=found.before, after=found.after, most=MOST_IMPORTANT, first=first
        )
    return told.say(message, after=_wish(found.wish, found.after, told), first=first)


def _direction(found: Swap) -> str:
    """Which of two sentences fits: wanting more says it otherwise than wanting less."""
    before, after = found.before, found.after
    if found.wish == "budget":
        return "/less" if isinstance(before, int) and isinstance(after, int) and after < before else "/more"
    if found.wish == "degree":
        if after == "none":
            return "/none"
        lower = isinstance(before, str) and DEGREES.index(str(after)) < DEGREES.index(before)
        return "/less" if lower else "/more"
    return ""


def _wish(wish: str, value: int | str, told: MatchTelling) -> str:
    if isinstance(value, str):
        return told.say(f"match.{wish}.{value}")
    if wish in ("budget", "pay"):
        return told.dollars(value)
    return told.count(value, wish)
