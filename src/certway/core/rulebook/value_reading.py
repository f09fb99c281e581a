"""Rule files into sources and dated values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from certway.core.rulebook.forms import Form, Problems, nearest
from certway.core.rulebook.values import UNITS, Conflict, Content, Source, Value, Version
from certway.core.units.located import Located, kind_of

FORMAT = 1
_CONFIDENCE = ("primary", "secondary", "uncertain")
_STATES = ("set", "abolished", "announced", "not-found")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the top of every rule file."""

    credential: str
    sources: Mapping[str, Source]


def read_head(form: Form) -> Head:
    """Take format, credential and sources."""
    version = form.whole("format", required=True, default=FORMAT)
    if version != FORMAT:
        form.problems.add(form.located, f"this file has format {version}; this Certway reads format {FORMAT}")
    credential = form.text("credential")
    return Head(credential, _read_sources(form))


def _read_sources(form: Form) -> dict[str, Source]:
    found = form.take("sources", required=True)
    if found is None:
        return {}
    if found.mapping is None:
        form.problems.add(found, f"'sources' must be a mapping, not {kind_of(found)}")
        return {}
    return {key: _read_source(key, entry, form.problems) for key, entry in found.mapping.items()}


def _read_source(key: str, located: Located, problems: Problems) -> Source:
    form = Form(located, problems, f"source '{key}'")
    as_of, read_on = form.day_span("as_of"), form.day("read_on")
    if read_on is None:
        problems.add(located, f"source '{key}' needs 'read_on', the day it was read")
    source = Source(
        key=key,
        url=form.text("url", required=True),
        as_of=as_of,
        read_on=read_on or 1,
        confidence=form.word("confidence", _CONFIDENCE),  # type: ignore[arg-type]
        via_copy=form.flag("via_copy"),
        note=form.text("note"),
    )
    form.done()
    return source


def take_source(form: Form, sources: Mapping[str, Source], *, required: bool = True) -> Source | None:
    """Take the key of a source and return the source."""
    key = form.text("source", required=required)
    if key and key not in sources:
        where = form.take("source") or form.located
        form.problems.add(
            where, f"unknown source '{key}'{nearest(key, sources)}; the sources stand at the top of the file"
        )
    return sources.get(key)


def read_values(form: Form, sources: Mapping[str, Source]) -> dict[str, Value]:
    """Take the `values` of a file."""
    found = form.take("values")
    if found is None:
        return {}
    if found.mapping is None:
        form.problems.add(found, f"'values' must be a mapping, not {kind_of(found)}")
        return {}
    values = {key: read_value(key, entry, sources, form.problems) for key, entry in found.mapping.items()}
    return {key: value for key, value in values.items() if value is not None}


def read_value(key: str, located: Located, sources: Mapping[str, Source], problems: Problems) -> Value | None:
    """Return one value; None when it is too broken to be one, which is then a problem."""
    form = Form(located, problems, f"value '{key}'")
    title, unit = form.text("title", required=True), form.word("unit", UNITS)
    versions = [_read_version(key, unit, entry, sources, problems) for entry in form.items("versions", required=True)]
    form.done()
    known = tuple(version for version in versions if version is not None)
    if not known:
        problems.add(located, f"value '{key}' needs at least one version")
        return None
    _check_order(key, known, located, problems)
    return Value(id=key, title=title, unit=unit, versions=known)


def _check_order(key: str, versions: tuple[Version, ...], located: Located, problems: Problems) -> None:
    begun = [version.from_ for version in versions if version.from_ is not None]
    if begun != sorted(begun):
        problems.add(located, f"the versions of '{key}' must stand oldest first")
    for version, after in pairwise(versions):
        if version.until is not None and after.from_ is not None and after.from_ <= version.until:
            problems.add(located, f"a version of '{key}' begins before the one before it ends")
    for version in versions:
        if version.from_ is not None and version.until is not None and version.until < version.from_:
            problems.add(located, f"a version of '{key}' ends before it begins")


def _read_version(
    key: str, unit: str, located: Located, sources: Mapping[str, Source], problems: Problems
) -> Version | None:
    form = Form(located, problems, f"a version of '{key}'")
    if "from" not in form:
        problems.add(located, f"a version of '{key}' needs 'from': a day, or null when the day is not known")
    from_, until = form.day("from"), form.day("until")
    state = form.word("state", _STATES, default="set")
    content = _read_content(form, key, unit, state)
    source = take_source(form, sources)
    conflicts = read_conflicts(form, sources)
    also, note = form.texts("also"), form.text("note")
    form.done()
    if source is None:
        return None
    return Version(
        from_=from_,
        until=until,
        content=content,
        state=state,  # type: ignore[arg-type]
        source=source,
        also=also,
        conflicts=conflicts,
        note=note,
    )


def read_conflicts(form: Form, sources: Mapping[str, Source]) -> tuple[Conflict, ...]:
    """Take the `conflicts`: what other sources say instead."""
    found = [_read_conflict(entry, sources, form.problems) for entry in form.items("conflicts")]
    return tuple(conflict for conflict in found if conflict is not None)


def _read_conflict(located: Located, sources: Mapping[str, Source], problems: Problems) -> Conflict | None:
    form = Form(located, problems, "a conflict")
    says, source = form.text("says", required=True), take_source(form, sources)
    form.done()
    return Conflict(says, source) if source else None


def _read_content(form: Form, key: str, unit: str, state: str) -> Content:
    found = form.take("is")
    if found is None or found.value is None:
        if found is not None:
            form.problems.add(found, f"'is' of '{key}' is null; say 'state: not-found' when it was not found")
        elif state in ("set", "announced"):
            form.problems.add(form.located, f"a version of '{key}' needs 'is', or a state such as not-found")
        return None
    if state in ("abolished", "not-found"):
        form.problems.add(found, f"a version of '{key}' that is {state} has no 'is'")
        return None
    content = _content(found)
    if content is None or not _fits(content, unit):
        form.problems.add(found, f"'is' of '{key}' is {kind_of(found)}, which does not fit the unit {unit}")
    return content


def _content(found: Located) -> Content:
    if found.items is not None:
        texts = [str(item.value) for item in found.items if isinstance(item.value, str | int | float)]
        return tuple(texts) if len(texts) == len(found.items) else None
    if found.mapping is not None:
        ends = [found.mapping.get(end) for end in ("least", "most")]
        numbers = [end.value for end in ends if end is not None and isinstance(end.value, int | float)]
        if len(numbers) != 2 or len(found.mapping) != 2 or numbers[0] > numbers[1]:
            return None
        return (float(numbers[0]), float(numbers[1]))
    return found.value if isinstance(found.value, str | int | float) else None


def _fits(content: Content, unit: str) -> bool:
    if unit == "yes-no":
        return isinstance(content, bool)
    if unit in ("text", "date"):
        return isinstance(content, str)
    if unit == "texts":
        return isinstance(content, tuple) and all(isinstance(text, str) for text in content)
    if isinstance(content, tuple):
        return all(isinstance(end, float) for end in content)
    return isinstance(content, int | float) and not isinstance(content, bool)
