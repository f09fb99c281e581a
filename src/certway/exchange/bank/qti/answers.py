"""What a QTI item takes as right, by how much it may be missed, and which feedback belongs to what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element

from certway.exchange.bank.qti.texts import Texts
from certway.exchange.bank.qti.tree import children, has, kind, told, within

_NUMBER = re.compile(r"[+-]?(\d{1,18}(\.\d{0,18})?|\.\d{1,18})([eE][+-]?\d{1,2})?")
RIGHT = "\0right"  # a feedback that is shown for the right answer
MOST_FEEDBACK = 300  # of one question, and rules that show them
_BRANCHES = ("responseif", "responseelseif")


class NotCarriedError(Exception):
    """Raised for an item that is no question of ours, with the reason."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is declared of an answer."""

    identifier: str
    base_type: str
    cardinality: str
    correct: tuple[str, ...]
    points: Mapping[str, Decimal]  # of its mapping


@dataclass(frozen=True, slots=True)
class Feedback:
    """A feedback of an item."""

    identifier: str
    markdown: str
    shown_for: tuple[str, ...]  # identifiers, numbers or RIGHT; empty where it is shown for more


def number(text: str) -> Decimal | None:
    """Return a number as it is written; None for what is none."""
    return Decimal(text.strip()) + 0 if _NUMBER.fullmatch(text.strip()) else None


def read_declaration(root: Element, identifier: str) -> Declaration:
    """Return what is declared of an answer."""
    found = next((one for one in children(root, "responsedeclaration") if told(one, "identifier") == identifier), None)
    if found is None:
        raise NotCarriedError("its answer is not declared")
    correct = [value for one in children(found, "correctresponse") for value in children(one, "value")]
    entries = [entry for one in children(found, "mapping") for entry in children(one, "mapentry")]
    points = ((told(entry, "mapkey"), number(told(entry, "mappedvalue"))) for entry in entries)
    return Declaration(
        identifier=identifier,
        base_type=told(found, "basetype").lower(),
        cardinality=told(found, "cardinality").lower(),
        correct=tuple(" ".join((one.text or "").split()) for one in correct),
        points={key: value for key, value in points if value is not None},
    )


def right_of(declared: Declaration) -> tuple[str, ...]:
    """Return what is right: what is declared correct, else what brings points."""
    right = declared.correct or tuple(key for key, points in declared.points.items() if points > 0)
    if not right:
        raise NotCarriedError("no answer of it is right")
    return right


def lost_points(declared: Declaration, right: Sequence[str]) -> Iterator[str]:
    """Yield what of its points can't be carried."""
    if len({*declared.points.values()} - {Decimal(0)}) > 1 or (len(right) > 1 and declared.points):
        yield "points for a part of the answer; ours is right as a whole or not"
    elif any(points > 0 and key not in right for key, points in declared.points.items()):
        yield "points for an answer that is not the right one"


def tolerance_of(root: Element, declared: Declaration) -> tuple[Decimal, Decimal]:
    """Return the right number and by how much it may be missed."""
    answer = next((number(one) for one in declared.correct), None)
    for equal in _compared(root, declared.identifier, "equal"):
        its = answer if children(equal, "correct") else _base_number(equal)
        if its is not None and (answer is None or its == answer):
            return its, _told_tolerance(equal, its)
    if next(_compared(root, declared.identifier, "equalrounded"), None) is not None:
        raise NotCarriedError("it compares rounded numbers; ours are right within a tolerance")
    lower = [_base_number(one) for one in _compared(root, declared.identifier, "gte", "gt")]
    upper = [_base_number(one) for one in _compared(root, declared.identifier, "lte", "lt")]
    ends = sorted(one for one in (*lower, *upper) if one is not None)
    if len(ends) == 2 and len(lower) == len(upper):
        return _between(ends, answer)
    if answer is None:
        answer = next((number(key) for key, points in declared.points.items() if points > 0), None)
    if answer is None:
        raise NotCarriedError("its answer is no number")
    return answer, Decimal(0)


def _between(ends: Sequence[Decimal], answer: Decimal | None) -> tuple[Decimal, Decimal]:
    middle, half = (ends[0] + ends[1]) / 2, (ends[1] - ends[0]) / 2
    if answer is not None and answer != middle:
        raise NotCarriedError("it takes more above the right number than below, or the other way")
    return middle, half


def _told_tolerance(equal: Element, answer: Decimal) -> Decimal:
    mode = told(equal, "tolerancemode").lower() or "exact"
    if mode == "exact":
        return Decimal(0)
    given = [number(one) for one in told(equal, "tolerance").replace(",", " ").split()]
    sizes = {one for one in given if one is not None}
    if None in given or len(sizes) != 1:
        raise NotCarriedError("its tolerance is not one number")
    size = sizes.pop()
    return abs(answer) * size / 100 if mode == "relative" else size


def _compared(root: Element, identifier: str, *kinds: str) -> Iterator[Element]:
    for processing in children(root, "responseprocessing"):
        for one in within(processing, *kinds):
            if any(told(variable, "identifier") == identifier for variable in children(one, "variable")):
                yield one


def _base_number(element: Element) -> Decimal | None:
    return next((number(one.text or "") for one in children(element, "basevalue")), None)


def read_feedback(root: Element, texts: Texts, lost: list[str]) -> list[Feedback]:
    """Return the modal feedback of an item, with what each is shown for."""
    listed = children(root, "modalfeedback")
    rules = list(_rules(root))
    if len(listed) > MOST_FEEDBACK or len(rules) > MOST_FEEDBACK:
        raise NotCarriedError(f"it has more than {MOST_FEEDBACK} feedbacks or rules for them")
    found = []
    for one in listed:
        if told(one, "showhide") == "hide":
            lost.append("a feedback that is hidden, not shown, at an answer")
            continue
        text = texts.read(one)
        lost += text.lost + ["a picture in a feedback"] * len(text.pictures)
        identifier = told(one, "identifier")
        shown = dict.fromkeys(key for feedback, keys in rules if identifier in feedback for key in keys)
        found.append(Feedback(identifier, text.markdown, tuple(shown)))
    return found


def _rules(root: Element) -> Iterator[tuple[set[str], tuple[str, ...]]]:
    """Yield the feedbacks that a rule shows, and for what; what is shown always is about what is right."""
    for processing in children(root, "responseprocessing"):
        yield {key for rule in children(processing, "setoutcomevalue") for key in _values(rule)}, (RIGHT,)
        for branch in within(processing, *_BRANCHES):
            feedback = {key for rule in children(branch, "setoutcomevalue") for key in _values(rule)}
            if len(branch) and feedback:
                yield feedback, tuple(_asked_for(branch[0]))


def _asked_for(asked: Element) -> Iterator[str]:
    if not has(asked, "not"):
        if has(asked, "correct"):
            yield RIGHT
        yield from _values(asked)


def _values(element: Element) -> list[str]:
    return [(one.text or "").strip() for one in within(element, "basevalue")]


def sets_score(branch: Element) -> bool:
    """Tell whether a branch gives points."""
    return any(told(one, "identifier").upper() == "SCORE" for one in children(branch, "setoutcomevalue"))


def mistakes_in(root: Element, identifier: str) -> Iterator[tuple[Decimal, tuple[str, ...]]]:
    """Yield the wrong numbers that an item asks for, each with the feedback that it then sets."""
    for processing in children(root, "responseprocessing"):
        for branch in within(processing, *_BRANCHES):
            if not len(branch) or kind(branch[0]) != "equal" or sets_score(branch):
                continue
            value = _base_number(branch[0])
            asked = any(told(one, "identifier") == identifier for one in children(branch[0], "variable"))
            if asked and value is not None:
                set_ = [key for one in children(branch, "setoutcomevalue") for key in _values(one)]
                yield value, tuple(set_)
