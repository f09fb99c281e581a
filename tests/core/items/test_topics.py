"""The tree of topics, and how the questions of topics cover an outline."""

from __future__ import annotations

import pytest

from builders.rule_text import document, refusal
from certway.core.items.coverage import coverage_of, unknown_nodes
from certway.core.items.topic_reading import read_outline_topics, read_topics, read_works
from certway.core.rulebook.credential import Edition, OutlineNode
from certway.core.rulebook.values import Source
from certway.core.units.located import Located

TREE = """\
format: 1
topics:
- id: blood
  title: Blood
  topics:
  - {id: veins, title: Veins}
  - {id: tubes, title: Tubes}
- id: office
  title: Office
  topics:
  - {id: mail, title: Mail}
"""
OUTLINE = """\
format: 1
credential: demo
edition: "2026"
ours: All of it.
nodes:
  clinic.draw: [veins]
  clinic: [tubes]
  desk: [mail]
"""
SOURCE = Source("page", "https://example.org", None, 739000, "primary")


def node(name: str, *children: OutlineNode, weight: tuple[float, float] | None = None) -> OutlineNode:
    return OutlineNode(name, name.title(), SOURCE, "primary", percent=weight, children=children)


CLINIC = node("clinic", node("clinic.draw", weight=(20, 30)), node("clinic.other"), weight=(60, 60))
EDITION = Edition("2026", "Of 2026", None, None, SOURCE, None, (CLINIC, node("desk", weight=(40, 40))))


def test_tree_has_its_groups_and_topics() -> None:
    tree = read_topics(document(TREE))
    assert tree.groups == {"blood": "Blood", "office": "Office"}
    assert [(topic.id, topic.group) for topic in tree.topics] == [
        ("veins", "blood"),
        ("tubes", "blood"),
        ("mail", "office"),
    ]
    assert [topic.title for topic in tree.of("blood")] == ["Veins", "Tubes"]
    assert refusal(read_topics, TREE.replace("id: mail", "id: veins")) == [
        "r.yaml:1: the topic 'veins' stands twice; give each its own id"
    ]


def read(text: str) -> object:
    return read_outline_topics(document(text), read_topics(document(TREE)))


@pytest.mark.parametrize(
    ("right", "wrong", "line", "text"),
    [
        ("[veins]", "[vein]", 6, "there is no topic 'vein', did you mean 'veins'?"),
        ("[tubes]", "[veins]", 7, "the topic 'veins' serves 'clinic.draw' already; let it serve one part"),
        ("[mail]", "mail", 8, "'desk' must be a list of topics"),
        ("ours: All of it.\n", "", 1, "the topics of an outline needs 'ours'"),
    ],
)
def test_broken_outline_is_refused_with_its_line(right: str, wrong: str, line: int, text: str) -> None:
    def reader(located: Located) -> object:
        return read_outline_topics(located, read_topics(document(TREE)))

    assert f"r.yaml:{line}: {text}" in refusal(reader, OUTLINE.replace(right, wrong))


def test_coverage_counts_each_part_with_those_inside_it() -> None:
    topics = read_outline_topics(document(OUTLINE), read_topics(document(TREE)))
    found = coverage_of(EDITION, topics, {"veins": 5, "tubes": 2, "mail": 3})
    assert (found.items, found.credential, found.edition) == (10, "demo", "2026")
    assert [(one.id, one.depth, one.items, one.percent, one.off) for one in found.nodes] == [
        ("clinic", 0, 7, 70.0, 10.0),
        ("clinic.draw", 1, 5, 50.0, 20.0),
        ("desk", 0, 3, 30.0, -10.0),
    ]
    assert found.most_off == 20.0
    assert (topics.node_of("tubes"), topics.node_of("other")) == ("clinic", None)


def test_coverage_of_an_empty_bank_has_no_shares() -> None:
    topics = read_outline_topics(document(OUTLINE), read_topics(document(TREE)))
    assert {(one.items, one.percent) for one in coverage_of(EDITION, topics, {}).nodes} == {(0, 0.0)}


def test_part_that_the_edition_does_not_have_is_named() -> None:
    topics = read_outline_topics(document(OUTLINE.replace("desk:", "desks:")), read_topics(document(TREE)))
    assert unknown_nodes(EDITION, topics) == ("desks",)


def test_works_are_read_with_their_kind() -> None:
    text = "format: 1\nreferences:\n  gp41: {title: Draws, by: CLSI, kind: guideline}\n"
    (work,) = read_works(document(text)).values()
    assert (work.id, work.title, work.by, work.kind, work.url) == ("gp41", "Draws", "CLSI", "guideline", "")
    assert "r.yaml:3: 'kind' is 'blog'" in refusal(read_works, text.replace("guideline", "blog"))[0]
