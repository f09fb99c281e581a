"""What changed beside the credentials: in the law of states, in what is offered, in what trainings cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from certway.answers.rule_changes import Change, Named, Turn, changes_of, value_changes
from certway.core.plan.trainings import Trainings
from certway.core.rulebook.resources import Shelf
from certway.core.rulebook.states import StateBook, StateRule, takeover
from certway.core.rulebook.values import Version

LAW = "law"  # id of the change of a state's rule itself, whose days may be known to the month or the year only


def state_changes(book: StateBook, first: int, last: int) -> Iterator[Change]:
    """Yield what changed in the law of states after `first` and up to `last`; a part is `states/OCCUPATION/STATE`."""
    for occupation, law in book.laws.items():
        for state in dict.fromkeys(rule.state for rule in law.rules):
            rules = [rule for rule in law.rules if rule.state == state and rule.source is not None]
            part = f"states/{occupation}/{state}"
            yield from changes_of(_turns(rules), first, last, Named("", part, LAW, "", "text"))
            for rule in rules:
                yield from value_changes(rule.values, first, last, part=part)


def shelf_changes(shelf: Shelf, first: int, last: int) -> Iterator[Change]:
    """Yield what changed in prices and figures of what is offered, each by the offer's name."""
    entries = [(one.id, one.name, one.values) for one in shelf.resources]
    entries += [(one.id, one.title, one.values) for one in shelf.remarks]
    for entry, name, values in entries:
        named = {
            key: replace(value, id=f"{entry}/{value.id}", title=f"{name}: {value.title}")
            for key, value in values.items()
        }
        yield from value_changes(named, first, last, part="resources")


def training_changes(trainings: Trainings, first: int, last: int) -> Iterator[Change]:
    """Yield what changed in what trainings take and cost."""
    yield from value_changes(trainings.values, first, last, part="trainings")


def _turns(rules: list[StateRule]) -> Iterator[Turn]:
    held = [rule for rule in rules if not rule.announced]
    for before, after in pairwise([None, *held]):
        if after is not None and (before is not None or after.begins is not None):
            days = takeover(before, after)
            yield _version(before), _version(after), days.first, days.last
    if held and held[-1].until is not None:
        yield _version(held[-1]), None, held[-1].until + 1, held[-1].until + 1
    for rule in rules:
        if rule.announced and rule.source is not None:
            known = rule.source.known_since
            yield _version(held[-1] if held else None), _version(rule), known, known


def _version(rule: StateRule | None) -> Version | None:
    if rule is None or rule.source is None:
        return None
    begins = rule.begins.first if rule.begins and rule.begins.exact else None
    return Version(begins, rule.until, rule.says, "announced" if rule.announced else "set", rule.source)
