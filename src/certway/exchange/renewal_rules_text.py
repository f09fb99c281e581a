"""What counts for renewal as text: whose courses, in which areas, and how time becomes points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from certway.answers.resources import age_of
from certway.core.rulebook.resources import Acceptance, AreaRule, ContinuingEducation, UnitRule
from certway.core.rulebook.values import Value
from certway.exchange.resource_parts import AdviceText, FigureText, Parts
from certway.exchange.words.figures import listed


def renewal_rules_text(rules: ContinuingEducation, parts: Parts) -> tuple[AdviceText, ...]:
    """Return the rules as things to know."""
    words = parts.telling.words
    accepted = [_advice(rule, _accepted(rule, parts), _points(rule, parts), parts) for rule in rules.acceptance]
    areas = [_advice(rule, _areas(rule, parts), (), parts) for rule in rules.areas]
    units = [
        _advice(
            unit,
            (words.say("resources.unit", unit=words.text(unit.unit)),),
            parts.figures(unit.values, unit.source),
            parts,
        )
        for unit in rules.units
    ]
    return (*accepted, *areas, *units)


def _advice(
    rule: Acceptance | AreaRule | UnitRule, said: tuple[str, ...], figures: tuple[FigureText, ...], parts: Parts
) -> AdviceText:
    title, *says = said
    return AdviceText(
        id=rule.id,
        title=title,
        says=tuple(says),
        figures=figures,
        warning="",
        note=parts.sentence(rule.note),
        trust=parts.trust(rule.source, age_of(rule.source, parts.as_of)),
    )


def _accepted(rule: Acceptance, parts: Parts) -> tuple[str, ...]:
    return tuple(_accepted_lines(rule, parts))


def _accepted_lines(rule: Acceptance, parts: Parts) -> Iterator[str]:
    words = parts.telling.words
    who = listed([words.text(one) for one in rule.approved_by], "or", words)
    yield words.say("resources.accepted.title", who=who)
    yield words.say(f"resources.accepted.{rule.accepted}", condition=words.text(rule.condition))
    if rule.areas:
        yield words.say("resources.accepted.areas", areas=parts.areas(rule.areas))
    if rule.unlimited:
        yield words.say("resources.accepted.unlimited")
    yield words.say(f"resources.recorded.{rule.recorded}")


def _points(rule: Acceptance, parts: Parts) -> tuple[FigureText, ...]:
    values: Mapping[str, Value | None] = {"limit": rule.limit, "points": rule.points}
    return tuple(
        replace(figure, title=parts.telling.words.say(f"resources.acceptance.{key}"))
        for key, value in values.items()
        if value is not None
        for figure in parts.figures({key: value}, rule.source)
    )


def _areas(rule: AreaRule, parts: Parts) -> tuple[str, ...]:
    return tuple(_area_lines(rule, parts))


def _area_lines(rule: AreaRule, parts: Parts) -> Iterator[str]:
    words = parts.telling.words
    yield words.say("resources.areas.title")
    if rule.areas:
        yield words.say("resources.areas", areas=parts.areas(rule.areas))
    else:
        yield words.say("resources.areas.none")
    if rule.kinds:
        yield words.say("resources.areas.kinds", kinds=listed(rule.kinds, "and", words))
    if rule.split:
        yield parts.sentence(rule.split)
    yield words.say("resources.areas.minimums")
