"""What is missing, in words: places of a person file as questions, shortfalls, and days to wait for."""

from __future__ import annotations

from math import ceil

from certway.core.rulebook.findings import Finding, Missing
from certway.exchange.words.figures import amount, day, number_range
from certway.exchange.words.telling import Telling

_SAY_THEIR_DAY = ("day-by", "day-reaches", "opens", "wait")  # messages whose sentences name the day already
_COUNTED_BARE = ("procedures",)  # units that read wrong as a shortfall


def missing_words(finding: Finding, telling: Telling) -> str:
    """Return what a finding lacks as a sentence; empty when there is nothing to say."""
    missing = finding.missing
    if missing is None:
        return ""
    if missing.kind == "answer":
        path = missing.field
        if finding.message.startswith("accredited"):
            # Who accredits the program and its school can settle it, not only since when.
            path = path.replace("/accreditation", "/accredited_by")
        return telling.words.say("missing.answer", what=path_in_words(path, telling))
    if missing.kind == "day":
        if missing.on is None or finding.message.startswith(_SAY_THEIR_DAY):
            return ""
        return telling.words.say("missing.day", day=day(missing.on, telling.words, as_of=telling.as_of))
    return _short(missing, telling)


def _short(missing: Missing, telling: Telling) -> str:
    # Hours are told in whole ones: what is there rounded down, what is short rounded up.
    least, most = (ceil(end) if missing.unit == "hours" else end for end in (missing.least, missing.most))
    if most <= 0 or missing.unit == "attempts":
        return ""
    if missing.unit in _COUNTED_BARE:
        shown = number_range(least, most, telling.words)
        return telling.words.say(f"missing.amount/{missing.unit}", n=shown)
    return telling.words.say("missing.amount", amount=amount(least, most, missing.unit, telling.words))


def path_in_words(path: str, telling: Telling) -> str:
    """Return a place of the person file as the question it stands for: `programs/0/completed` → `when your first
    program was completed`.
    """
    section, *rest = path.split("/")
    if section == "person" and rest[:1] == ["high_school"]:
        section, rest = "high_school", rest[1:]
    place = section
    if rest and rest[0].isdigit():
        place, rest = f"{section}/{rest[0]}", rest[1:]
    if not rest:
        message = f"ask.section.{section}" if place == section else "ask.entry"
    else:
        message = f"ask.{section}.{rest[0]}"
    found = telling.words.find(message) or telling.words.find("ask.entry") or ""
    subject = telling.word(section, rest[0], rest[1]) if len(rest) > 1 else ""
    return found.format(entry=telling.entry(place), subject=subject)
