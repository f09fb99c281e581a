"""Formulas of generated questions: arithmetic on exact numbers, and nothing else."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import TypeAlias

from certway.core.units.errors import CertwayError

Number: TypeAlias = Fraction
Value: TypeAlias = "Fraction | str"
Names: TypeAlias = Mapping[str, "Fraction | str"]

MOST_CHARACTERS = 400  # of a formula
MOST_POWER = 20
_DIGITS = 30  # of a square root or a logarithm
_MOST_DECIMALS = 12  # that a number may be shown with


class FormulaError(CertwayError):
    """Raised for a formula that is no arithmetic, or that has no value."""


def value_of(formula: str, names: Names) -> Fraction:
    """Return the value of a formula, exactly, with the values of its names. Raises FormulaError."""
    found = _evaluate(_parsed(formula), names)
    if isinstance(found, bool | str):
        raise FormulaError(f"'{formula}' is no number")
    return found


def worth_of(formula: str, names: Names) -> Value:
    """Return what a formula comes to, a number or a text. Raises FormulaError."""
    found = _evaluate(_parsed(formula), names)
    if isinstance(found, bool):
        raise FormulaError(f"'{formula}' is a condition; a number or a text is wanted")
    return found


def holds(formula: str, names: Names) -> bool:
    """Tell whether a condition is true of its names. Raises FormulaError."""
    found = _evaluate(_parsed(formula), names)
    if not isinstance(found, bool):
        raise FormulaError(f"'{formula}' is no condition; compare something")
    return found


def names_in(formula: str) -> frozenset[str]:
    """Return the names that a formula asks for, those of functions left out. Raises FormulaError."""
    tree = _parsed(formula)
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name)) - called


def shown(number: Fraction) -> str:
    """Return a number as a plain decimal without trailing zeros. Raises FormulaError for one that has no end."""
    for places in range(_MOST_DECIMALS + 1):
        if (number * 10**places).denominator == 1:
            return shown_to(number, places)
    raise FormulaError(f"{float(number)} has no last decimal; round it before it is shown")


def shown_to(number: Fraction, places: int) -> str:
    """Return a number with so many decimals. Raises FormulaError for one that has more: nothing is rounded unseen."""
    scaled = number * 10**places
    if scaled.denominator != 1:
        raise FormulaError(f"{float(number)} has more decimals than {places}; round it before it is shown")
    return format(Decimal(int(scaled)).scaleb(-places), "f")


def rounded(number: Fraction, places: int) -> Fraction:
    """Return a number rounded half up, away from zero, as doses and laboratory results are."""
    scaled = abs(number) * 10**places
    whole = (scaled + Fraction(1, 2)).__floor__()
    return Fraction(whole if number >= 0 else -whole, 10**places)


def is_halfway(number: Fraction, places: int) -> bool:
    """Tell whether a number lies exactly between the two that it could be rounded to."""
    scaled: Fraction = number * 10**places
    return scaled.denominator == 2


def _parsed(formula: str) -> ast.expr:
    if len(formula) > MOST_CHARACTERS:
        raise FormulaError(f"a formula has {len(formula)} characters; at most {MOST_CHARACTERS} are read")
    try:
        return ast.parse(formula, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError(f"'{formula}' is no formula") from error


def _evaluate(node: ast.expr, names: Names) -> Fraction | bool | str:
    match node:
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int() | float() as value):
            return Fraction(str(value))
        case ast.Constant(value=str() as text):
            return text
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.Name(id=name):
            raise FormulaError(f"there is no '{name}'; the names are {', '.join(sorted(names)) or 'none'}")
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_number(operand, names)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _truth(operand, names)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            return _ARITHMETIC[type(op)](_number(left, names), _number(right, names))
        case ast.BoolOp(op=op, values=values):
            found = [_truth(one, names) for one in values]
            return all(found) if isinstance(op, ast.And) else any(found)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return _evaluate(body if _truth(test, names) else orelse, names)
        case ast.Compare():
            return _compare(node, names)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS:
            return _call(name, [_number(one, names) for one in args])
    raise FormulaError(f"'{ast.unparse(node)}' is no arithmetic; use + - * / // % **, comparisons and {_NAMED}")


def _number(node: ast.expr, names: Names) -> Fraction:
    found = _evaluate(node, names)
    if isinstance(found, bool | str):
        raise FormulaError(f"'{ast.unparse(node)}' is no number")
    return found


def _truth(node: ast.expr, names: Names) -> bool:
    found = _evaluate(node, names)
    if not isinstance(found, bool):
        raise FormulaError(f"'{ast.unparse(node)}' is no condition")
    return found


def _compare(node: ast.Compare, names: Names) -> bool:
    sides = [_evaluate(one, names) for one in (node.left, *node.comparators)]
    for left, op, right in zip(sides, node.ops, sides[1:], strict=False):
        if isinstance(left, str) != isinstance(right, str):
            raise FormulaError(f"'{ast.unparse(node)}' compares a text with a number")
        if type(op) not in _COMPARISONS:
            raise FormulaError(f"'{ast.unparse(node)}' is no comparison; use < <= == != >= >")
        if not _COMPARISONS[type(op)](left, right):
            return False
    return True


def _divided(left: Fraction, right: Fraction) -> Fraction:
    if not right:
        raise FormulaError("a formula divides by zero")
    return left / right


def _raised(left: Fraction, right: Fraction) -> Fraction:
    if right.denominator != 1 or abs(right) > MOST_POWER:
        raise FormulaError(f"a power must be a whole number up to {MOST_POWER}")
    return left ** int(right) if left or right >= 0 else _divided(left, Fraction(0))


def _call(name: str, values: list[Fraction]) -> Fraction:
    least, most, function = _FUNCTIONS[name]
    if not least <= len(values) <= most:
        raise FormulaError(f"'{name}' takes {least} to {most} numbers, not {len(values)}")
    return function(*values)


def _root(number: Fraction) -> Fraction:
    if number < 0:
        raise FormulaError("a negative number has no square root")
    with localcontext() as context:
        context.prec = _DIGITS
        return Fraction((Decimal(number.numerator) / Decimal(number.denominator)).sqrt())


def _logarithm(number: Fraction) -> Fraction:
    if number <= 0:
        raise FormulaError("only a number above zero has a logarithm")
    with localcontext() as context:
        context.prec = _DIGITS
        return Fraction((Decimal(number.numerator) / Decimal(number.denominator)).log10())


def _round(number: Fraction, places: Fraction = Fraction(0)) -> Fraction:
    return rounded(number, int(places))


_ARITHMETIC: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: _divided,
    ast.FloorDiv: lambda left, right: Fraction(_divided(left, right).__floor__()),
    ast.Mod: lambda left, right: left - right * _divided(left, right).__floor__(),
    ast.Pow: _raised,
}
_COMPARISONS: Mapping[type[ast.cmpop], Callable[..., bool]] = {
    ast.Lt: lambda left, right: bool(left < right),
    ast.LtE: lambda left, right: bool(left <= right),
    ast.Eq: lambda left, right: bool(left == right),
    ast.NotEq: lambda left, right: bool(left != right),
    ast.GtE: lambda left, right: bool(left >= right),
    ast.Gt: lambda left, right: bool(left > right),
}
_FUNCTIONS: Mapping[str, tuple[int, int, Callable[..., Fraction]]] = {
    "round": (1, 2, _round),
    "floor": (1, 1, lambda number: Fraction(number.__floor__())),
    "ceil": (1, 1, lambda number: Fraction(number.__ceil__())),
    "abs": (1, 1, abs),
    "min": (2, 10, min),
    "max": (2, 10, max),
    "sqrt": (1, 1, _root),
    "log10": (1, 1, _logarithm),
}
_NAMED = ", ".join(_FUNCTIONS)
