"""Reading the tree of topics, the references, and which topics serve an exam's outline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from certway.core.items.topics import OutlineTopics, Topic, TopicTree
from certway.core.rulebook.forms import Form, Problems, nearest
from certway.core.units.located import Located

SourceKind: TypeAlias = Literal["book", "guideline", "regulation"]


@dataclass(frozen=True, slots=True)
class Work:
    """A book, guideline or law that the bank refers to."""

    id: str
    title: str
    by: str
    kind: SourceKind
    url: str  # empty where it stands on no open page


def read_topics(document: Located) -> TopicTree:
    """Return the tree of topics. Raises InputError with every problem of it."""
    problems = Problems()
    form = headed(document, problems, "the tree of topics")
    groups: dict[str, str] = {}
    topics: list[Topic] = []
    for located in form.items("topics", required=True):
        group = Form(located, problems, "a group of topics")
        name = group.text("id", required=True)
        groups[name] = group.text("title", required=True)
        topics += [_read_topic(inner, problems, name) for inner in group.items("topics", required=True)]
        group.done()
    form.done()
    ids = [*groups, *(topic.id for topic in topics)]
    for twice in sorted({name for name in ids if ids.count(name) > 1}):
        problems.add(document, f"the topic '{twice}' stands twice; give each its own id")
    problems.raise_any()
    return TopicTree(groups, tuple(topics))


def _read_topic(located: Located, problems: Problems, group: str) -> Topic:
    form = Form(located, problems, "a topic")
    topic = Topic(form.text("id", required=True), form.text("title", required=True), group)
    form.done()
    return topic


def read_works(document: Located) -> Mapping[str, Work]:
    """Return the books, guidelines and laws by their ids. Raises InputError with every problem of them."""
    problems = Problems()
    form = headed(document, problems, "the list of references")
    found = form.take("references", required=True)
    works = {name: _read_work(name, inner, problems) for name, inner in _mapping(found, problems, "'references'")}
    form.done()
    problems.raise_any()
    return works


def _read_work(name: str, located: Located, problems: Problems) -> Work:
    form = Form(located, problems, "a reference")
    kind = form.word("kind", get_args(SourceKind))
    title, by, url = form.text("title", required=True), form.text("by", required=True), form.text("url")
    form.done()
    return Work(name, title, by, kind, url)  # type: ignore[arg-type]


def read_outline_topics(document: Located, tree: TopicTree) -> OutlineTopics:
    """Return which topics serve the parts of an outline.

    Raises InputError with every problem, a topic that does not exist or serves two parts among them.
    """
    problems = Problems()
    form = headed(document, problems, "the topics of an outline")
    served: dict[str, str] = {}
    nodes: dict[str, tuple[str, ...]] = {}
    credential, edition = form.text("credential", required=True), form.text("edition", required=True)
    ours = form.text("ours", required=True).strip()
    for node, located in _mapping(form.take("nodes", required=True), problems, "'nodes'"):
        nodes[node] = tuple(_topic_of(inner, problems, tree, node, served) for inner in located.items or [])
        if not nodes[node]:
            problems.add(located, f"'{node}' must be a list of topics")
    form.done()
    problems.raise_any()
    return OutlineTopics(credential, edition, ours, nodes)


def _topic_of(located: Located, problems: Problems, tree: TopicTree, node: str, served: dict[str, str]) -> str:
    name = located.text or ""
    if name not in tree.by_id:
        problems.add(located, f"there is no topic '{name}'{nearest(name, tree.by_id)}")
    elif name in served:
        problems.add(located, f"the topic '{name}' serves '{served[name]}' already; let it serve one part")
    served.setdefault(name, node)
    return name


def headed(document: Located, problems: Problems, what: str) -> Form:
    """Return the form of a file of the bank, its format looked at."""
    form = Form(document, problems, what)
    if form.whole("format", required=True) != 1 and "format" in form:
        problems.add(form.take("format") or document, "'format' must be 1; this file is of another version of Certway")
    return form


def _mapping(located: Located | None, problems: Problems, what: str) -> Iterator[tuple[str, Located]]:
    if located is not None and located.mapping is None:
        problems.add(located, f"{what} must be a mapping")
    yield from ((located.mapping if located is not None else None) or {}).items()
