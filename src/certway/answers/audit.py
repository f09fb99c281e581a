"""What an audit asks to see: each activity that counts, where it counts, its proof, and what is weak about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from certway.answers.renew import KeptCredential
from certway.core.person.record import Entry, Record
from certway.core.renew.assignment import FREE
from certway.core.renew.cycle import Cycle
from certway.core.renew.ledger import Outside
from certway.core.renew.renewal import Counted, Points, Renewal
from certway.core.rulebook.values import Value
from certway.core.units.days import LAST_DAY, DaySpan

ProofKind: TypeAlias = Literal["pdf", "png", "jpeg"]
LeftOutWhy: TypeAlias = Outside | Literal["cap", "elsewhere", "no-points"]

SECTION = "education_credits"
TELLS_GRADES = ("transcript", "grade")  # words in the titles of what proves a college course
MENDABLE: tuple[Outside, ...] = (  # what is left out and need not be
    "day-untold",
    "points-untold",
    "kind-untold",
    "approver-untold",
)


@dataclass(frozen=True, slots=True)
class ProofFact:
    """A document that proves an activity, as far as it was looked at."""

    id: str
    title: str
    kind: ProofKind
    pages: int | None = None  # None = not counted
    damaged: bool = False  # whether it can't be opened
    text: bool | None = None  # whether its text could be read; None = nobody tried


@dataclass(frozen=True, slots=True)
class NumberedProof:
    """A document in its place of the pack."""

    number: int  # from 1, in the order of the lines
    fact: ProofFact


@dataclass(frozen=True, slots=True)
class Line:
    """One activity that counts."""

    place: int  # of its entry in `education_credits`
    on: DaySpan | None
    title: str  # empty where it is not told
    provider: str  # empty where it is not told
    kind: str | None
    approved_by: tuple[str, ...] | None  # None = not told
    areas: Mapping[str, int]  # hundredths claimed by area, FREE for none
    held_back: int  # hundredths of its points that don't count
    proofs: tuple[int, ...]  # numbers of its documents

    @property
    def points(self) -> int:
        """Hundredths that are claimed in all."""
        return sum(self.areas.values())


@dataclass(frozen=True, slots=True)
class Category:
    """A category of the body with what is claimed in it."""

    id: str  # of an area; FREE for points that count in none
    required: int | None  # hundredths at least; None for FREE
    counted: int  # hundredths
    lines: tuple[Line, ...]  # by day


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An activity that does not count here."""

    place: int
    on: DaySpan | None
    title: str
    why: LeftOutWhy


@dataclass(frozen=True, slots=True)
class Weakness:
    """What an auditor could object to."""

    message: str  # id of the sentence
    place: str  # where it is mended, such as `education_credits/3`, `credentials/0` or `documents/<id>`
    values: Mapping[str, str] = field(default_factory=dict)  # what the sentence names
    hint: bool = False  # whether it is only to be looked at


@dataclass(frozen=True, slots=True)
class Audit:
    """What a pack holds."""

    kept: KeptCredential
    holder: str  # empty where the record has no name
    number: str  # of the credential; empty where it is not told
    issued: DaySpan | None
    cycle: Cycle | None
    points: Points
    categories: tuple[Category, ...]  # in the body's order, those without a line too; FREE last, where it has lines
    lines: tuple[Line, ...]  # each activity once, in the order of the categories
    proofs: tuple[NumberedProof, ...]  # each document once, in the order of the lines
    left_out: tuple[LeftOut, ...]
    weaknesses: tuple[Weakness, ...]  # what is missing before what is only a hint


def audit(kept: KeptCredential, record: Record, proofs: Mapping[str, Sequence[ProofFact]]) -> Audit:
    """Return what a pack for an audit of one renewal holds, and what is weak about it.

    `proofs` are by the place of the activity, such as `education_credits/3`. One document may prove several; it then
    has one number.
    """
    renewal = kept.renewal
    entries = record.entries(SECTION) or ()
    counted = [one for one in renewal.ledger if one.given is not None]
    order = [*(area.id for area in kept.policy.areas), FREE]
    ranked = sorted(counted, key=lambda one: (_rank(one, order), _day(one.activity.on), one.activity.place))
    numbers: dict[str, NumberedProof] = {}
    lines = []
    for one in ranked:
        facts = proofs.get(_place(one), ())
        for fact in facts:
            numbers.setdefault(fact.id, NumberedProof(len(numbers) + 1, fact))
        lines.append(_line(one, entries[one.activity.place], tuple(numbers[fact.id].number for fact in facts)))
    name, card = record.single("person").get("name"), _card(kept, record)
    issued = card.get("issued")
    found = Audit(
        kept=kept,
        holder=name if isinstance(name, str) else "",
        number=_text(card, "number"),
        issued=issued if isinstance(issued, DaySpan) else None,
        cycle=renewal.cycle,
        points=renewal.points,
        categories=tuple(_categories(kept, lines)),
        lines=tuple(lines),
        proofs=tuple(numbers.values()),
        left_out=tuple(
            _left_out(one, entries[one.activity.place]) for one in renewal.ledger if _is_left_out(one, renewal)
        ),
        weaknesses=(),
    )
    weak = list(_weaknesses(found, {one.activity.place: one for one in renewal.ledger}))
    ordered = (*(one for one in weak if not one.hint), *(one for one in weak if one.hint))
    return replace(found, weaknesses=ordered)


def asked_for_audits(values: Mapping[str, Value]) -> tuple[Value, ...]:
    """Return what a body says of proofs and audits, of the values of its `renewal.yaml`: the proofs first."""
    proofs = [name for name in values if name == "documents" or name.endswith(("-proof", "-documents"))]
    audits = [name for name in values if name.split("-")[0] == "audit" and name not in proofs]
    ordered = [name for name in proofs if "audit" in name] + [name for name in proofs if "audit" not in name]
    return tuple(values[name] for name in (*ordered, *audits))


def _place(one: Counted) -> str:
    return f"{SECTION}/{one.activity.place}"


def _rank(one: Counted, order: Sequence[str]) -> int:
    """Return the place of the first category that an activity counts in."""
    given = one.given.areas if one.given else {}
    return min((order.index(area) for area in given), default=len(order))


def _day(on: DaySpan | None) -> int:
    return LAST_DAY if on is None else on.first


def _text(entry: Entry, name: str) -> str:
    value = entry.get(name)
    return value.strip() if isinstance(value, str) else ""


def _card(kept: KeptCredential, record: Record) -> Entry:
    held = kept.renewal.held
    return {} if held is None else (record.entries("credentials") or ())[held.place]


def _line(one: Counted, entry: Entry, proofs: tuple[int, ...]) -> Line:
    activity = one.activity
    return Line(
        place=activity.place,
        on=activity.on,
        title=_text(entry, "title"),
        provider=_text(entry, "provider"),
        kind=activity.kind,
        approved_by=None if activity.approved_by is None else tuple(sorted(activity.approved_by)),
        areas=one.given.areas if one.given else {},
        held_back=one.held_back,
        proofs=proofs,
    )


def _is_left_out(one: Counted, renewal: Renewal) -> bool:
    """Tell whether an activity does not count in the cycle; where none is known there is nothing to leave it out of."""
    return one.given is None and renewal.cycle is not None


def _left_out(one: Counted, entry: Entry) -> LeftOut:
    why: LeftOutWhy = one.outside or ("cap" if one.caps else "elsewhere" if one.activity.points else "no-points")
    return LeftOut(one.activity.place, one.activity.on, _text(entry, "title"), why)


def _categories(kept: KeptCredential, lines: Sequence[Line]) -> Iterator[Category]:
    required: dict[str, int | None] = {area.id: area.required for area in kept.renewal.points.areas}
    for area in (*required, FREE):
        hers = sorted((line for line in lines if line.areas.get(area)), key=lambda line: (_day(line.on), line.place))
        if hers or area != FREE:
            yield Category(area, required.get(area), sum(line.areas[area] for line in hers), tuple(hers))


def _weaknesses(found: Audit, ledger: Mapping[int, Counted]) -> Iterator[Weakness]:
    held = found.kept.renewal.held
    if not found.holder:
        yield Weakness("audit.weak.no-name", "person")
    if held is not None and not found.number:
        yield Weakness("audit.weak.no-number", f"credentials/{held.place}")
    for line in found.lines:
        yield from _weaknesses_of(line, ledger[line.place], found)
    yield from _doubles(found.lines)
    for one in found.left_out:
        if one.why in MENDABLE:
            yield Weakness(f"audit.weak.left-out.{one.why}", f"{SECTION}/{one.place}", {"title": one.title})
        elif one.why == "cap":
            yield from _untold(ledger[one.place], one.title, found.kept)


def _weaknesses_of(line: Line, one: Counted, found: Audit) -> Iterator[Weakness]:
    place, named = f"{SECTION}/{line.place}", {"title": line.title}
    proofs = [proof.fact for proof in found.proofs if proof.number in line.proofs]
    if not proofs:
        yield Weakness("audit.weak.no-proof", place, named)
    for fact in proofs:
        if fact.damaged:
            yield Weakness("audit.weak.damaged", f"documents/{fact.id}", {**named, "proof": fact.title})
        elif fact.text is False:
            yield Weakness("audit.weak.no-text", f"documents/{fact.id}", {**named, "proof": fact.title}, hint=True)
    if line.on is None or not line.on.exact:
        yield Weakness("audit.weak.day", place, named)
    if not line.title:
        yield Weakness("audit.weak.no-title", place, named)
    if not line.provider:
        yield Weakness("audit.weak.no-provider", place, named)
    yield from _untold(one, line.title, found.kept)
    if line.kind == "college" and proofs and not any(_tells_grades(fact) for fact in proofs):
        yield Weakness("audit.weak.college", place, named, hint=True)


def _untold(one: Counted, title: str, kept: KeptCredential) -> Iterator[Weakness]:
    """Yield what is untold of an activity and decides which cap it falls under."""
    caps, activity = [cap for cap in kept.policy.caps if cap.id in one.caps], one.activity
    if activity.approved_by is None and any(cap.unless for cap in caps):
        yield Weakness("audit.weak.approver", _place(one), {"title": title})
    if activity.kind is None and any(cap.kinds for cap in caps):
        yield Weakness("audit.weak.kind", _place(one), {"title": title})


def _tells_grades(fact: ProofFact) -> bool:
    return any(word in fact.title.casefold() for word in TELLS_GRADES)


def _doubles(lines: Sequence[Line]) -> Iterator[Weakness]:
    """Yield activities of a title and a day that were claimed before."""
    seen: set[tuple[str, DaySpan | None]] = set()
    for line in lines:
        mark = (line.title.casefold(), line.on)
        if line.title and mark in seen:
            yield Weakness("audit.weak.twice", f"{SECTION}/{line.place}", {"title": line.title})
        seen.add(mark)
