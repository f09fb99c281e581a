"""The credentials side by side as JSON and CSV: a range is [least, most], what is not known is null or empty."""

from __future__ import annotations

import csv
import io
from typing import TypeAlias

from certway.answers.amounts import Amount
from certway.answers.compare import ComparedCredential, Comparison
from certway.answers.ways import FoundWay
from certway.exchange.check_json import iso, whole
from certway.exchange.wage_json import pay_json
from certway.exchange.words.telling import Telling
from certway.exchange.words.values import value_words

Json: TypeAlias = "dict[str, object]"
_AMOUNTS = ("apply_usd", "items", "minutes", "passing_score", "cycle_months", "points", "upkeep_usd")

_WAY = ("months", "cost_usd", "fee_published", "route", "training")
_NESTED = {  # what stands in columns of its own
    "quickest": _WAY,
    "cheapest": _WAY,
    "pay": ("area", "year", "soc", "title", "median_usd", "p10_usd", "p90_usd", "combined", "nearest"),
}


def compare_json(answer: Comparison, telling: Telling) -> Json:
    """Return the comparison as plain values."""
    rows = [_row(one, answer.as_of, telling) for one in answer.credentials]
    return {"as_of": iso(answer.as_of), "state": answer.state or None, "credentials": rows}


def compare_csv(answer: Comparison, telling: Telling) -> str:
    """Return the comparison as CSV, a row a credential; amounts have a column for the least and one for the most."""
    stream = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for one in answer.credentials:
        row = {"as_of": iso(answer.as_of), "state": answer.state, **_flat(_row(one, answer.as_of, telling))}
        if writer is None:
            writer = csv.DictWriter(stream, fieldnames=list(row), lineterminator="\n")
            writer.writeheader()
        writer.writerow(row)
    return stream.getvalue()


def _row(one: ComparedCredential, day: int, telling: Telling) -> Json:
    credential = one.credential
    amounts = {name: _amount(getattr(one.figures, name)) for name in _AMOUNTS}
    return {
        "id": credential.id,
        "name": credential.name,
        "short": credential.short,
        "issuer": credential.issuer.name,
        "page": credential.issuer.page,
        "who_may_apply": telling.words.text(credential.summary),
        **amounts,
        "delivery": value_words(one.figures.delivery, day, telling),
        "quickest": _way(one.newcomer.quickest, telling) if one.newcomer else None,
        "cheapest": _way(one.newcomer.cheapest, telling) if one.newcomer else None,
        "pay": pay_json(one.wage),
        "state_asks": one.law.need if one.law else None,
        "state_takes": one.law.acceptance.taken if one.law and one.law.acceptance else None,
    }


def _way(way: FoundWay, telling: Telling) -> Json:
    """Return a way from high school, with a whole week for it."""
    price = way.price
    return {
        "months": way.months,
        "cost_usd": price.likely,
        "cost_range_usd": [price.least, price.most],
        "fee_published": way.fee is not None,
        "route": way.route,
        "training": telling.words.text(way.title),
    }


def _amount(amount: Amount) -> list[int | float] | None:
    return None if amount is None else [whole(end) for end in amount]


def _flat(row: Json) -> Json:
    flat: Json = {}
    for name, value in row.items():
        if name in _NESTED:
            parts = value if isinstance(value, dict) else {}
            flat |= {f"{name}_{part}": parts.get(part, "") for part in _NESTED[name]}
            continue
        if name not in _AMOUNTS:
            flat[name] = value
            continue
        ends = value if isinstance(value, list) else ["", ""]
        flat[f"{name}_least"], flat[f"{name}_most"] = ends
    return flat
