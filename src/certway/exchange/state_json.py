"""What a state asks for as JSON: ids, dates and numbers for programs, sentences for people."""

from __future__ import annotations

from typing import TypeAlias

from certway.answers.state import Acceptance, StateAnswer, StateConflict, conflicts_of, sources_of, unknown_of
from certway.core.rulebook.state_clocks import RenewalClock, YearDay
from certway.core.rulebook.states import Accepts, Level, NoCredential, StateRule
from certway.core.rulebook.values import Value
from certway.exchange.check_json import iso, source_json
from certway.exchange.rules_json import version_json
from certway.exchange.state_text import state_text
from certway.exchange.words.telling import Telling

Json: TypeAlias = "dict[str, object]"


def state_json(answer: StateAnswer, telling: Telling) -> Json:
    """Return an answer as plain values."""
    text = state_text(answer, telling)
    return {
        "as_of": iso(answer.as_of),
        "state": answer.state,
        "occupation": answer.occupation,
        "need": answer.need,
        "confidence": answer.confidence,
        "title": text.title,
        "answer": text.answer,
        "rules": [_rule_json(rule) for rule in answer.rules],
        "other_rule": _rule_json(answer.other) if answer.other else None,
        "credential": acceptance_json(answer.acceptance) if answer.acceptance else None,
        "no_credential": _none_json(answer.no_credential) if answer.no_credential else None,
        "board": {"name": text.board, "url": text.page or None} if text.board else None,
        "values": {
            value.id: _value_json(value, answer, figure.trust)
            for value, figure in zip(answer.values(), text.figures, strict=True)
        },
        "renewal": _clock_json(answer.renewal) if answer.renewal else None,
        "unknown": [value.id for value in unknown_of(answer)],
        "conflicts": [_conflict_json(one) for one in conflicts_of(answer)],
        "sources": aged_sources_json(answer),
    }


def acceptance_json(taken: Acceptance) -> Json:
    """Return whether a credential is taken, and for which of the state's own."""
    return {"id": taken.credential, "taken": taken.taken, "levels": [level.id for level in taken.levels]}


def aged_sources_json(answer: StateAnswer) -> list[Json]:
    """Return what an answer rests on, each source with its age."""
    return [
        {**source_json(one.source), "note": one.source.note or None, "months_old": one.months}
        for one in sources_of(answer)
    ]


def _rule_json(rule: StateRule) -> Json:
    return {
        "kind": rule.kind,
        "from": [iso(rule.begins.first), iso(rule.begins.last)] if rule.begins else None,
        "until": iso(rule.until),
        "announced": rule.announced,
        "says": rule.says,
        "levels": [_level_json(level) for level in rule.levels],
        "accepts": _accepts_json(rule.accepts),
        "notes": list(rule.notes),
        "source": source_json(rule.source) if rule.source else None,
        "also": [source_json(source) for source in rule.also],
    }


def _level_json(level: Level) -> Json:
    return {
        "id": level.id,
        "name": level.name,
        "needs": level.needs or None,
        "accepts": _accepts_json(level.accepts),
        "note": level.note or None,
        "source": source_json(level.source) if level.source else None,
    }


def _accepts_json(accepts: Accepts) -> Json:
    return {
        "credentials": list(accepts.credentials),
        "refuses": list(accepts.refuses),
        "bodies": list(accepts.bodies),
        "note": accepts.note or None,
        "source": source_json(accepts.source) if accepts.source else None,
    }


def _none_json(none: NoCredential) -> Json:
    return {
        "known_by": none.known_by,
        "says": none.says,
        "confidence": none.confidence,
        "note": none.note or None,
        "source": source_json(none.source),
        "also": [source_json(source) for source in none.also],
    }


def _value_json(value: Value, answer: StateAnswer, trust: str) -> Json:
    versions = [version_json(version) for version in answer.versions(value)]
    return {"title": value.title, "unit": value.unit, "trust": trust or None, "versions": versions}


def _clock_json(clock: RenewalClock) -> Json:
    expires = clock.expires
    return {
        "expires": {"years": expires.years, **_on(expires.on)} if expires else None,
        "first_cycle": [
            {"licensed_in_months": [part.first_month, part.last_month], "hours": part.hours}
            for part in clock.first_cycle
        ],
        "credits_before": clock.credits_before,
        "late_after": _on(clock.late_after) if clock.late_after else None,
        "note": clock.note or None,
        "source": source_json(clock.source),
    }


def _on(on: YearDay | None) -> Json:
    return {"month": on.month if on else None, "day": on.day if on else None}


def _conflict_json(found: StateConflict) -> Json:
    return {
        "value": found.value.id if found.value else None,
        "says": found.conflict.says,
        "source": source_json(found.conflict.source),
    }
