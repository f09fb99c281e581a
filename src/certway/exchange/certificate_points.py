"""The hours or points that a certificate tells, in the unit in which it tells them.

One IACET CEU is ten contact hours, one CEU of the AAMA is one: nothing is converted here but what is offered as such.
Source: docs/concepts/credits.md
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from certway.exchange.certificate_labels import Labelled, number_label

Unit: TypeAlias = Literal[
    "contact-hours",
    "pace",
    "aama-ceu",
    "iacet-ceu",
    "ceu",
    "cme",
    "ce-credits",
    "credits",
    "semester-hours",
    "hours",
    "points",
]

AWARDED, SAID, AT_MOST = 0, 1, 2  # how surely a number is what was earned; lower is surer
MOST = 30_000  # hundredths; more is no credit of one activity
_HOURS_OF_A_CEU = 10  # IACET's
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SMALL_WORDS = {word: at for at, word in enumerate(_COUNTED, 1)}

_UNITS: tuple[tuple[Unit, str], ...] = (
    ("semester-hours", r"semester (?:credit )?(?:hours?|credits?|units?)|sem\.? hrs?\.?|credit hours? \(semester\)"),
    ("pace", r"(?:ascls )?(?:p\.\s?a\.\s?c\.\s?e\.?|pace) (?:contact |credit )?(?:hours?|credits?)"),
    (
        "cme",
        (
            r"(?:ama )?pra category 1 (?:credits?(?:\(s\))?|hours?)|(?:category 1 )?cme (?:credits?|hours?)"
            r"|category 1 credits?"
        ),
    ),
    ("ceu", r"(?:[a-z]{2,6} )?(?:ceus?|c\.e\.u\.s?|continuing education units?)\b"),
    ("contact-hours", r"(?:[a-z.-]+ ){0,2}?(?:contact|clock)[ -]?hours?|ch\b"),
    (
        "ce-credits",
        r"(?:c\.?e\.?|cne|cmle|continuing (?:medical )?education|educational?) (?:credit )?(?:credits?|hours?|points?)",
    ),
    ("credits", r"(?:college |continuing )?credit hours?|credits?"),
    ("points", r"(?:recertification |renewal )?points?"),
    ("hours", r"hours?|hrs?\.?"),
)
_UNIT = "|".join(f"(?P<{name.replace('-', '_')}>{pattern})" for name, pattern in _UNITS)
_NUMBER = (
    r"(?<![\w.,/$#=-])(?P<number>\d{1,3}(?:\.\d{1,2}0*)?|\.\d{1,2}|(?:one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve)\b)(?!\.?\d)"
)
_AMOUNT = re.compile(
    rf"{_NUMBER}\s*(?:\((?:[a-z-]+|\d+(?:\.\d+)?)\)\s*|\)\s*)?(?:-\s?)?(?:{_UNIT})(?![\w])", re.IGNORECASE
)
_BARE = re.compile(r"\(?(\d{1,3}(?:\.\d{1,2}0*)?|\.\d{1,2})\)?(?!\.?\d)", re.IGNORECASE)
_SUM = re.compile(
    r"\s*(?:=|equals?\b|is equal|per\b|for (?:every|each)|(?:and |, ?)?\d+ ?min|of \d|/|to complete|or more|from\b)",
    re.IGNORECASE,
)
_EARNED = re.compile(
    r"complet|earn|award|credited|attend|participat|receiv|granted|claimed|total|\bfor\b", re.IGNORECASE
)
_AT_MOST = re.compile(r"maximum|up to|at most|no more than|designat|eligible", re.IGNORECASE)
_BOUND = re.compile(
    r"complet|earn|award|credit|attend|participat|receiv|total|worth|training|in-?service|instruction|education",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"within|at least|minimum|every|each|requir(?:e|ing)|minutes? (?:=|equal)|valid for|=\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as a certificate says it."""

    hundredths: int
    unit: Unit

    @property
    def contact_hours(self) -> int | None:
        """What it is in contact hours (hundredths), where that is another number; None where it isn't."""
        return self.hundredths * _HOURS_OF_A_CEU if self.unit in ("iacet-ceu", "ceu") else None

    @property
    def meanings(self) -> frozenset[int]:
        """What it may be in contact hours (hundredths): a CEU of nobody may be IACET's or one hour."""
        said = frozenset() if self.unit == "iacet-ceu" else frozenset({self.hundredths})
        return said if self.contact_hours is None else said | {self.contact_hours}


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """One number that a certificate tells."""

    amount: Amount
    line: str  # in which it stands
    rank: int


def find_amounts(sentences: Sequence[str], labelled: Sequence[Labelled]) -> tuple[FoundAmount, ...]:
    """Return the numbers that may be what was earned, the surest first, each once."""
    whole = " ".join(sentences)
    found = [one for pair in labelled if pair.part == "points" for one in _labelled(pair, whole)]
    for said in sentences:
        pair = number_label(said)
        if pair is not None:
            found += _labelled(Labelled("points", *pair, at=-1), whole)
        found += _in_sentence(said, whole)
    kept: dict[tuple[int, bool], FoundAmount] = {}
    for one in sorted(found, key=lambda one: one.rank):
        same = (one.amount.hundredths, one.amount.unit in ("iacet-ceu", "ceu"))
        if same not in kept or (kept[same].rank == one.rank and _is_vaguer(kept[same], one)):
            kept[same] = one
    return tuple(sorted(kept.values(), key=lambda one: one.rank))


def surest_amount(found: Sequence[FoundAmount]) -> FoundAmount | None:
    """Return the number that is surer than all others; None where several are as sure."""
    best = [one for one in found if one.rank == found[0].rank]
    alike = [one.amount.meanings for one in best]
    if not best or not frozenset.intersection(*alike):
        return None
    return next((one for one in best if one.amount.contact_hours is None), best[0])  # 0.2 CEU beside 2 contact hours


def amount_at_start(text: str) -> bool:
    """Tell whether a text begins with a number of hours or points."""
    return _AMOUNT.match(text) is not None


def without_amount(text: str) -> str:
    """Return a text up to the first number of hours or points in it."""
    match = _AMOUNT.search(text)
    return text[: match.start()] if match else text


def _labelled(pair: Labelled, whole: str) -> Iterator[FoundAmount]:
    """Yield the number of `Contact hours: 2.0`, or of `Credit: 2.0 contact hours`."""
    inside = [found for found in _AMOUNT.finditer(pair.value) if not _SUM.match(pair.value[found.end() :])]
    if inside:
        for match in inside:
            yield from _found(match["number"], _unit(match, pair.text, whole), pair.text, AWARDED)
        return
    bare = _BARE.fullmatch(pair.value.partition(" (")[0].strip(" ."))
    unit = re.search(_UNIT, pair.label, re.IGNORECASE)
    if bare and unit:
        yield from _found(bare[1], _unit(unit, pair.text, whole), pair.text, AWARDED)


def _in_sentence(said: str, whole: str) -> Iterator[FoundAmount]:
    last = 0
    for match in _AMOUNT.finditer(said):
        before, between, after = said[: match.start()], said[last : match.start()], said[match.end() :]
        last = match.end()
        unit = _unit(match, said, whole)
        if (
            _SUM.match(after)
            or _NEVER.search(before[-30:])
            or (unit in ("hours", "credits", "points") and not _BOUND.search(before))
        ):
            continue
        rank = AT_MOST if _AT_MOST.search(between) else AWARDED if _EARNED.search(before) else SAID
        yield from _found(match["number"], unit, said, rank)


def _unit(match: re.Match[str], near: str, whole: str) -> Unit:
    named = next(name for name, _ in _UNITS if match[name.replace("-", "_")])
    if named == "ceu":
        return _kind_of_ceu(near) or _kind_of_ceu(whole) or "ceu"
    if named in ("contact-hours", "hours") and re.search(r"P\. ?A\. ?C\. ?E\b|\bPACE\b", near):
        return "pace"
    return named


def _kind_of_ceu(text: str) -> Unit | None:
    iacet, aama = re.search(r"\bIACET\b", text), re.search(r"\bAAMA\b|American Association of Medical Assistants", text)
    if bool(iacet) == bool(aama):
        return None
    return "iacet-ceu" if iacet else "aama-ceu"


def _found(number: str, unit: Unit, line: str, rank: int) -> Iterator[FoundAmount]:
    small = _SMALL_WORDS.get(number.casefold())
    hundredths = small * 100 if small else round(float(number) * 100)
    if 0 < hundredths <= MOST:
        yield FoundAmount(Amount(hundredths, unit), line, rank)


def _is_vaguer(one: FoundAmount, other: FoundAmount) -> bool:
    vague = ("hours", "credits", "points")
    return one.amount.unit in vague and other.amount.unit not in vague
