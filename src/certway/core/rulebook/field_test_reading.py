"""Rule files into leaves that test one field."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from certway.core.person.fields import LEVELS, Field, Kind
from certway.core.rulebook.field_leaves import DayTest, FlagIs, LevelAtLeast, NumberAtLeast, WordIs
from certway.core.rulebook.forms import Form
from certway.core.rulebook.node_setting import LENGTHS, Setting, check_words, take_field, take_value
from certway.core.rulebook.nodes import Attested, Face, Node

_MOMENTS = ("application", "exam", "settled")


def read_field_test(form: Form, face: Face, setting: Setting) -> Node:
    """Return the leaf of a `field` node; a test that the field can't have becomes unknown, and a problem."""
    name = form.text("field")
    field = take_field(form, "field", name, setting)
    reader = _TESTS.get(field.kind) if field else None
    node = reader(form, face, setting, name, field) if field and reader else None
    if node is not None:
        return node
    if field is not None:
        text = f"the test of '{name}' is not one that a {field.kind.value} can have"
        setting.problems.add(form.located, text)
    for key in _TEST_KEYS:  # they belong to a test, though not to this one
        form.take(key)
    return Attested(face)


def _word_test(form: Form, face: Face, setting: Setting, name: str, field: Field) -> Node | None:
    if "level" in form and field.words == LEVELS:
        level = form.word("level", LEVELS)
        return LevelAtLeast(face, name, level)
    if "in" not in form:
        return None
    words, perhaps = form.texts("in"), form.texts("perhaps")
    check_words(form, "in", (*words, *perhaps), field, setting)
    return WordIs(face, name, frozenset(words), frozenset(perhaps))


def _flag_test(form: Form, face: Face, setting: Setting, name: str, field: Field) -> Node | None:
    if "is" not in form:
        return None
    return FlagIs(
        face,
        name,
        form.flag("is"),
        otherwise_unknown=form.word("otherwise", ("not-met", "unknown"), default="not-met") == "unknown",
    )


def _number_test(form: Form, face: Face, setting: Setting, name: str, field: Field) -> Node | None:
    need = take_value(form, "at_least", setting)
    return NumberAtLeast(face, name, need) if need else Attested(face)


def _day_test(form: Form, face: Face, setting: Setting, name: str, field: Field) -> Node | None:
    how = [key for key in _DAY_TESTS if key in form]
    if len(how) != 1:
        return None
    if how[0] in ("by", "ahead", "lasts"):
        return DayTest(face, name, how[0], form.word(how[0], _MOMENTS))  # type: ignore[arg-type]
    length = take_value(form, how[0], setting, units=LENGTHS)
    moment = form.word("moment", _MOMENTS, default="application")
    return DayTest(face, name, how[0], moment, length) if length else Attested(face)  # type: ignore[arg-type]


_DAY_TESTS = ("by", "ahead", "lasts", "within", "beyond", "reaches", "opens")
_TEST_KEYS = (*_DAY_TESTS, "moment", "in", "perhaps", "level", "is", "otherwise", "at_least")

_Test = Callable[[Form, Face, Setting, str, Field], Node | None]
_TESTS: Mapping[Kind, _Test] = {
    Kind.WORD: _word_test,
    Kind.FLAG: _flag_test,
    Kind.NUMBER: _number_test,
    Kind.DAY: _day_test,
    Kind.OPEN_DAY: _day_test,
}
