"""A match as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from certway.answers.evidence import Evidence
from certway.answers.match import Match, MatchedCredential
from certway.answers.ways import FoundWay
from certway.core.choose.wishes import MatchWishes
from certway.core.units.days import to_date
from certway.exchange.check_json import Json, iso, source_json
from certway.exchange.match_text import MatchedText, match_text
from certway.exchange.wage_json import pay_json
from certway.exchange.words.telling import Telling


def match_json(answer: Match, telling: Telling) -> Json:
    """Return the ranking with its points, figures and sentences."""
    text = match_text(answer, telling)
    swap = answer.swap
    return {
        "as_of": to_date(answer.as_of).isoformat(),
        "assumed": answer.assumed,
        "weekly_hours": None if answer.weekly_minutes is None else answer.weekly_minutes / 60,
        "wishes": _wishes(answer.wishes),
        "held": [
            {"id": one.credential.id, "validity": one.holding.validity, "expires": iso(one.holding.expires)}
            for one in answer.held
        ],
        "credentials": [_matched(one, words) for one, words in zip(answer.credentials, text.credentials, strict=True)],
        "swap": None
        if swap is None
        else {
            "wish": swap.wish,
            "criterion": swap.criterion,
            "before": swap.before,
            "after": swap.after,
            "first": swap.first,
            "because": text.swap,
        },
    }


def _wishes(wishes: MatchWishes) -> Json:
    """Return the wishes as they were weighed; null and empty = not wished."""
    return {
        "side": wishes.side,
        "settings": sorted(wishes.settings),
        "patient_contact": wishes.contact,
        "months": wishes.months,
        "budget_usd": wishes.budget,
        "money_now_usd": wishes.money_now,
        "degree": wishes.degree,
        "pay_usd": wishes.pay,
        "renewal_points_a_year": wishes.points,
        "states": list(wishes.states),
        "importance": dict(wishes.importance),
    }


def _matched(one: MatchedCredential, words: MatchedText) -> Json:
    ranked, figures, places, wage = one.ranked, one.brought.figures, one.brought.places, one.brought.wage
    return {
        "id": one.credential.id,
        "feasible": ranked.feasible,
        "obstacles": [
            {"id": name, "because": because} for name, because in zip(ranked.obstacles, words.obstacles, strict=True)
        ],
        "score": list(ranked.total),
        "points": [
            {
                "criterion": point.criterion,
                "weight": point.weight,
                "share": list(point.share),
                "points": list(point.points),
                "because": told.because,
            }
            for point, told in zip(ranked.points, words.points, strict=True)
        ],
        "beaten_by": list(ranked.beaten_by),
        "untold": list(one.untold),
        "expired_on": iso(one.expired.expires) if one.expired else None,
        "ways": [_way(way) for way in one.ways],
        "exam": {"items": _pair(figures.items), "minutes": _pair(figures.minutes)},
        "upkeep": {
            "points_a_year": _pair(figures.points_a_year),
            "usd_a_year": _pair(figures.upkeep_usd),
        },
        "first_year_usd": _pair(figures.first_year_usd),
        "pay": pay_json(wage),
        "states": {
            "enough": sorted(places.enough),
            "accepted": sorted(places.accepted),
            "refused": sorted(places.refused),
            "unknown": sorted(places.unsure),
            "second_hand": sorted(places.second_hand),
        },
        "leads_to": [rung.id for rung in one.brought.leads_to],
        "sources": {
            **{name: _sources(evidence) for name, evidence in _rests_on(one).items()},
            "leads_to": _sources_of_leads(one),
        },
    }


def _way(way: FoundWay) -> Json:
    return {
        "months": way.months,
        "certified_on": to_date(way.certified_on).isoformat(),
        "route": way.route,
        "training": way.title or None,
        "degree": way.degree,
        "cost_usd": {"likely": way.price.likely, "least": way.price.least, "most": way.price.most},
        "exam_usd": way.fee,  # null: not published, and not in the cost
    }


def _rests_on(one: MatchedCredential) -> Mapping[str, Sequence[Evidence]]:
    way, figures = one.way, one.brought.figures.evidence
    return {
        "time": way.time_evidence if way else (),
        "cost": (*way.cost_evidence, *figures["first_year_usd"]) if way else (),
        "exam": (*figures["items"], *figures["minutes"], *figures["pass_rate"]),
        "upkeep": (*figures["points_a_year"], *figures["upkeep_usd"]),
        "pay": one.brought.wage_evidence,
    }


def _sources_of_leads(one: MatchedCredential) -> list[Json]:
    return [source_json(source) for source in dict.fromkeys(s for edge in one.brought.leads for s in edge.sources)]


def _sources(evidence: Sequence[Evidence]) -> list[Json]:
    return [source_json(source) for source in dict.fromkeys(one.source for one in evidence)]


def _pair(found: tuple[float, float] | None) -> list[float] | None:
    return None if found is None else list(found)
