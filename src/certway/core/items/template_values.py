"""Reading the values, formulas and texts of a template: unknown names and wrong formulas have their lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from certway.core.items.formula import FormulaError, Value, names_in
from certway.core.items.places import faults_of_places
from certway.core.items.template import Variable
from certway.core.rulebook.forms import Form, Problems
from certway.core.units.located import Located

MOST_VALUES = 2_000  # of one variable

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def entries_of(form: Form, key: str) -> list[tuple[str, Located]]:
    """Take a mapping of names to what they stand for."""
    found = form.take(key)
    if found is None:
        return []
    if found.mapping is None:
        form.problems.add(found, f"'{key}' must be a mapping of names")
        return []
    for name, inner in found.mapping.items():
        if not _NAME.fullmatch(name):
            form.problems.add(inner, f"the name '{name}' must be lower-case letters, digits and '_'")
    return list(found.mapping.items())


def read_variable(located: Located, problems: Problems) -> Variable:
    """Return what is drawn from."""
    form = Form(located, problems, "a variable")
    if "of" in form:
        values = tuple(read_value(one, problems) for one in form.items("of"))
        form.done()
        return Variable(values or (Fraction(0),))
    first, last, step = (_fraction(form, key) for key in ("from", "to", "step"))
    form.done()
    count = int((last - first) / step) + 1 if step > 0 else 0
    if not 1 <= count <= MOST_VALUES:
        problems.add(located, f"'from', 'to' and 'step' give {count} values; a variable has 1 to {MOST_VALUES}")
        return Variable((Fraction(0),))
    return Variable(tuple(first + at * step for at in range(count)))


def read_case(located: Located, problems: Problems) -> Mapping[str, Value]:
    """Return the values of a row."""
    if located.mapping is None:
        problems.add(located, "a case must be a mapping of names to values")
        return {}
    return {name: read_value(inner, problems) for name, inner in located.mapping.items()}


def read_value(located: Located, problems: Problems) -> Value:
    """Return a number or a text."""
    if located.text is not None:
        return located.text
    if isinstance(located.value, bool) or not isinstance(located.value, int | float):
        problems.add(located, "a value must be a number or a text")
        return Fraction(0)
    return Fraction(str(located.value))


def _fraction(form: Form, key: str) -> Fraction:
    found = form.take(key, required=True)
    value = read_value(found, form.problems) if found is not None else Fraction(1)
    if isinstance(value, str):
        form.problems.add(found or form.located, f"'{key}' must be a number")
        return Fraction(1)
    return value


def taken_formula(form: Form, key: str, known: set[str]) -> str:
    """Take a formula of known names."""
    found = form.take(key, required=True)
    return read_formula(found, form.problems, known) if found is not None else "0"


def read_formula(located: Located, problems: Problems, known: set[str]) -> str:
    """Return a formula of known names."""
    text = located.text if located.text is not None else str(located.value)
    try:
        unknown = sorted(names_in(text) - known)
    except FormulaError as error:
        problems.add(located, str(error))
        return "0"
    if unknown:
        problems.add(located, f"there is no '{unknown[0]}'; the names are {', '.join(sorted(known)) or 'none'}")
    return text


def text_with_places(form: Form, key: str, known: set[str]) -> str:
    """Take a text with places for known values."""
    text = form.text(key, required=True).strip()
    where = form.take(key) or form.located
    for place, fault in faults_of_places(text, known):
        form.problems.add(where, f"'{{{place}}}' stands in '{key}', and {fault}")
    return text
