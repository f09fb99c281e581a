"""The bank's files, read whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from certway.core.items.bank import Bank
from certway.core.items.item import Item
from certway.core.items.item_reading import read_items
from certway.core.items.practice_reading import read_scenario, read_skill
from certway.core.items.scenario import Scenario
from certway.core.items.skill import Skill
from certway.core.items.template import Template
from certway.core.items.template_reading import read_template
from certway.core.items.topic_reading import Work, read_outline_topics, read_topics, read_works
from certway.core.items.topics import OutlineTopics, TopicTree
from certway.core.rulebook.forms import nearest
from certway.core.units.errors import CertwayError, InputError, Problem
from certway.core.units.located import Located
from certway.exchange.yaml_files import read_yaml

BANK = Path(__file__).parents[2] / "bank"

_Read = TypeVar("_Read")
_Practice = TypeVar("_Practice", Skill, Scenario, Template)


class NoBankError(CertwayError):
    """Raised for a folder without a bank."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"there is no bank in {root}; name a folder that holds topics.yaml and references.yaml")


@dataclass(frozen=True, slots=True)
class ReadBank:
    """A bank as far as it could be read, and what is wrong with its files."""

    bank: Bank
    problems: tuple[Problem, ...]
    places: Mapping[str, tuple[str, int]]  # file and line of each question, by its id
    files: int


def load_bank(root: Path = BANK) -> Bank:
    """Return the bank below a folder. Raises NoBankError, or InputError with every problem of its files."""
    read = read_bank(root)
    if read.problems:
        raise InputError(read.problems)
    return read.bank


def read_bank(root: Path = BANK) -> ReadBank:
    """Return the bank below a folder as far as it can be read. Raises NoBankError."""
    if not all((root / name).is_file() for name in ("topics.yaml", "references.yaml")):
        raise NoBankError(root)
    problems: list[Problem] = []
    tree = _try(read_topics, root / "topics.yaml", problems) or TopicTree({}, ())
    works = _try(read_works, root / "references.yaml", problems) or {}
    outlines = _read_outlines(root, tree, problems)
    listed = _read_items(root, tree, works, problems)
    skills = _read_practice(root, "skills", read_skill, problems)
    scenarios = _read_practice(root, "scenarios", read_scenario, problems)
    templates = _read_practice(root, "templates", read_template, problems)
    problems += _unfiled(root, (*skills, *scenarios, *templates), tree, works)
    problems += _shared(root, templates, {item.id for item in listed.items})
    bank = Bank(tree, works, outlines, tuple(listed.items), skills, scenarios, templates)
    files = 2 + len(outlines) + listed.files + len(skills) + len(scenarios) + len(templates)
    return ReadBank(bank, tuple(sorted(set(problems))), listed.places, files)


@dataclass(slots=True)
class _Listed:
    items: list[Item]
    places: dict[str, tuple[str, int]]
    files: int


def _read_items(root: Path, tree: TopicTree, works: Mapping[str, Work], problems: list[Problem]) -> _Listed:
    found = _Listed([], {}, 0)
    for path in sorted(root.glob("items/*/*.yaml")):
        found.files += 1
        read = _try(_read_placed, path, problems)
        if read is None:
            continue
        items, places = read
        found.items += items
        found.places |= places
        problems += _misplaced(path, items, tree, works, found.places)
    problems += _twice(found.items, found.places)
    return found


def _read_practice(
    root: Path, folder: str, read: Callable[[Located], _Practice], problems: list[Problem]
) -> tuple[_Practice, ...]:
    found = []
    for path in sorted(root.glob(f"{folder}/*.yaml")):
        one = _try(read, path, problems)
        if one is not None:
            found.append(one)
            name = one.id.rpartition("/")[2]
            if name != path.stem:
                problems.append(Problem(str(path), 1, f"its id is '{name}'; call the file so"))
    return tuple(found)


def file_of(root: Path, one: Skill | Scenario | Template) -> str:
    """Return the file of a checklist, a scenario or a template."""
    folder = "skills" if isinstance(one, Skill) else "scenarios" if isinstance(one, Scenario) else "templates"
    return str(root / folder / f"{one.id.rpartition('/')[2]}.yaml")


def _unfiled(
    root: Path, practice: Sequence[Skill | Scenario | Template], tree: TopicTree, works: Mapping[str, Work]
) -> Iterator[Problem]:
    """Yield what is filed under a topic, or refers to a work, that there is not."""
    for one in practice:
        file = file_of(root, one)
        yield from (
            Problem(file, 0, f"there is no topic '{name}'{nearest(name, tree.by_id)}")
            for name in ((one.topic,) if isinstance(one, Template) else one.topics)
            if name not in tree.by_id
        )
        if one.reference.source not in works:
            text = f"it refers to '{one.reference.source}', which references.yaml does not have"
            yield Problem(file, 0, text)


def _read_outlines(root: Path, tree: TopicTree, problems: list[Problem]) -> Mapping[str, OutlineTopics]:
    found = {}
    for path in sorted(root.glob("outlines/*.yaml")):
        outline = _try(partial(read_outline_topics, tree=tree), path, problems)
        if outline is not None:
            found[outline.credential] = outline
            if outline.credential != path.stem:
                problems.append(Problem(str(path), 1, f"it is about '{outline.credential}'; call it so"))
    return found


def _try(read: Callable[[Located], _Read], path: Path, problems: list[Problem]) -> _Read | None:
    """Return what a file holds; None, with its problems noted, where it can't be read."""
    try:
        return read(read_yaml(path))
    except InputError as error:
        problems += error.problems
        return None


def _read_placed(document: Located) -> tuple[tuple[Item, ...], dict[str, tuple[str, int]]]:
    return read_items(document), dict(_places(document))


def _places(document: Located) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield the questions of a file with the file and line of each."""
    mapping = document.mapping or {}
    topic = mapping["topic"].text if "topic" in mapping else ""
    listed = [*_list(mapping, "items")]
    for one in _list(mapping, "sets"):
        listed += _list(one.mapping or {}, "items")
    for located in listed:
        name = (located.mapping or {}).get("id")
        if name is not None:
            yield f"{topic}/{name.text}", (name.file, name.line)


def _list(mapping: Mapping[str, Located], key: str) -> list[Located]:
    return (mapping[key].items if key in mapping else None) or []


def _misplaced(
    path: Path,
    items: tuple[Item, ...],
    tree: TopicTree,
    works: Mapping[str, Work],
    places: Mapping[str, tuple[str, int]],
) -> Iterator[Problem]:
    """Yield what does not fit the tree, the references or the file's own place."""
    for item in items:
        file, line = places[item.id]
        topic = tree.by_id.get(item.topic)
        if topic is None:
            yield Problem(file, 0, f"there is no topic '{item.topic}'; the topics stand in topics.yaml")
        elif (topic.group, topic.id) != (path.parent.name, path.stem):
            yield Problem(file, 0, f"questions of '{topic.id}' stand in items/{topic.group}/{topic.id}.yaml")
        if item.reference.source not in works:
            text = f"'{item.id}' refers to '{item.reference.source}', which references.yaml does not have"
            yield Problem(file, line, text)


def _twice(items: list[Item], places: Mapping[str, tuple[str, int]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            file, line = places[item.id]
            yield Problem(file, line, f"there are two questions '{item.id}'; give each its own id")
        seen.add(item.id)


def _shared(root: Path, templates: Sequence[Template], taken: Set[str]) -> Iterator[Problem]:
    """Yield templates that have the id of a question: what is remembered of one would be told of the other."""
    for one in templates:
        if one.id in taken:
            yield Problem(file_of(root, one), 0, f"there is a question '{one.id}' too; give the template another id")
