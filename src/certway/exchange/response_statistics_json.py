"""The statistics of a table of answers as JSON."""

from __future__ import annotations

from math import isfinite
from string import ascii_uppercase

from certway.answers.response_statistics import GroupComparison, ResponseStatistics
from certway.exchange.check_json import Json

_DIGITS = 6  # behind the point


def response_statistics_json(found: ResponseStatistics) -> Json:
    """Return statistics as plain values, in the shape that docs/reference/commands.md gives."""
    return {
        "people": found.people,
        "items": len(found.names),
        "score": _score(found),
        "why_no_score": found.why_no_score or None,
        "statistics": [_item(found, place) for place in range(len(found.names))],
        "dif": [_group(found, one) for one in found.groups],
    }


def _score(found: ResponseStatistics) -> Json | None:
    names = ("mean", "deviation", "alpha", "alpha_error", "measurement_error")
    return None if found.score is None else {name: _number(getattr(found.score, name)) for name in names}


def _item(found: ResponseStatistics, place: int) -> Json:
    items = found.items
    return {
        "item": found.names[place],
        "answered": int(items.answered[place]),
        "difficulty": _number(items.difficulty[place]) if items.answered[place] else None,
        "difficulty_error": _number(items.difficulty_error[place]),
        "discrimination": None if items.constant[place] else _number(items.discrimination[place]),
        "discrimination_error": None if items.constant[place] else _number(items.discrimination_error[place]),
        "flags": list(found.flags[place]),
        "options": _options(found, place),
    }


def _options(found: ResponseStatistics, place: int) -> list[Json] | None:
    if found.options is None:
        return None
    options, flags = found.options, found.options.flags(place)
    return [
        {
            "option": ascii_uppercase[at],
            "key": bool(options.is_key[place, at]),
            "count": int(options.count[place, at]),
            "share": _number(options.share[place, at]),
            "lower": _number(options.lower[place, at]),
            "upper": _number(options.upper[place, at]),
            "correlation": _number(options.correlation[place, at]),
            "flags": list(flags.get(at, ())),
        }
        for at in range(options.share.shape[1])
        if options.there[place, at]
    ]


def _group(found: ResponseStatistics, one: GroupComparison) -> Json:
    dif = one.dif
    return {
        "reference": one.reference,
        "focal": one.focal,
        "reference_people": one.reference_people,
        "focal_people": one.focal_people,
        "matched_by": one.matched_by,
        "items": [
            {
                "item": name,
                "odds_ratio": _number(dif.odds_ratio[place]) if dif.classes[place] else None,
                "chi_square": _number(dif.chi_square[place]),
                "p": _number(dif.probability[place]),
                "delta": _number(dif.delta[place]) if dif.classes[place] else None,
                "delta_error": _number(dif.delta_error[place]),
                "class": dif.classes[place] or None,
            }
            for place, name in enumerate(found.names)
        ],
    }


def _number(value: float) -> float | None:
    return round(float(value), _DIGITS) if isfinite(value) else None
