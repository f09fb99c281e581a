"""What is on offer for a credential as JSON: figures with their state, sources with their age."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from certway.answers.resources import Age, CredentialResources, Offer, StageOffers, age_of
from certway.core.rulebook.resources import Acceptance, AreaRule, Counting, Remark, UnitRule
from certway.core.rulebook.values import Source, Value, Version
from certway.exchange.check_json import iso, source_json, whole

Json: TypeAlias = "dict[str, object]"


def resources_json(answer: CredentialResources) -> Json:
    """Return the offers as plain values; figures as they hold on the day asked about."""
    return _Writer(answer.as_of).answer(answer)


class _Writer:
    def __init__(self, as_of: int) -> None:
        self.as_of = as_of

    def answer(self, answer: CredentialResources) -> Json:
        rules = answer.education
        return {
            "as_of": iso(self.as_of),
            "credential": answer.credential,
            "stages": [self.stage(stage) for stage in answer.stages],
            "renewal": {
                "acceptance": [self.acceptance(rule) for rule in rules.acceptance],
                "areas": [self.areas(rule) for rule in rules.areas],
                "units": [self.unit(rule) for rule in rules.units],
            },
        }

    def stage(self, stage: StageOffers) -> Json:
        return {
            "stage": stage.stage,
            "kinds": [self.offer(offer) for offer in stage.kinds],
            "offers": [self.offer(offer) for offer in stage.offers],
            "remarks": [self.remark(one.remark, one.age) for one in stage.advice],
            "not_found": [{"id": gap.id, "what": gap.says} for gap in stage.gaps],
        }

    def offer(self, offer: Offer) -> Json:
        one = offer.resource
        return {
            "id": one.id,
            "name": one.name,
            "by": one.by or None,
            "official": offer.official,
            "free": offer.free,
            "says": list(one.says),
            "url": one.url or None,
            "copy_url": one.copy_url or None,
            "kind": one.kind or None,
            "values": self.values(one.values.values()),
            "counts": [self.counting(counting) for counting in one.counts],
            "warning": one.warning or None,
            "note": one.note or None,
            "source": self.source(one.source, offer.age),
            "also": list(one.also),
        }

    def remark(self, one: Remark, age: Age) -> Json:
        return {
            "id": one.id,
            "title": one.title,
            "says": list(one.says),
            "values": self.values(one.values.values()),
            "warning": one.warning or None,
            "note": one.note or None,
            "source": self.source(one.source, age),
            "also": list(one.also),
        }

    def values(self, values: Iterable[Value]) -> Json:
        """Return the figures by measure; where it is not sure which version holds, several."""
        return {value.id: [self.version(value, version) for version in value.in_force(self.as_of)] for value in values}

    def version(self, value: Value, version: Version) -> Json:
        return {
            "title": value.title,
            "unit": value.unit,
            "state": version.state,
            "is": _content(version),
            "note": version.note or None,
            "source": source_json(version.source),
            "conflicts": [{"says": one.says, "source": source_json(one.source)} for one in version.conflicts],
        }

    def counting(self, one: Counting) -> Json:
        return {
            "credential": one.credential,
            "as": one.as_ or None,
            "areas": "all" if one.every_area else list(one.areas) or None,
            "most": one.most,
            "confidence": one.confidence,
        }

    def acceptance(self, rule: Acceptance) -> Json:
        limit: object = "none" if rule.unlimited else self.maybe(rule.limit)
        return {
            "id": rule.id,
            "approved_by": list(rule.approved_by),
            "accepted": rule.accepted,
            "condition": rule.condition or None,
            "limit": limit,
            "points": self.maybe(rule.points),
            "areas": list(rule.areas) or None,
            "recorded": rule.recorded,
            **self.footing(rule),
        }

    def areas(self, rule: AreaRule) -> Json:
        return {
            "id": rule.id,
            "areas": list(rule.areas) or None,
            "kinds": list(rule.kinds),
            "renewal_values": list(rule.renewal_values),
            "split": rule.split or None,
            **self.footing(rule),
        }

    def unit(self, rule: UnitRule) -> Json:
        return {"id": rule.id, "unit": rule.unit, "values": self.values(rule.values.values()), **self.footing(rule)}

    def footing(self, rule: Acceptance | AreaRule | UnitRule) -> Json:
        return {"note": rule.note or None, "source": self.source(rule.source, age_of(rule.source, self.as_of))}

    def maybe(self, value: Value | None) -> list[Json] | None:
        return None if value is None else [self.version(value, one) for one in value.in_force(self.as_of)]

    def source(self, source: Source, age: Age) -> Json:
        return {**source_json(source), "age_days": age.days, "old": age.old}


def _content(version: Version) -> object:
    content = version.content
    if isinstance(content, tuple):
        return [whole(part) if isinstance(part, float) else part for part in content]
    return content
