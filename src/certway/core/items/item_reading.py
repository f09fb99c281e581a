"""Reading a file of questions: every problem with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from certway.core.items.item import (
    DIFFICULTIES,
    KINDS,
    LEVELS,
    Body,
    Choice,
    Image,
    Item,
    Matching,
    Mistake,
    NumberEntry,
    Option,
    Ordering,
    Pair,
    Reference,
    Step,
)
from certway.core.items.topic_reading import headed
from certway.core.rulebook.forms import Form, Problems
from certway.core.units.located import Located

MOST_OPTIONS, MOST_CHOICES, MOST_STEPS, MOST_PAIRS, MOST_OTHERS = 5, 7, 8, 7, 3

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_items(document: Located) -> tuple[Item, ...]:
    """Return the questions of a file, those of sets after the others. Raises InputError with every problem of it."""
    problems = Problems()
    items = tuple(_read(document, problems))
    problems.raise_any()
    return items


def _read(document: Located, problems: Problems) -> Iterator[Item]:
    form = headed(document, problems, "a file of questions")
    topic = form.text("topic", required=True)
    seen: set[str] = set()
    for located in form.items("items"):
        yield _read_item(located, problems, topic, seen)
    for located in form.items("sets"):
        yield from _read_set(located, problems, topic, seen)
    form.done()


def _read_set(located: Located, problems: Problems, topic: str, seen: set[str]) -> Iterator[Item]:
    form = Form(located, problems, "a set")
    name, situation = _name(form, seen), form.text("situation", required=True).strip()
    for inner in form.items("items", required=True):
        yield _read_item(inner, problems, topic, seen, situation=situation, set_id=f"{topic}/{name}")
    form.done()


def _read_item(
    located: Located, problems: Problems, topic: str, seen: set[str], *, situation: str = "", set_id: str = ""
) -> Item:
    form = Form(located, problems, "a question")
    name, kind = _name(form, seen), form.word("type", KINDS)
    item = Item(
        id=f"{topic}/{name}",
        topic=topic,
        level=form.word("level", LEVELS),  # type: ignore[arg-type]
        difficulty=form.word("difficulty", DIFFICULTIES),  # type: ignore[arg-type]
        stem=form.text("stem", required=True).strip(),
        body=_read_body(form, kind),
        reference=read_reference(form),
        situation=situation,
        set_id=set_id,
        image=_read_image(form),
        note=form.text("note"),
    )
    form.done()
    return item


def _name(form: Form, seen: set[str]) -> str:
    name = form.text("id", required=True)
    where = form.take("id") or form.located
    if name and not _NAME.fullmatch(name):
        form.problems.add(where, f"the id '{name}' must be lower-case words and digits joined by '-'")
    if name and name in seen:
        form.problems.add(where, f"the id '{name}' stands twice in this file; give each its own")
    seen.add(name)
    return name


def _read_body(form: Form, kind: str) -> Body:
    if kind == "ordering":
        return Ordering(tuple(_read_step(one, form.problems) for one in _list(form, "steps", 3, MOST_STEPS)))
    if kind == "matching":
        pairs = tuple(_read_pair(one, form.problems) for one in _list(form, "pairs", 3, MOST_PAIRS))
        return Matching(pairs, _others(form))
    if kind == "number":
        return _read_number(form)
    return _read_choice(form, multiple=kind == "multiple")


def _list(form: Form, key: str, least: int, most: int) -> list[Located]:
    found = form.items(key, required=True)
    if key in form and not least <= len(found) <= most:
        form.problems.add(
            form.take(key) or form.located, f"'{key}' has {len(found)} entries; it takes {least} to {most}"
        )
    return found


def _read_choice(form: Form, *, multiple: bool) -> Choice:
    least, most = (4, MOST_CHOICES) if multiple else (3, MOST_OPTIONS)
    options = tuple(_read_option(one, form.problems) for one in _list(form, "options", least, most))
    right = sum(option.right for option in options)
    where = form.take("options") or form.located
    if options and not multiple and right != 1:
        form.problems.add(where, f"{right} options are right; a question of type 'single' has exactly one")
    if options and multiple and not 2 <= right < len(options):
        form.problems.add(where, f"{right} options are right; one of type 'multiple' has two or more, and a wrong one")
    return Choice(options, multiple)


def _read_option(located: Located, problems: Problems) -> Option:
    form = Form(located, problems, "an option")
    option = Option(
        form.text("text", required=True).strip(), form.flag("right"), form.text("why", required=True).strip()
    )
    form.done()
    return option


def _read_step(located: Located, problems: Problems) -> Step:
    form = Form(located, problems, "a step")
    step = Step(form.text("text", required=True).strip(), form.text("why", required=True).strip())
    form.done()
    return step


def _read_pair(located: Located, problems: Problems) -> Pair:
    form = Form(located, problems, "a pair")
    this, that, why = (form.text(key, required=True).strip() for key in ("this", "that", "why"))
    form.done()
    return Pair(this, that, why)


def _others(form: Form) -> tuple[str, ...]:
    others = form.texts("others")
    if len(others) > MOST_OTHERS:
        text = f"'others' has {len(others)} entries; at most {MOST_OTHERS} may fit nothing"
        form.problems.add(form.take("others") or form.located, text)
    return others


def _read_number(form: Form) -> NumberEntry:
    body = NumberEntry(
        answer=_number(form, "answer"),
        unit=form.text("unit", required=True),
        tolerance=_number(form, "tolerance"),
        why=form.text("why", required=True).strip(),
        mistakes=tuple(_read_mistake(one, form.problems) for one in form.items("mistakes")),
    )
    if body.tolerance < 0:
        form.problems.add(form.take("tolerance") or form.located, "'tolerance' must be 0 or more")
    return body


def _read_mistake(located: Located, problems: Problems) -> Mistake:
    form = Form(located, problems, "a mistake")
    mistake = Mistake(_number(form, "value"), form.text("why", required=True).strip())
    form.done()
    return mistake


def _number(form: Form, key: str) -> Decimal:
    found = form.take(key, required=True)
    if found is None:
        return Decimal(0)
    if isinstance(found.value, bool) or not isinstance(found.value, int | float):
        form.problems.add(found, f"'{key}' must be a number without its unit")
        return Decimal(0)
    return Decimal(str(found.value))


def read_reference(form: Form) -> Reference:
    """Take where the knowledge stands."""
    found = form.take("reference", required=True)
    if found is None:
        return Reference("", "")
    inner = Form(found, form.problems, "'reference'")
    reference = Reference(inner.text("source", required=True), inner.text("part", required=True))
    inner.done()
    return reference


def _read_image(form: Form) -> Image | None:
    found = form.take("image")
    if found is None:
        return None
    inner = Form(found, form.problems, "'image'")
    image = Image(inner.text("file", required=True), inner.text("alt", required=True).strip())
    inner.done()
    return image
