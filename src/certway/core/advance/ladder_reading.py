"""`ladders.yaml` into the ladder."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from certway.core.advance.ladder import RELATIONS, RUNG_KINDS, Asked, Edge, HeldBy, Ladder, Rung
from certway.core.person.fields import PROGRAM_KINDS, ROLES, STATES
from certway.core.rulebook.forms import Form, Problems, nearest
from certway.core.rulebook.value_reading import read_head, take_source
from certway.core.rulebook.values import Source
from certway.core.units.located import Located


def read_ladder(document: Located) -> Ladder:
    """Return what `ladders.yaml` says; raises InputError with every problem of the file."""
    problems = Problems()
    form = Form(document, problems, "ladders.yaml")
    sources = read_head(form).sources
    rungs: dict[str, Rung] = {}
    for entry in form.items("rungs", required=True):
        rung = _read_rung(entry, problems)
        if rung.id in rungs:
            problems.add(entry, f"the rung '{rung.id}' stands twice; keep one of them")
        rungs[rung.id] = rung
    edges = tuple(_read_edge(entry, sources, rungs, problems) for entry in form.items("edges", required=True))
    ladder = Ladder(rungs, edges, form.texts("entries"), form.texts("not_found"))
    form.done()
    _check(ladder, document, problems)
    problems.raise_any()
    return ladder


def _read_rung(located: Located, problems: Problems) -> Rung:
    form = Form(located, problems, "a rung")
    state = form.text("state")
    if state and state not in STATES:
        problems.add(located, f"'{state}' is no state; write its two letters, such as CA")
    rung = Rung(
        id=form.text("id", required=True),
        kind=form.word("kind", RUNG_KINDS),  # type: ignore[arg-type]
        title=form.text("title", required=True),
        state=state,
        job=form.text("job"),
        counts_as=form.texts("counts_as"),
        may_count_as=form.texts("may_count_as"),
        held_by=_read_held_by(form, problems),
    )
    form.done()
    return rung


def _read_held_by(form: Form, problems: Problems) -> HeldBy | None:
    found = form.take("held_by")
    if found is None:
        return None
    inner = Form(found, problems, "'held_by'")
    held = HeldBy(
        roles=inner.texts("roles"),
        programs=inner.texts("programs"),
        older_than_years=inner.whole("older_than_years") or None,
        high_school=inner.flag("high_school"),
    )
    inner.done()
    for word, known in (*((role, ROLES) for role in held.roles), *((kind, PROGRAM_KINDS) for kind in held.programs)):
        if word not in known:
            problems.add(found, f"the person file knows no '{word}'{nearest(word, known)}")
    return held


def _read_edge(located: Located, sources: Mapping[str, Source], rungs: Mapping[str, Rung], problems: Problems) -> Edge:
    form = Form(located, problems, "a step")
    source = take_source(form, sources)
    further = form.texts("further_sources")
    for key in further:
        if key not in sources:
            problems.add(located, f"unknown source '{key}'{nearest(key, sources)}")
    edge = Edge(
        id=form.text("id", required=True),
        start=_rung_of(form, "from", rungs),
        end=_rung_of(form, "to", rungs),
        relation=form.word("relation", RELATIONS),  # type: ignore[arg-type]
        found=form.word("state", ("set", "not-found"), default="set") == "set",
        asks=tuple(_read_asked(entry, problems) for entry in form.items("requires")),
        sources=tuple(one for one in (source, *(sources.get(key) for key in further)) if one is not None),
        needs_valid=form.flag("needs_valid"),
        trap=form.text("trap"),
        note=form.text("note"),
    )
    form.done()
    if bool(edge.asks) != edge.found:
        problems.add(located, f"the step '{edge.id}' needs 'requires', or 'state: not-found' when nothing was found")
    return edge


def _rung_of(form: Form, key: str, rungs: Mapping[str, Rung]) -> str:
    name = form.text(key, required=True)
    if name and name not in rungs:
        form.problems.add(form.located, f"'{key}' is '{name}', which is no rung{nearest(name, rungs)}")
    return name


def _read_asked(located: Located, problems: Problems) -> Asked:
    form = Form(located, problems, "a requirement")
    asked = Asked(
        what=form.text("what", required=True),
        says=form.text("says", required=True),
        found=form.word("state", ("set", "not-found"), default="set") == "set",
    )
    form.done()
    return asked


def _check(ladder: Ladder, document: Located, problems: Problems) -> None:
    """Refuse names that are no rung, an id that stands twice, and steps that lead in a circle."""
    named = [(rung.id, other) for rung in ladder.rungs.values() for other in (*rung.counts_as, *rung.may_count_as)]
    for where, other in (*named, *(("entries", entry) for entry in ladder.entries)):
        if other not in ladder.rungs:
            problems.add(document, f"'{where}' names '{other}', which is no rung{nearest(other, ladder.rungs)}")
    ids = [edge.id for edge in ladder.edges]
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        problems.add(document, f"the step '{twice}' stands twice; keep one of them")
    order: TopologicalSorter[str] = TopologicalSorter()
    for first, then in (*named, *((edge.start, edge.end) for edge in ladder.edges)):
        order.add(then, first)
    try:
        order.prepare()
    except CycleError as error:
        problems.add(document, f"these lead in a circle: {', '.join(error.args[1])}; a ladder leads up only")
