"""Files of resources (`preparation.yaml`, `continuing-education.yaml`, `programs.yaml`) into shelves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from certway.core.rulebook.education_reading import read_acceptance, read_area_rule, read_countings, read_unit_rule
from certway.core.rulebook.forms import Form, Problems, nearest
from certway.core.rulebook.resource_values import (
    UNKNOWN_SOURCE,
    Shelving,
    take_credentials,
    take_measured,
    take_says,
)
from certway.core.rulebook.resources import STAGES, ContinuingEducation, Gap, Remark, Resource, Shelf
from certway.core.rulebook.value_reading import read_head, take_source
from certway.core.rulebook.values import UNITS
from certway.core.units.located import Located, kind_of

_NOT_FOUND = "not-found"


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_Entry = TypeVar("_Entry", bound=_Named)


def read_shelf(document: Located, *, name: str) -> Shelf:
    """Return what a file of resources says; `name` is the file's. Raises InputError with every problem of the file."""
    problems = Problems()
    form = Form(document, problems, name)
    head = read_head(form)
    shelving = Shelving(head.sources, _read_measures(form), problems)
    kinds = _read_list(form, "kinds", lambda entry: _read_resource(entry, shelving, kind_ids=None))
    kind_ids = tuple(kind.id for kind in kinds)
    shelf = Shelf(
        resources=_read_list(form, "resources", lambda entry: _read_resource(entry, shelving, kind_ids=kind_ids)),
        remarks=_read_list(form, "remarks", lambda entry: _read_remark(entry, shelving)),
        gaps=_read_list(form, "not_found", lambda entry: _read_gap(entry, problems)),
        kinds=kinds,
        education=ContinuingEducation(
            units=_read_list(form, "units", lambda entry: read_unit_rule(entry, shelving)),
            areas=_read_list(form, "areas", lambda entry: read_area_rule(entry, shelving)),
            acceptance=_read_list(form, "acceptance", lambda entry: read_acceptance(entry, shelving)),
        ),
    )
    form.done()
    problems.raise_any()
    return shelf


def _read_measures(form: Form) -> dict[str, tuple[Located, Located]]:
    """Take the titles and units of the figures."""
    found = form.take("measures")
    if found is None:
        return {}
    if found.mapping is None:
        form.problems.add(found, f"'measures' must be a mapping, not {kind_of(found)}")
        return {}
    measures = {}
    for key, entry in found.mapping.items():
        inner = Form(entry, form.problems, f"measure '{key}'")
        title, unit = inner.take("title", required=True), inner.take("unit", required=True)
        if unit is not None:
            inner.word("unit", UNITS)
        inner.done()
        if title is not None and unit is not None:
            measures[key] = (title, unit)
    return measures


def _read_list(form: Form, key: str, read: Callable[[Located], _Entry]) -> tuple[_Entry, ...]:
    entries = form.items(key)
    found = tuple(read(entry) for entry in entries)
    seen: set[str] = set()
    for entry, one in zip(entries, found, strict=True):
        if one.id in seen:
            form.problems.add(entry, f"the id '{one.id}' stands twice under '{key}'")
        seen.add(one.id)
    return found


def _read_resource(located: Located, shelving: Shelving, *, kind_ids: Iterable[str] | None) -> Resource:
    """Read an offer; with `kind_ids` None, a kind of program."""
    form = Form(located, shelving.problems, "a resource" if kind_ids is not None else "a kind")
    source = take_source(form, shelving.sources) or UNKNOWN_SOURCE
    counts = read_countings(form)
    url, sought = _take_url(form)
    credentials = take_credentials(form, counted=tuple(one.credential for one in counts))
    resource = Resource(
        id=form.text("id", required=True),
        name=form.text("name", required=True),
        stage=form.word("stage", STAGES, default=None if kind_ids is not None else "program"),
        credentials=credentials,
        by=form.text("by", required=kind_ids is not None and "kind" not in form),
        official_for=_take_official(form, credentials),
        source=source,
        says=take_says(form),
        values=take_measured(form, shelving, source),
        url=url,
        url_sought=sought,
        copy_url=form.text("copy_url"),
        warning=form.text("warning"),
        note=form.text("note"),
        also=form.texts("also"),
        counts=counts,
        kind=_take_kind(form, tuple(kind_ids)) if kind_ids is not None else "",
    )
    form.done()
    return resource


def _take_official(form: Form, credentials: tuple[str, ...]) -> tuple[str, ...]:
    """Take the credentials whose own body makes an offer: true for all of the entry's, or a list of some."""
    found = form.take("official")
    if found is None or found.items is None:
        return credentials if form.flag("official") else ()
    named = form.texts("official")
    for foreign in (one for one in named if one not in credentials):
        form.problems.add(found, f"'official' names '{foreign}', for which the entry is not")
    return tuple(one for one in credentials if one in named)


def _take_url(form: Form) -> tuple[str, bool]:
    """Take an address; `not-found` says that it was looked for."""
    url = form.text("url")
    if url == _NOT_FOUND:
        return "", True
    if url and not url.startswith(("http://", "https://")):
        form.problems.add(form.take("url") or form.located, f"'url' is '{url}'; write a web address, or not-found")
    return url, False


def _take_kind(form: Form, kind_ids: tuple[str, ...]) -> str:
    kind = form.text("kind")
    if kind and kind not in kind_ids:
        where = form.take("kind") or form.located
        form.problems.add(where, f"unknown kind '{kind}'{nearest(kind, kind_ids)}; the kinds stand under 'kinds'")
    return kind


def _read_remark(located: Located, shelving: Shelving) -> Remark:
    form = Form(located, shelving.problems, "a remark")
    source = take_source(form, shelving.sources) or UNKNOWN_SOURCE
    remark = Remark(
        id=form.text("id", required=True),
        title=form.text("title", required=True),
        stage=form.word("stage", STAGES),
        credentials=take_credentials(form),
        source=source,
        says=take_says(form),
        values=take_measured(form, shelving, source),
        warning=form.text("warning"),
        note=form.text("note"),
        also=form.texts("also"),
    )
    form.done()
    if not (remark.says or remark.values or remark.warning):
        shelving.problems.add(located, f"the remark '{remark.id}' says nothing; give it 'says' or 'values'")
    return remark


def _read_gap(located: Located, problems: Problems) -> Gap:
    form = Form(located, problems, "an entry of not_found")
    gap = Gap(
        id=form.text("id", required=True),
        says=form.text("says", required=True),
        stage=form.word("stage", STAGES),
        credentials=take_credentials(form),
    )
    form.done()
    return gap
