"""Reading a template: every problem with its line, wrong formulas and unknown names among them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from certway.core.items.formula import FormulaError, names_in
from certway.core.items.item import DIFFICULTIES, LEVELS
from certway.core.items.item_reading import read_reference
from certway.core.items.places import MOST_DECIMALS, faults_of_places
from certway.core.items.template import OPTIONS, Template, Value, Variable, WrongWay
from certway.core.items.topic_reading import headed
from certway.core.rulebook.forms import Form, Problems
from certway.core.units.located import Located

MOST_VALUES = 2_000  # of one variable

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def read_template(document: Located) -> Template:
    """Return the template of a file. Raises InputError with every problem of it."""
    problems = Problems()
    form = headed(document, problems, "a template")
    name, topic = form.text("id", required=True), form.text("topic", required=True)
    cases = tuple(_read_case(one, problems) for one in form.items("cases"))
    variables = {one: _read_variable(inner, problems) for one, inner in _entries(form, "variables")}
    known = set(variables) | {key for case in cases for key in case}
    let = {}
    for one, inner in _entries(form, "let"):
        let[one] = _formula(inner, problems, known)
        known.add(one)
    template = Template(
        id=f"{topic}/{name}",
        topic=topic,
        level=form.word("level", LEVELS),  # type: ignore[arg-type]
        difficulty=form.word("difficulty", DIFFICULTIES),  # type: ignore[arg-type]
        variables=variables,
        cases=cases,
        where=tuple(_formula(one, problems, known) for one in form.items("where")),
        let=let,
        stem=_text(form, "stem", known),
        answer=_taken_formula(form, "answer", known),
        decimals=form.whole("decimals", required=True),
        trailing_zeros=form.flag("trailing-zeros"),
        unit=form.text("unit"),
        tolerance=_tolerance(form),
        choose=form.flag("choose"),
        why=_text(form, "why", known | {"answer"}),
        mistakes=tuple(_read_mistake(one, problems, known) for one in form.items("mistakes", required=True)),
        reference=read_reference(form),
    )
    form.done()
    _check(template, document, problems)
    problems.raise_any()
    return template


def _check(template: Template, document: Located, problems: Problems) -> None:
    if not 0 <= template.decimals <= MOST_DECIMALS:
        problems.add(document, f"'decimals' is {template.decimals}; it must be 0 to {MOST_DECIMALS}")
    if template.choose and len(template.mistakes) < OPTIONS - 1:
        problems.add(document, f"there are {len(template.mistakes)} mistakes; to choose from it takes {OPTIONS - 1}")
    if not template.variables and not template.cases:
        problems.add(document, "nothing is drawn; a template needs 'variables' or 'cases'")


def _entries(form: Form, key: str) -> list[tuple[str, Located]]:
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


def _read_variable(located: Located, problems: Problems) -> Variable:
    form = Form(located, problems, "a variable")
    if "of" in form:
        values = tuple(_value(one, problems) for one in form.items("of"))
        form.done()
        return Variable(values or (Fraction(0),))
    first, last, step = (_fraction(form, key) for key in ("from", "to", "step"))
    form.done()
    count = int((last - first) / step) + 1 if step > 0 else 0
    if not 1 <= count <= MOST_VALUES:
        problems.add(located, f"'from', 'to' and 'step' give {count} values; a variable has 1 to {MOST_VALUES}")
        return Variable((Fraction(0),))
    return Variable(tuple(first + at * step for at in range(count)))


def _read_case(located: Located, problems: Problems) -> Mapping[str, Value]:
    if located.mapping is None:
        problems.add(located, "a case must be a mapping of names to values")
        return {}
    return {name: _value(inner, problems) for name, inner in located.mapping.items()}


def _value(located: Located, problems: Problems) -> Value:
    if located.text is not None:
        return located.text
    if isinstance(located.value, bool) or not isinstance(located.value, int | float):
        problems.add(located, "a value must be a number or a text")
        return Fraction(0)
    return Fraction(str(located.value))


def _fraction(form: Form, key: str) -> Fraction:
    found = form.take(key, required=True)
    value = _value(found, form.problems) if found is not None else Fraction(1)
    if isinstance(value, str):
        form.problems.add(found or form.located, f"'{key}' must be a number")
        return Fraction(1)
    return value


def _tolerance(form: Form) -> Decimal:
    found = form.take("tolerance")
    if found is None:
        return Decimal(0)
    value = _value(found, form.problems)
    if isinstance(value, str) or value < 0:
        form.problems.add(found, "'tolerance' must be a number, 0 or more")
        return Decimal(0)
    return Decimal(str(found.value))


def _taken_formula(form: Form, key: str, known: set[str]) -> str:
    found = form.take(key, required=True)
    return _formula(found, form.problems, known) if found is not None else "0"


def _formula(located: Located, problems: Problems, known: set[str]) -> str:
    text = located.text if located.text is not None else str(located.value)
    try:
        unknown = sorted(names_in(text) - known)
    except FormulaError as error:
        problems.add(located, str(error))
        return "0"
    if unknown:
        problems.add(located, f"there is no '{unknown[0]}'; the names are {', '.join(sorted(known)) or 'none'}")
    return text


def _text(form: Form, key: str, known: set[str]) -> str:
    text = form.text(key, required=True).strip()
    where = form.take(key) or form.located
    for place, fault in faults_of_places(text, known):
        form.problems.add(where, f"'{{{place}}}' stands in '{key}', and {fault}")
    return text


def _read_mistake(located: Located, problems: Problems, known: set[str]) -> WrongWay:
    form = Form(located, problems, "a mistake")
    mistake = WrongWay(_taken_formula(form, "value", known), _text(form, "why", known))
    form.done()
    return mistake
