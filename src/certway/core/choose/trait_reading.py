"""`choosing.yaml` into what work with each credential is like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certway.core.choose.candidates import Traits
from certway.core.choose.wishes import CONTACTS, SIDES
from certway.core.person.fields import WORK_SETTINGS
from certway.core.rulebook.forms import Form, Problems, nearest
from certway.core.rulebook.value_reading import read_head, take_source
from certway.core.rulebook.values import Source
from certway.core.units.located import Located


@dataclass(frozen=True, slots=True)
class SourcedTraits:
    """Traits, and what they were read from."""

    traits: Traits
    source: Source | None
    note: str


def read_traits(document: Located) -> Mapping[str, SourcedTraits]:
    """Return the traits by credential; raises InputError with every problem of the file."""
    problems = Problems()
    form = Form(document, problems, "choosing.yaml")
    sources = read_head(form).sources
    found: dict[str, SourcedTraits] = {}
    for entry in form.items("credentials", required=True):
        inner = Form(entry, problems, "a credential")
        name = inner.text("id", required=True)
        if name in found:
            problems.add(entry, f"the credential '{name}' stands twice")
        found[name] = SourcedTraits(
            traits=Traits(
                sides=frozenset(_words(inner, "sides", SIDES)),  # type: ignore[arg-type]
                settings=frozenset(_words(inner, "settings", WORK_SETTINGS)),
                contact=inner.word("contact", CONTACTS),  # type: ignore[arg-type]
            ),
            source=take_source(inner, sources),
            note=inner.text("note", required=True),
        )
        inner.done()
    form.done()
    problems.raise_any()
    return found


def _words(form: Form, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    words = form.texts(key)
    for word in words:
        if word not in known:
            where = form.take(key) or form.located
            form.problems.add(where, f"'{key}' names '{word}'{nearest(word, known)}; it may be {', '.join(known)}")
    if not words:
        form.problems.add(form.located, f"{form.what} needs '{key}'")
    return words
