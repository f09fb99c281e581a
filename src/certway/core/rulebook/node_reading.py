"""Rule files into nodes: one function a kind of node, named by the key that marks it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from certway.core.person.columns import SELF
from certway.core.person.fields import ACCREDITORS, Kind, section_table
from certway.core.rulebook.accreditation import Accredited
from certway.core.rulebook.field_leaves import DayTest, FlagIs, LevelAtLeast, Together, WordIs
from certway.core.rulebook.field_test_reading import read_field_test
from certway.core.rulebook.forms import Form, nearest
from certway.core.rulebook.hours import Hours
from certway.core.rulebook.node_setting import LENGTHS, Setting, check_words, take_field, take_optional, take_value
from certway.core.rulebook.nodes import All, AnyOf, Assumed, AtLeast, Attested, Face, InForce, Node, Not
from certway.core.rulebook.section_leaves import Covers, Fewer, Some, Sum
from certway.core.rulebook.value_reading import take_source
from certway.core.rulebook.waits import Step, Wait
from certway.core.units.located import Located


def read_node(located: Located, setting: Setting) -> Node:
    """Return the node written at a place; a wrong one becomes a leaf that is unknown, beside its problem."""
    form = Form(located, setting.problems, "a rule")
    marks = [key for key in form.keys if key in _READERS]
    source = take_source(form, setting.sources, required=False) or setting.source
    face = Face(
        id=form.text("id", required=True),
        source=source,
        clause=form.texts("clause"),
        asks=form.text("asks"),
        note=form.text("note"),
    )
    from_, until = form.day("from"), form.day("until")
    if len(marks) != 1:
        listed = ", ".join(sorted(_READERS))
        said = f"has {' and '.join(marks)}" if marks else "has none of them"
        unknown = next((key for key in form.keys if key not in _FACE_KEYS), "")
        hint = nearest(unknown, list(_READERS)) if unknown and not marks else ""
        setting.problems.add(located, f"the rule '{face.id}' must have exactly one of {listed}; it {said}{hint}")
        return Attested(face)
    node = _READERS[marks[0]](form, face, replace(setting, source=source))
    form.done()
    if from_ is None and until is None:
        return node
    return InForce(Face(id=face.id, source=face.source, note=face.note), node, from_, until)


_FACE_KEYS = ("id", "source", "clause", "asks", "note", "from", "until")


def read_nodes(entries: list[Located], setting: Setting) -> tuple[Node, ...]:
    """Return the nodes of a list."""
    return tuple(read_node(entry, setting) for entry in entries)


def _all(form: Form, face: Face, setting: Setting) -> Node:
    return All(face, read_nodes(form.items("all"), setting))


def _any(form: Form, face: Face, setting: Setting) -> Node:
    return AnyOf(face, read_nodes(form.items("any"), setting))


def _at_least_of(form: Form, face: Face, setting: Setting) -> Node:
    parts, count = read_nodes(form.items("at_least_of"), setting), form.whole("count", required=True, default=1)
    if not 1 <= count <= len(parts):
        setting.problems.add(form.located, f"'count' is {count}, but there are {len(parts)} rules to count")
        return Attested(face)
    return AtLeast(face, parts, count)


def _not(form: Form, face: Face, setting: Setting) -> Node:
    inner = form.take("not", required=True) or form.located
    return Not(face, (read_node(inner, setting),))


def _assumed(form: Form, face: Face, setting: Setting) -> Node:
    return Assumed(replace(face, asks=form.text("assumed")))


def _attested(form: Form, face: Face, setting: Setting) -> Node:
    return Attested(replace(face, asks=form.text("attested")))


def _where(form: Form, key: str, setting: Setting) -> tuple[str, tuple[Node, ...]]:
    """Take a section and the nodes that its entries must fulfil."""
    section = form.text(key, required=True)
    table = section_table(section)
    if table is None or table.single:
        where = form.take(key) or form.located
        setting.problems.add(where, f"unknown section '{section}'; '{key}' needs a list of the person file")
        form.take("where")
        return "work", ()
    return section, read_nodes(form.items("where"), replace(setting, section=section))


def _jobs(form: Form, key: str, setting: Setting) -> tuple[str, tuple[Node, ...]]:
    """Take the section of jobs and the nodes that they must fulfil, none of which may depend on the day."""
    section, where = _where(form, key, setting)
    if section != "work":
        place = form.take(key) or form.located
        setting.problems.add(place, f"'{key}' is '{section}', but only the jobs of 'work' can add up")
    _check_timeless(form, where, setting)
    return section, where


def _some(form: Form, face: Face, setting: Setting) -> Node:
    section, where = _where(form, "some", setting)
    settles = form.text("settles")
    if settles:
        take_field(form, "settles", settles, replace(setting, section=section), (Kind.DAY, Kind.OPEN_DAY))
    return Some(face, section, where, settles=settles)


def _holds(form: Form, face: Face, setting: Setting) -> Node:
    wanted, current = frozenset((form.text("holds"),)), form.flag("current")
    where: list[Node] = [
        WordIs(replace(face, id="credential", asks=""), "id", wanted),
        DayTest(replace(face, id="issued", asks=""), "issued", "by"),
    ]
    if current:
        where.append(DayTest(replace(face, id="current", asks=""), "expires", "lasts"))
    return Some(face, "credentials", tuple(where))


def _fewer(form: Form, face: Face, setting: Setting) -> Node:
    section, where = _where(form, "fewer", setting)
    than = take_value(form, "than", setting)
    return Fewer(face, section, where, than) if than else Attested(face)


def _sum(form: Form, face: Face, setting: Setting) -> Node:
    section, where = _where(form, "of", setting)
    name = form.text("sum")
    need = take_value(form, "at_least", setting)
    field = take_field(form, "sum", name, replace(setting, section=section), (Kind.NUMBER,))
    return Sum(face, section, where, name, need) if need and field else Attested(face)


def _together(form: Form, face: Face, setting: Setting) -> Node:
    names = form.texts("together")
    need = take_value(form, "at_least", setting)
    fields = [take_field(form, "together", name, setting, (Kind.NUMBER,)) for name in names]
    if setting.section != SELF:
        setting.problems.add(form.located, "'together' adds up numbers of the person; it can't be used inside an entry")
    if len(names) < 2:
        setting.problems.add(form.located, f"'{face.id}' adds up fewer than two fields; use 'field' for a single one")
    return Together(face, names, need) if need and names and all(fields) else Attested(face)


def _covers(form: Form, face: Face, setting: Setting) -> Node:
    section, where = _jobs(form, "of", setting)
    name, words = form.text("covers"), form.texts("all_of")
    field = take_field(form, "covers", name, replace(setting, section=section), (Kind.WORDS,))
    last = take_optional(form, "last", setting, units=LENGTHS)
    if field is None:
        return Attested(face)
    check_words(form, "all_of", words, field, setting)
    return Covers(face, section, where, name, frozenset(words), last)


def _hours(form: Form, face: Face, setting: Setting) -> Node:
    counts_days = "days_worked" in form
    section, where = _jobs(form, "days_worked" if counts_days else "hours", setting)
    need = take_value(form, "at_least", setting, units=("days",) if counts_days else ("hours",))
    last = take_optional(form, "last", setting, units=("months", "years"))
    cap = take_optional(form, "cap", setting, units=("hours",))
    since = form.text("since")
    if since:
        take_field(form, "since", since, setting, (Kind.DAY,))
    if need is None:
        return Attested(face)
    return Hours(face, section, where, need, last=last, cap=cap, since=since, counts_days=counts_days)


def _check_timeless(form: Form, where: tuple[Node, ...], setting: Setting) -> None:
    for node in (inner for outer in where for inner in outer.walk()):
        if not isinstance(node, WordIs | FlagIs | LevelAtLeast | All | AnyOf | Not):
            setting.problems.add(form.located, f"'{node.face.id}' depends on the day, which jobs that add up must not")


def _wait(form: Form, face: Face, setting: Setting) -> Node:
    section, where = _where(form, "wait", setting)
    take_field(form, "wait", "on", replace(setting, section=section), (Kind.DAY,))
    steps = []
    for entry in form.items("steps", required=True):
        inner = Form(entry, setting.problems, "a step")
        failures = inner.whole("failures", required=True, default=1)
        length = take_value(inner, "wait", setting, units=LENGTHS)
        inner.done()
        if length is not None:
            steps.append(Step(failures, length))
    return Wait(face, section, where, tuple(sorted(steps, key=lambda step: step.failures)))


def _accredited(form: Form, face: Face, setting: Setting) -> Node:
    by, perhaps = form.texts("accredited"), form.texts("perhaps")
    for name in (*by, *perhaps):
        if name not in ACCREDITORS:
            setting.problems.add(form.located, f"unknown accreditor '{name}'{nearest(name, ACCREDITORS)}")
    if setting.section != "programs":
        setting.problems.add(form.located, "'accredited' asks about a program; use it inside 'some: programs'")
    return Accredited(
        face,
        frozenset(by),
        when=form.word("when", ("at-completion", "during-enrolment")),  # type: ignore[arg-type]
        grace_before=take_optional(form, "grace_before", setting, units=LENGTHS),
        perhaps=frozenset(perhaps),
    )


_READERS: Mapping[str, Callable[[Form, Face, Setting], Node]] = {
    "all": _all,
    "any": _any,
    "at_least_of": _at_least_of,
    "not": _not,
    "some": _some,
    "holds": _holds,
    "fewer": _fewer,
    "sum": _sum,
    "together": _together,
    "covers": _covers,
    "hours": _hours,
    "days_worked": _hours,
    "wait": _wait,
    "accredited": _accredited,
    "field": read_field_test,
    "assumed": _assumed,
    "attested": _attested,
}


def node_keys() -> tuple[str, ...]:
    """Return the keys that mark a node, for the reference."""
    return tuple(_READERS)
