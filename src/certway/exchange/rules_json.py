"""A credential's rules on a day as JSON: requirements in words, values in numbers, each with its source."""

from __future__ import annotations

from typing import TypeAlias

from certway.answers.sheet import RuleSheet, conflicts_on, edition_on, sources_on, unknown_on
from certway.core.rulebook.credential import Document, Edition, OutlineNode, Route
from certway.core.rulebook.values import Value, Version
from certway.exchange.check_json import iso, source_json, whole
from certway.exchange.words.requirements import Reading, Requirement, requirement
from certway.exchange.words.telling import Telling
from certway.exchange.words.values import value_words, version_words

Json: TypeAlias = "dict[str, object]"


def rules_json(sheet: RuleSheet, *, day: int, telling: Telling) -> Json:
    """Return the rules as they hold on a day, as plain values."""
    credential, eligibility = sheet.credential, sheet.eligibility
    reading = Reading(day, telling)
    edition = edition_on(sheet.outline, day)
    return {
        "as_of": iso(day),
        "id": credential.id,
        "name": credential.name,
        "postnominal": credential.postnominal,
        "short": credential.short,
        "issuer": {"name": credential.issuer.name, "url": credential.issuer.url, "page": credential.issuer.page},
        "occupation": credential.occupation,
        "summary": telling.words.text(credential.summary),
        "note": telling.words.text(credential.note) or None,
        "shared": [_requirement_json(requirement(node, reading)) for node in eligibility.shared],
        "routes": [_route_json(route, sheet, reading) for route in eligibility.routes],
        "other_routes": [
            {"id": other.id, "title": other.title, "why": other.why, "source": source_json(other.source)}
            for other in eligibility.other_routes
        ],
        "values": {
            part: {name: _value_json(value, reading) for name, value in values.items()}
            for part, values in sheet.parts.items()
        },
        "outline": _edition_json(edition) if edition else None,
        "unknown": [value.title for value in unknown_on(sheet, day)] + list(edition.missing if edition else ()),
        "conflicts": [
            {
                "title": value.title,
                "is": version_words(version, value.unit, telling),
                "source": source_json(version.source),
                "says": conflict.says,
                "says_source": source_json(conflict.source),
            }
            for value, version, conflict in conflicts_on(sheet, day)
        ],
        "sources": [source_json(source) for source in sources_on(sheet, day)],
    }


def _route_json(route: Route, sheet: RuleSheet, reading: Reading) -> Json:
    fee = sheet.fees.get(route.fee)
    return {
        "id": route.id,
        "title": reading.telling.words.text(route.title),
        "until": iso(route.until),
        "fee": {"id": route.fee, "text": value_words(fee, reading.day, reading.telling)},
        "note": reading.telling.words.text(route.note) or None,
        "requirements": [_requirement_json(requirement(node, reading)) for node in route.requirements],
        "documents": [_document_json(document, reading.telling) for document in route.documents],
    }


def _document_json(document: Document, telling: Telling) -> Json:
    return {
        "id": document.id,
        "title": telling.words.text(document.title),
        "sent_by": document.sent_by,
        "note": telling.words.text(document.note) or None,
    }


def _requirement_json(asked: Requirement) -> Json:
    return {
        "id": asked.id,
        "text": asked.text,
        "note": asked.note or None,
        "parts": [_requirement_json(part) for part in asked.parts],
        "source": source_json(asked.source) if asked.source else None,
    }


def _value_json(value: Value, reading: Reading) -> Json:
    return {
        "title": reading.telling.words.text(value.title),
        "text": value_words(value, reading.day, reading.telling),
        "unit": value.unit,
        "versions": [version_json(version) for version in value.in_force(reading.day)],
    }


def version_json(version: Version) -> Json:
    """Return one version of a value with its days and sources."""
    return {
        "from": iso(version.from_),
        "until": iso(version.until),
        "state": version.state,
        "is": content_json(version),
        "note": version.note or None,
        "source": source_json(version.source),
        "also": list(version.also),
    }


def content_json(version: Version) -> object:
    """Return what a version says as a plain value; a range as its least and most, None where it says nothing."""
    content = version.content
    if isinstance(content, bool) or content is None or isinstance(content, str):
        return content
    if isinstance(content, tuple):
        numbers = [part for part in content if not isinstance(part, str)]
        return {"least": whole(numbers[0]), "most": whole(numbers[1])} if numbers else list(content)
    return whole(content)


def _edition_json(edition: Edition) -> Json:
    return {
        "id": edition.id,
        "title": edition.title,
        "from": iso(edition.from_),
        "until": iso(edition.until),
        "scored_items": edition.scored_items,
        "areas": [_area_json(area) for area in edition.areas],
        "missing": list(edition.missing),
        "source": source_json(edition.source),
    }


def _area_json(area: OutlineNode) -> Json:
    return {
        "id": area.id or None,
        "name": area.name,
        "percent": [whole(end) for end in area.percent] if area.percent else None,
        "items": area.items,
        "confidence": area.confidence,
        "areas": [_area_json(child) for child in area.children],
    }
