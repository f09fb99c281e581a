"""The short form of values in files of resources, and the keys that all their entries share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from certway.core.rulebook.forms import Form, Problems, nearest
from certway.core.rulebook.resources import CREDENTIALS
from certway.core.rulebook.value_reading import read_value
from certway.core.rulebook.values import Source, Value
from certway.core.units.located import Located, kind_of

Measures: TypeAlias = "Mapping[str, tuple[Located, Located]]"
"""Title and unit of a figure, by its id."""

UNKNOWN_SOURCE = Source("", "", None, 1, "uncertain")  # stands in where a file names none, which is a problem
_ENDS = {"least", "most"}


@dataclass(frozen=True, slots=True)
class Shelving:
    """What the entries of a file refer to."""

    sources: Mapping[str, Source]
    measures: Measures
    problems: Problems


def take_credentials(form: Form, *, counted: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Take `credentials`: ids, or `all`; where `counted` names some, they may be left out."""
    found = form.texts("credentials")
    if found == ("all",):
        return CREDENTIALS
    for unknown in (one for one in found if one not in CREDENTIALS):
        where = form.take("credentials") or form.located
        form.problems.add(where, f"unknown credential '{unknown}'{nearest(unknown, CREDENTIALS)}")
    if not found and not counted:
        form.problems.add(form.located, f"{form.what} needs 'credentials'")
    named = {*found, *counted}
    return tuple(one for one in CREDENTIALS if one in named)


def take_says(form: Form) -> tuple[str, ...]:
    """Take `says`: a text or several."""
    return form.texts("says")


def take_measured(form: Form, shelving: Shelving, source: Source) -> Mapping[str, Value]:
    """Take `values` in the short form: a figure, `not-found`, one version, or a list of versions, by measure."""
    found = form.take("values")
    if found is None:
        return {}
    if found.mapping is None:
        form.problems.add(found, f"'values' must be a mapping, not {kind_of(found)}")
        return {}
    values = {key: measured(key, entry, shelving, source) for key, entry in found.mapping.items()}
    return {key: value for key, value in values.items() if value is not None}


def measured(key: str, located: Located, shelving: Shelving, source: Source, *, measure: str = "") -> Value | None:
    """Return one value of the short form; `measure` is the id of its measure where it is not the key."""
    wanted = measure or key
    if wanted not in shelving.measures:
        near = nearest(wanted, shelving.measures)
        shelving.problems.add(located, f"unknown measure '{wanted}'{near}; the measures stand at the top of the file")
        return None
    title, unit = shelving.measures[wanted]
    versions = located.items if _are_versions(located) else None
    every = [_version(entry, source) for entry in versions or [located]]
    whole = {"title": title, "unit": unit, "versions": _placed(every, located)}
    return read_value(key, _placed(whole, located), shelving.sources, shelving.problems)


def _are_versions(located: Located) -> bool:
    return bool(located.items) and all(item.mapping is not None for item in located.items or [])


def _version(located: Located, source: Source) -> Located:
    """Return the long form of a version: a start that is not known and the entry's own source where it has none."""
    given = located.mapping
    if given is None:
        is_open = located.text == "not-found" and not located.quoted
        given = {"state" if is_open else "is": located}
    elif set(given) == _ENDS:
        given = {"is": located}
    defaults = {"from": _placed(None, located), "source": _placed(source.key, located)}
    return _placed({**defaults, **given}, located)


def _placed(value: dict[str, Located] | list[Located] | str | None, at: Located) -> Located:
    return Located(value, at.file, at.line)
