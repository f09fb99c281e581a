"""Answers of one form put together with what was changed elsewhere since the form was shown."""

from __future__ import annotations

from collections.abc import Iterable

from certway.core.person.record import Entry, FieldValue
from certway.core.units.errors import CertwayError


class ChangedMeanwhileError(CertwayError):
    """Raised where a form and another window both changed the same fields, and not alike."""

    def __init__(self, fields: Iterable[str]) -> None:
        self.fields = tuple(fields)
        super().__init__(f"{', '.join(self.fields)} changed in another window meanwhile; look at both and save again")


def merged(kept: Entry, told: Entry, *, asked: tuple[str, ...], shown: Entry | None = None) -> Entry:
    """Return an entry with the answers of a form on top of what is kept.

    Of the fields asked, one that `told` leaves out becomes untold; fields not asked stay. `shown` is what the form
    showed: a field that it did not change stays as it is kept. Without it everything the form says counts. Raises
    ChangedMeanwhileError where both changed.
    """
    changed = [name for name in asked if shown is None or not same_answer(told.get(name), shown.get(name))]
    if shown is not None:
        unlike = [
            name
            for name in changed
            if not same_answer(kept.get(name), shown.get(name)) and not same_answer(kept.get(name), told.get(name))
        ]
        if unlike:
            raise ChangedMeanwhileError(unlike)
    stays = {name: value for name, value in kept.items() if name not in changed}
    return {**stays, **{name: told[name] for name in changed if name in told}}


def same_answer(one: FieldValue | None, other: FieldValue | None) -> bool:
    """Tell whether two answers say the same; words may stand in any order."""
    if one == other:
        return True
    if not isinstance(one, tuple) or not isinstance(other, tuple):
        return False
    return all(isinstance(word, str) for word in (*one, *other)) and set(one) == set(other)
