"""The answer of `check` as JSON: ids, dates and numbers that other programs rely on, and the sentences for people."""

from __future__ import annotations

from typing import TypeAlias

from certway.answers.check import Check, CheckedCredential
from certway.core.qualify.standing import RouteStanding
from certway.core.rulebook.credential import OtherRoute
from certway.core.rulebook.findings import Amounts, Finding, Missing
from certway.core.rulebook.timeline import Eligibility
from certway.core.rulebook.values import Source
from certway.core.units.days import to_date
from certway.exchange.words.sentences import invitation, sentence
from certway.exchange.words.telling import Telling

Json: TypeAlias = "dict[str, object]"


def check_json(answer: Check, telling: Telling | None = None) -> Json:
    """Return the answer as plain values, in the shape that docs/reference/commands.md gives."""
    telling = telling or telling_of(answer)
    return {
        "as_of": iso(answer.as_of),
        "exam_on": iso(answer.exam_on),
        "credentials": [_credential_json(credential, telling) for credential in answer.credentials],
    }


def telling_of(answer: Check) -> Telling:
    """Return how the findings of an answer are told: from its day, with the person's entries by name."""
    return Telling(as_of=answer.as_of, entries=answer.entries)


def _credential_json(checked: CheckedCredential, telling: Telling) -> Json:
    credential, standing = checked.credential, checked.standing
    return {
        "id": standing.id,
        "name": credential.name,
        "short": credential.short,
        "issuer": {"name": credential.issuer.name, "url": credential.issuer.url, "page": credential.issuer.page},
        "verdict": standing.verdict,
        **_eligible_json(standing.eligible),
        "nearest_route": checked.nearest.id if checked.nearest else None,
        "findings": [finding_json(finding, telling) for finding in standing.findings],
        "routes": [_route_json(route, telling) for route in standing.routes],
        "other_routes": [_other_json(other, telling) for other in standing.other_routes],
    }


def _eligible_json(eligible: Eligibility) -> Json:
    return {"eligible_from": iso(eligible.from_), "eligible_until": iso(eligible.until)}


def _route_json(route: RouteStanding, telling: Telling) -> Json:
    return {
        "id": route.id,
        "title": telling.words.text(route.title),
        "verdict": route.verdict,
        **_eligible_json(route.eligible),
        "note": telling.words.text(route.note) or None,
        "findings": [finding_json(finding, telling) for finding in route.findings],
    }


def _other_json(other: OtherRoute, telling: Telling) -> Json:
    return {
        "id": other.id,
        "title": telling.words.text(other.title),
        "why": telling.words.text(other.why),
        "source": source_json(other.source),
    }


def finding_json(finding: Finding, telling: Telling) -> Json:
    """Return one finding with all below it; `message` is the id of the sentence that `because` shows."""
    said = sentence(finding, telling)
    return {
        "id": finding.id,
        "verdict": finding.verdict,
        "op": finding.op,
        "message": said.id,
        "because": said.text,
        "evidence": list(finding.evidence),
        "values": _values_json(finding.amounts),
        "missing": _missing_json(finding, telling),
        "note": telling.words.text(finding.note) or None,
        "findings": [finding_json(inner, telling) for inner in finding.findings],
        "source": source_json(finding.source) if finding.source else None,
    }


def _values_json(amounts: Amounts | None) -> Json | None:
    if amounts is None:
        return None
    least, most = (whole(end) for end in amounts.need)
    have = [whole(end) for end in amounts.have]
    return {"have": have, "need": least if least == most else [least, most], "unit": amounts.unit}


def _missing_json(finding: Finding, telling: Telling) -> Json | None:
    missing = finding.missing
    if missing is None:
        return None
    return {"kind": missing.kind, **_lacking(missing), "tell": invitation(finding, telling) or None}


def _lacking(missing: Missing) -> Json:
    if missing.kind == "answer":
        return {"field": missing.field}
    if missing.kind == "day":
        return {"on": iso(missing.on)}
    return {"amount": [whole(missing.least), whole(missing.most)], "unit": missing.unit}


def source_json(source: Source) -> Json:
    """Return where a statement was read; `as_of` is the page's own date, as far as it shows one."""
    return {
        "url": source.url,
        "as_of": str(source.as_of) if source.as_of else None,
        "read_on": iso(source.read_on),
        "confidence": source.confidence,
        **({"via_copy": True} if source.via_copy else {}),
    }


def iso(day: int | None) -> str | None:
    """Return a day as `2026-11-23`, or None."""
    return None if day is None else to_date(day).isoformat()


def whole(value: float) -> int | float:
    """Return a number as an int where it is whole, else with two decimals at most."""
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded
