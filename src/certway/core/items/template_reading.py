"""Reading a template: every problem with its line, wrong formulas and unknown names among them."""

from __future__ import annotations

from decimal import Decimal

from certway.core.items.charts.kinds import CHART_KINDS
from certway.core.items.item import DIFFICULTIES, LEVELS
from certway.core.items.item_reading import read_reference
from certway.core.items.places import MOST_DECIMALS
from certway.core.items.template import (
    OPTIONS,
    Asked,
    AskedNumber,
    AskedOption,
    AskedWords,
    ChartPlan,
    Template,
    WrongWay,
)
from certway.core.items.template_values import (
    entries_of,
    read_case,
    read_formula,
    read_value,
    read_variable,
    taken_formula,
    text_with_places,
)
from certway.core.items.topic_reading import headed
from certway.core.rulebook.forms import Form, Problems, nearest
from certway.core.units.located import Located

LEAST_OPTIONS, MOST_OPTIONS = 3, 5  # that a question in words shows


def read_template(document: Located) -> Template:
    """Return the template of a file. Raises InputError with every problem of it."""
    problems = Problems()
    form = headed(document, problems, "a template")
    name, topic = form.text("id", required=True), form.text("topic", required=True)
    cases = tuple(read_case(one, problems) for one in form.items("cases"))
    variables = {one: read_variable(inner, problems) for one, inner in entries_of(form, "variables")}
    known = set(variables) | {key for case in cases for key in case}
    chart = form.take("drawing")
    told = _read_told(chart, problems, known) if chart is not None else {}
    known |= _given(chart)
    let = {}
    for one, inner in entries_of(form, "let"):
        let[one] = read_formula(inner, problems, known)
        known.add(one)
    template = Template(
        id=f"{topic}/{name}",
        topic=topic,
        level=form.word("level", LEVELS),  # type: ignore[arg-type]
        difficulty=form.word("difficulty", DIFFICULTIES),  # type: ignore[arg-type]
        variables=variables,
        cases=cases,
        chart=_read_chart(chart, problems, known, told) if chart is not None else None,
        let=let,
        where=tuple(read_formula(one, problems, known) for one in form.items("where")),
        stem=text_with_places(form, "stem", known),
        asked=_read_words(form, known) if "options" in form else _read_number(form, known),
        reference=read_reference(form),
    )
    form.done()
    if not template.variables and not template.cases:
        problems.add(document, "nothing is drawn; a template needs 'variables' or 'cases'")
    problems.raise_any()
    return template


def _read_told(located: Located, problems: Problems, known: set[str]) -> dict[str, str]:
    """Return the formulas of what a chart is told, which may use what is drawn and nothing else."""
    form = Form(located, Problems(), "a drawing")
    return {one: read_formula(inner, problems, known) for one, inner in entries_of(form, "of")}


def _given(located: Located | None) -> set[str]:
    kind = (located.mapping or {}).get("kind") if located is not None else None
    found = CHART_KINDS.get(kind.text or "") if kind is not None else None
    return set(found.gives) if found else set()


def _read_chart(located: Located, problems: Problems, known: set[str], told: dict[str, str]) -> ChartPlan:
    form = Form(located, problems, "a drawing")
    kind = CHART_KINDS[form.word("kind", tuple(CHART_KINDS))]
    where = form.take("of", required=True) or located
    for name in told:
        if name not in kind.takes:
            problems.add(where, f"a drawing of this kind takes no '{name}'{nearest(name, kind.takes)}")
    for name, default in kind.takes.items():
        if default is None and name not in told:
            problems.add(where, f"a drawing of this kind needs '{name}'")
    title, alt = text_with_places(form, "title", known), text_with_places(form, "alt", known)
    plan = ChartPlan(form.text("kind"), told, title, alt)
    form.done()
    return plan


def _read_number(form: Form, known: set[str]) -> Asked:
    problems = form.problems
    asked = AskedNumber(
        answer=taken_formula(form, "answer", known),
        decimals=form.whole("decimals", required=True),
        trailing_zeros=form.flag("trailing-zeros"),
        unit=form.text("unit"),
        tolerance=_tolerance(form),
        choose=form.flag("choose"),
        why=text_with_places(form, "why", known | {"answer"}),
        mistakes=tuple(_read_mistake(one, problems, known) for one in form.items("mistakes", required=True)),
    )
    if not 0 <= asked.decimals <= MOST_DECIMALS:
        problems.add(form.located, f"'decimals' is {asked.decimals}; it must be 0 to {MOST_DECIMALS}")
    if asked.choose and len(asked.mistakes) < OPTIONS - 1:
        text = f"there are {len(asked.mistakes)} mistakes; to choose from it takes {OPTIONS - 1}"
        problems.add(form.located, text)
    return asked


def _read_words(form: Form, known: set[str]) -> Asked:
    options = tuple(_read_option(one, form.problems, known) for one in form.items("options", required=True))
    shown = form.whole("shown", default=len(options))
    if not LEAST_OPTIONS <= shown <= min(MOST_OPTIONS, len(options)):
        text = f"{shown} of {len(options)} options are shown; it must be {LEAST_OPTIONS} to {MOST_OPTIONS} of them"
        form.problems.add(form.located, text)
    return AskedWords(options, shown)


def _read_option(located: Located, problems: Problems, known: set[str]) -> AskedOption:
    form = Form(located, problems, "an option")
    option = AskedOption(
        text=text_with_places(form, "text", known),
        right=taken_formula(form, "right", known),
        why_right=text_with_places(form, "why-right", known),
        why_wrong=text_with_places(form, "why-wrong", known),
    )
    form.done()
    return option


def _tolerance(form: Form) -> Decimal:
    found = form.take("tolerance")
    if found is None:
        return Decimal(0)
    value = read_value(found, form.problems)
    if isinstance(value, str) or value < 0:
        form.problems.add(found, "'tolerance' must be a number, 0 or more")
        return Decimal(0)
    return Decimal(str(found.value))


def _read_mistake(located: Located, problems: Problems, known: set[str]) -> WrongWay:
    form = Form(located, problems, "a mistake")
    mistake = WrongWay(taken_formula(form, "value", known), text_with_places(form, "why", known))
    form.done()
    return mistake
