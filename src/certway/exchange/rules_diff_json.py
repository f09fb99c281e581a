"""What changed in the rules as JSON: ids, days and values for programs, and a sentence a change for people."""

from __future__ import annotations

from typing import TypeAlias

from certway.answers.rule_changes import Change
from certway.answers.rules_diff import RulesDiff, Stood, Touched
from certway.core.rulebook.values import Version
from certway.exchange.check_json import iso, source_json, whole
from certway.exchange.rules_json import content_json
from certway.exchange.words.rule_changes import change_sentence, touched_sentences
from certway.exchange.words.telling import Telling

Json: TypeAlias = "dict[str, object]"


def rules_diff_json(diff: RulesDiff, telling: Telling) -> Json:
    """Return the answer as plain values, in the shape that docs/reference/commands.md gives."""
    return {
        "from": iso(diff.first),
        "to": iso(diff.last),
        "changes": [_change_json(change, telling) for change in diff.changes],
        "touched": None if diff.touched is None else [_touched_json(one, diff, telling) for one in diff.touched],
    }


def _change_json(change: Change, telling: Telling) -> Json:
    return {
        "credential": change.credential or None,
        "part": change.part,
        "id": change.id,
        "title": telling.words.text(change.title) or None,
        "unit": change.unit or None,
        "state": change.state,
        "on": iso(change.on),
        "between": [iso(day) for day in change.between] if change.between else None,
        "before": _version_json(change.before),
        "after": _version_json(change.after),
        "text": change_sentence(change, telling),
        "sources": [source_json(source) for source in change.sources],
    }


def _version_json(version: Version | None) -> Json | None:
    return None if version is None else {"state": version.state, "is": content_json(version)}


def _touched_json(touched: Touched, diff: RulesDiff, telling: Telling) -> Json:
    return {
        "credential": touched.credential.id,
        "by_rules": touched.by_rules,
        "by_time": touched.by_time,
        "sure": touched.sure if touched.by_rules else None,
        "then": _stood_json(touched.then),
        "kept": _stood_json(touched.kept),
        "now": _stood_json(touched.now),
        "changes": [{"part": change.part, "id": change.id, "state": change.state} for change in touched.changes],
        "text": touched_sentences(touched, diff, telling),
    }


def _stood_json(stood: Stood) -> Json:
    return {
        "verdict": stood.verdict,
        "eligible_from": iso(stood.eligible.from_),
        "eligible_until": iso(stood.eligible.until),
        "fee_usd": [whole(end) for end in stood.fee_usd] if stood.fee_usd else None,
    }
