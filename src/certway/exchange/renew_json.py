"""The answer of `renew` as JSON: ids, dates and numbers that other programs rely on."""

from __future__ import annotations

from collections.abc import Mapping

from certway.answers.lapse import Lapse
from certway.answers.renew import KeptCredential, Renewals
from certway.core.renew.policy import Policy
from certway.core.renew.renewal import Counted, Missing, Points, RenewalDate
from certway.core.rulebook.values import Source
from certway.exchange.check_json import Json, iso, source_json
from certway.exchange.lapse_json import lapse_json
from certway.exchange.words.areas import unit_of

WHAT = {
    "expires": "expires",
    "late-education": "last day to renew by education",
    "declaration-opens": "declaration opens",
    "declaration-advised": "last day advised to declare",
    "renewal-opens": "renewal opens",
    "exam-passed": "last day to pass the exam without a lapse",
    "exam-applied": "last day for the exam application without a lapse",
    "annual-fee": "annual fee due",
    "education-until": "last day of education that counts",
    "late-after": "last day to renew without a late fee",
}
"""What a date is, in the words that programs rely on, by its id."""


def renew_json(answer: Renewals, lapses: Mapping[str, Lapse] | None = None) -> Json:
    """Return the answer as plain values, in the shape that docs/reference/commands.md gives. Points are numbers.

    `lapses` say what the lapse of a credential means, by its id.
    """
    return {
        "as_of": iso(answer.as_of),
        "credentials": [
            _credential_json(kept, answer.as_of, (lapses or {}).get(kept.credential.id)) for kept in answer.credentials
        ],
    }


def _credential_json(kept: KeptCredential, as_of: int, lapse: Lapse | None) -> Json:
    renewal, credential = kept.renewal, kept.credential
    cycle = renewal.cycle
    return {
        "id": credential.id,
        "name": credential.name,
        "short": credential.short,
        "state": kept.policy.state or None,
        "unit": unit_of(kept.policy),
        "status": renewal.status,
        "cycle": {"starts": iso(cycle.starts), "ends": iso(cycle.ends)} if cycle else None,
        "expires": iso(renewal.expires),
        "points": _points_json(renewal.points),
        "missing": [_missing_json(one) for one in renewal.missing],
        "ways": list(renewal.ways),
        "dates": [_date_json(one, as_of) for one in renewal.dates],
        "credits": [_counted_json(one) for one in renewal.ledger],
        "annual_fees": [{"due": iso(fee.due), "state": fee.state} for fee in renewal.fees],
        "untold": list(renewal.untold),
        "lapse": lapse_json(lapse) if lapse else [],
        "sources": [source_json(source) for source in policy_sources(kept.policy, as_of)],
    }


def _points_json(points: Points) -> Json:
    return {
        "required": amount(points.required),
        "counted": amount(points.counted),
        "recorded": amount(points.recorded),
        "areas": {
            area.id: {"required": amount(area.required), "counted": amount(area.counted)} for area in points.areas
        },
    }


def _missing_json(missing: Missing) -> Json:
    return {"what": missing.what, **({} if missing.points is None else {"points": amount(missing.points)})}


def _date_json(date: RenewalDate, as_of: int) -> Json:
    found: Json = {"on": iso(date.on), "what": WHAT[date.what], "id": date.what, "kind": date.kind, "done": date.done}
    if date.others:
        found["also"] = [{"on": iso(on), "value": value.title} for on, value in date.others]
    if date.value is not None and (versions := date.value.in_force(as_of)):
        found["source"] = source_json(versions[-1].source)
    return found


def _counted_json(counted: Counted) -> Json:
    activity, given = counted.activity, counted.given
    return {
        "credit": f"education_credits/{activity.place}",
        "points": amount(activity.points),
        "counted": amount(given.points if given else 0),
        "areas": {area or "free": amount(points) for area, points in (given.areas if given else {}).items()},
        "not_counted": counted.outside,
        "held_back": amount(counted.held_back),
    }


def policy_sources(policy: Policy, as_of: int) -> tuple[Source, ...]:
    """Return where the numbers of a policy stand on a day, each address once, in the order of use."""
    found: dict[tuple[str, str], Source] = {}
    for value in policy.values():
        for version in value.in_force(as_of):
            found.setdefault((version.source.url, version.source.confidence), version.source)
    return tuple(found.values())


def amount(hundredths: int | None) -> float | int | None:
    """Return points as a number: a whole one where there is no fraction."""
    if hundredths is None:
        return None
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100
