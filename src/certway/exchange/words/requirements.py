"""Rules as sentences without a person: what is asked for, with the numbers in force on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from certway.core.person.fields import ACCREDITORS
from certway.core.rulebook.accreditation import Accredited
from certway.core.rulebook.field_leaves import DayTest, FlagIs, LevelAtLeast, NumberAtLeast, Together, WordIs
from certway.core.rulebook.hours import Hours
from certway.core.rulebook.nodes import All, AnyOf, Assumed, AtLeast, Attested, InForce, Node, Not
from certway.core.rulebook.section_leaves import Covers, Fewer, Some, Sum
from certway.core.rulebook.values import BOUNDLESS, Source, Value
from certway.core.rulebook.waits import Wait
from certway.exchange.words.figures import amount, day, listed, number_range, opened
from certway.exchange.words.telling import Telling


@dataclass(frozen=True, slots=True)
class Requirement:
    """One clause in words, with those inside it."""

    id: str
    text: str
    parts: tuple[Requirement, ...]
    note: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The day on which rules are read, and in whose words."""

    day: int  # ordinal
    telling: Telling
    section: str = ""  # whose entry a condition is about; "" = the person herself

    def say(self, message: str, **values: object) -> str:
        """Return a sentence of the catalogue."""
        return self.telling.words.say(message, **values)

    def of(self, message: str, field: str, variant: str = "", **values: object) -> str:
        """Return the sentence for a test of one field: the most specific that the catalogue has."""
        path = [part for part in (self.section, *field.split(".")) if part]
        for base in ([f"{message}/{variant}"] if variant else []) + [message]:
            for length in range(len(path), -1, -1):
                found = self.telling.words.find(".".join((base, *path[:length])))
                if found is not None:
                    return found.format_map(values)
        raise LookupError(f"there is no sentence '{message}' for '{'.'.join(path)}' in the catalogue")


def requirement(node: Node, reading: Reading) -> Requirement:
    """Return what a rule asks for."""
    text = _TEXTS[type(node)](node, reading)
    inside = Reading(reading.day, reading.telling, node.section) if isinstance(node, Some) else reading
    parts = node.inner() if isinstance(node, _WITH_PARTS) else ()
    return Requirement(
        id=node.face.id,
        text=opened(text),
        parts=tuple(requirement(part, inside) for part in parts),
        note=reading.telling.words.text(node.face.note),
        source=node.face.source,
    )


_WITH_PARTS = (All, AnyOf, AtLeast, Not, InForce, Some)


def need_words(value: Value, reading: Reading) -> str:
    """Return how much a rule asks for on the day, as a range where the sources leave it open."""
    least, most = (int(bound[0]) for bound in value.bounds(np.array([reading.day], dtype=np.int32)))
    if most >= BOUNDLESS:
        return reading.say("rule.need.unknown")
    return amount(least, most, value.unit, reading.telling.words)


def _bare(value: Value, reading: Reading) -> str:
    """How much a rule asks for, without its unit."""
    least, most = (int(bound[0]) for bound in value.bounds(np.array([reading.day], dtype=np.int32)))
    return reading.say("rule.need.unknown") if most >= BOUNDLESS else number_range(least, most, reading.telling.words)


def _in_force(node: InForce, reading: Reading) -> str:
    variant = "-".join(name for name, at in (("from", node.from_), ("until", node.until)) if at is not None)
    days = {
        name: "" if at is None else day(at, reading.telling.words)
        for name, at in (("from", node.from_), ("until", node.until))
    }
    return reading.say(f"rule.in-force/{variant}", **days)


def _asked(message: str) -> Callable[[Node, Reading], str]:
    return lambda node, reading: reading.say(message, asks=reading.telling.words.text(node.face.asks).rstrip("."))


def _word(node: WordIs, reading: Reading) -> str:
    section, field = (reading.section, node.field) if reading.section else node.field.split(".", 1)
    telling = reading.telling
    wanted = telling.listed(section, field, node.words, "or")
    text = reading.of("rule.word", node.field, wanted=wanted)
    if not node.perhaps:
        return text
    return reading.say("rule.perhaps", text=text, perhaps=telling.listed(section, field, node.perhaps, "or"))


def _level(node: LevelAtLeast, reading: Reading) -> str:
    return reading.say("rule.level", level=reading.telling.word(reading.section, node.field, node.level))


def _flag(node: FlagIs, reading: Reading) -> str:
    # What a statement must be is told by its own sentence; for an entry, false is the variant.
    variant = "no" if reading.section and not node.wanted else ""
    return reading.of("rule.flag", node.field, variant, named=node.field.replace("_", " "))


def _number(node: NumberAtLeast, reading: Reading) -> str:
    return reading.of("rule.number", node.field, need=need_words(node.need, reading))


def _together(node: Together, reading: Reading) -> str:
    counted = reading.telling.counted(node.fields)
    return reading.say("rule.together", need=_bare(node.need, reading), counted=counted)


def _day_test(node: DayTest, reading: Reading) -> str:
    message = node.how if node.how in ("within", "opens") else f"day-{node.how}"
    variant = "issued" if node.field == "issued" else ""
    length = need_words(node.length, reading) if node.length else ""
    apply = reading.say(f"apply.{node.moment}")
    return reading.of(f"rule.{message}", node.field, variant, apply=apply, length=length)


def _fewer(node: Fewer, reading: Reading) -> str:
    return reading.say(f"rule.fewer.{node.section}", need=_bare(node.than, reading))


def _sum(node: Sum, reading: Reading) -> str:
    field, _, subject = node.field.partition(".")
    name = reading.telling.word(node.section, field, subject) if subject else ""
    return reading.say(f"rule.sum.{node.section}.{field}", need=need_words(node.need, reading), subject=name)


def _hours(node: Hours, reading: Reading) -> str:
    work = opened(reading.telling.work(node.wanted()))
    text = reading.say("rule.hours", Work=work, need=need_words(node.need, reading))
    if node.since:
        text = reading.say("rule.since", text=text)
    if node.last is not None:
        text = reading.say("rule.last", text=text, length=need_words(node.last, reading))
    return reading.say("rule.cap", text=text, hours=need_words(node.cap, reading)) if node.cap else text


def _covers(node: Covers, reading: Reading) -> str:
    telling = reading.telling
    text = reading.say(
        f"rule.covers.{node.section}.{node.field}",
        Work=opened(telling.work(node.wanted())),
        words=telling.listed(node.section, node.field, node.words, "and"),
    )
    return reading.say("rule.last", text=text, length=need_words(node.last, reading)) if node.last else text


def _wait(node: Wait, reading: Reading) -> str:
    steps = [
        reading.say(
            "rule.wait.first" if step.failures == 1 else "rule.wait.step",
            length=need_words(step.wait, reading),
            failures=step.failures,
        )
        for step in node.steps
    ]
    return reading.say("rule.wait", steps=listed(steps, "and", reading.telling.words))


def _accredited(node: Accredited, reading: Reading) -> str:
    text = reading.say(f"rule.accredited/{node.when}", wanted=_accreditors(node.by, reading))
    if node.grace_before is not None:
        text = reading.say("rule.accredited.grace", text=text, length=need_words(node.grace_before, reading))
    if node.perhaps:
        text = reading.say("rule.perhaps", text=text, perhaps=_accreditors(node.perhaps, reading))
    return text


def _accreditors(names: Iterable[str], reading: Reading) -> str:
    chosen = set(names)
    said = [reading.say(f"word.accreditation.{name}") for name in ACCREDITORS if name in chosen]
    return listed(said, "or", reading.telling.words)


_TEXTS: Mapping[type[Node], Callable[[Any, Reading], str]] = {
    All: lambda _, reading: reading.say("rule.all"),
    AnyOf: lambda _, reading: reading.say("rule.any"),
    AtLeast: lambda node, reading: reading.say("rule.at-least", count=node.count),
    Not: lambda _, reading: reading.say("rule.not"),
    InForce: _in_force,
    Assumed: _asked("rule.assumed"),
    Attested: _asked("rule.attested"),
    Some: lambda node, reading: reading.say(f"rule.some.{node.section}"),
    WordIs: _word,
    LevelAtLeast: _level,
    FlagIs: _flag,
    NumberAtLeast: _number,
    Together: _together,
    DayTest: _day_test,
    Fewer: _fewer,
    Sum: _sum,
    Hours: _hours,
    Covers: _covers,
    Wait: _wait,
    Accredited: _accredited,
}
