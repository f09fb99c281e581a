"""How a question of ours is answered in QTI 3.0: its interaction, what is right, and the feedback."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from certway.core.items.item import Body, Choice, Matching, NumberEntry, Ordering
from certway.exchange.bank.qti.xhtml import UNIT, written_attribute, written_text

_RESPONSE = '<qti-variable identifier="RESPONSE"/>'
_CORRECT = '<qti-correct identifier="RESPONSE"/>'


@dataclass(frozen=True, slots=True)
class Answering:
    """The parts of an item that differ with how it is answered."""

    cardinality: str
    base_type: str
    correct: tuple[str, ...]
    interaction: str  # XML
    processing: str  # XML
    feedback: tuple[tuple[str, str], ...]  # identifier and Markdown


def answering_of(body: Body) -> Answering:
    """Return the parts of an item for a body."""
    match body:
        case Choice():
            return _choice(body)
        case Ordering():
            return _ordering(body)
        case Matching():
            return _matching(body)
        case NumberEntry():
            return _number(body)


def _choice(body: Choice) -> Answering:
    named = [(f"c{at}", one) for at, one in enumerate(body.options, 1)]
    shown = "".join(_answer("qti-simple-choice", name, one.text) for name, one in named)
    most = 0 if body.multiple else 1
    feedback = tuple((name, one.why) for name, one in named if one.why)
    return Answering(
        cardinality="multiple" if body.multiple else "single",
        base_type="identifier",
        correct=tuple(name for name, one in named if one.right),
        interaction=f'<qti-choice-interaction response-identifier="RESPONSE" shuffle="true" max-choices="{most}">'
        f"{shown}</qti-choice-interaction>",
        processing=_scored(f"<qti-match>{_RESPONSE}{_CORRECT}</qti-match>") + (_set("FEEDBACK", _RESPONSE)),
        feedback=feedback,
    )


def _ordering(body: Ordering) -> Answering:
    named = [(f"c{at}", one) for at, one in enumerate(body.steps, 1)]
    shown = "".join(_answer("qti-simple-choice", name, one.text) for name, one in named)
    feedback = tuple((name, one.why) for name, one in named if one.why)
    return Answering(
        cardinality="ordered",
        base_type="identifier",
        correct=tuple(name for name, _ in named),
        interaction=f'<qti-order-interaction response-identifier="RESPONSE" shuffle="true">{shown}'
        "</qti-order-interaction>",
        processing=_scored(f"<qti-match>{_RESPONSE}{_CORRECT}</qti-match>") + _all(name for name, _ in feedback),
        feedback=feedback,
    )


def _matching(body: Matching) -> Answering:
    """Return the parts of a matching; what two things are matched with stands there once."""
    those = list(dict.fromkeys(one.that for one in body.pairs))
    uses = {that: sum(one.that == that for one in body.pairs) for that in those}
    names = {that: f"m{at}" for at, that in enumerate(those, 1)}
    first = "".join(_answer(_ASSOCIABLE, f"t{at}", one.this, 1) for at, one in enumerate(body.pairs, 1))
    second = "".join(_answer(_ASSOCIABLE, names[that], that, uses[that]) for that in those)
    second += "".join(_answer(_ASSOCIABLE, f"o{at}", that, 1) for at, that in enumerate(body.others, 1))
    feedback = tuple((f"t{at}", one.why) for at, one in enumerate(body.pairs, 1) if one.why)
    sets = f"<qti-simple-match-set>{first}</qti-simple-match-set><qti-simple-match-set>{second}</qti-simple-match-set>"
    return Answering(
        cardinality="multiple",
        base_type="directedPair",
        correct=tuple(f"t{at} {names[one.that]}" for at, one in enumerate(body.pairs, 1)),
        interaction='<qti-match-interaction response-identifier="RESPONSE" shuffle="true" '
        f'max-associations="{len(body.pairs)}">{sets}</qti-match-interaction>',
        processing=_scored(f"<qti-match>{_RESPONSE}{_CORRECT}</qti-match>") + _all(name for name, _ in feedback),
        feedback=feedback,
    )


def _number(body: NumberEntry) -> Answering:
    unit = written_attribute(body.unit)
    explained = ["why"] if body.why else []
    told = _all(explained)
    branches = f"<qti-response-if>{_equal(_CORRECT, body.tolerance)}{_set('SCORE', _base('float', '1'))}{told}"
    branches += "</qti-response-if>"
    for at, mistake in enumerate(body.mistakes, 1):
        asked = _equal(_base("float", _decimal(mistake.value)), body.tolerance)
        branches += f"<qti-response-else-if>{asked}{_all([f'm{at}', *explained])}</qti-response-else-if>"
    branches += f"<qti-response-else>{told}</qti-response-else>" if told else ""
    mistakes = ((f"m{at}", mistake.why) for at, mistake in enumerate(body.mistakes, 1))
    return Answering(
        cardinality="single",
        base_type="float",
        correct=(_decimal(body.answer),),
        interaction=f'<p {UNIT}="{unit}"><qti-text-entry-interaction response-identifier="RESPONSE" '
        f'expected-length="10"/> {escape(body.unit, quote=False)}</p>',
        processing=f"<qti-response-condition>{branches}</qti-response-condition>",
        feedback=(*((name, body.why) for name in explained), *mistakes),
    )


_ASSOCIABLE = "qti-simple-associable-choice"


def _answer(tag: str, name: str, markdown: str, most: int | None = None) -> str:
    limit = f' match-max="{most}"' if most is not None else ""
    return f'<{tag} identifier="{name}"{limit}>{written_text(markdown)}</{tag}>'


def _scored(condition: str) -> str:
    inner = f"<qti-response-if>{condition}{_set('SCORE', _base('float', '1'))}</qti-response-if>"
    return f"<qti-response-condition>{inner}</qti-response-condition>"


def _all(names: Iterable[str]) -> str:
    """Return the rule that shows these feedbacks."""
    listed: Sequence[str] = list(names)
    if not listed:
        return ""
    return _set("FEEDBACK", f"<qti-multiple>{''.join(_base('identifier', name) for name in listed)}</qti-multiple>")


def _equal(other: str, tolerance: Decimal) -> str:
    size = _decimal(tolerance)
    how = f'tolerance-mode="absolute" tolerance="{size} {size}"' if tolerance else 'tolerance-mode="exact"'
    return f"<qti-equal {how}>{_RESPONSE}{other}</qti-equal>"


def _set(outcome: str, value: str) -> str:
    return f'<qti-set-outcome-value identifier="{outcome}">{value}</qti-set-outcome-value>'


def _base(base_type: str, value: str) -> str:
    return f'<qti-base-value base-type="{base_type}">{value}</qti-base-value>'


def _decimal(number: Decimal) -> str:
    return format(number, "f")
