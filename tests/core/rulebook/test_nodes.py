"""Inner nodes: how verdicts join, and rules that hold for a time only."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from builders.records import judged, ordinal, record, rows_of
from builders.rules import FACE
from builders.timelines import assert_exact
from certway.core.person.record import Record
from certway.core.rulebook.field_leaves import FlagIs
from certway.core.rulebook.nodes import All, AnyOf, Assumed, AtLeast, Attested, Face, InForce, Node, Not
from certway.core.units.verdicts import NAMES

DAY = "2026-11-23"
FIRST, LAST = ordinal("2020-01-01"), ordinal("2022-12-31")
CODES = {name: code for code, name in NAMES.items()}
LEAVES: dict[int, Node] = {
    1: Assumed(FACE),
    0: Attested(FACE),
    -1: Not(FACE, (Assumed(FACE),)),
}
THREE = list(product((-1, 0, 1), repeat=3))


def verdict(node: Node) -> int:
    return CODES[judged(node, Record(), DAY)[0]]


def leaves(codes: tuple[int, ...]) -> tuple[Node, ...]:
    return tuple(LEAVES[code] for code in codes)


@pytest.mark.parametrize("codes", THREE)
def test_all_is_the_least_and_any_the_greatest(codes: tuple[int, ...]) -> None:
    assert verdict(All(FACE, leaves(codes))) == min(codes)
    assert verdict(AnyOf(FACE, leaves(codes))) == max(codes)


@pytest.mark.parametrize("codes", THREE)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_at_least_is_the_count_th_greatest(codes: tuple[int, ...], count: int) -> None:
    assert verdict(AtLeast(FACE, leaves(codes), count)) == sorted(codes, reverse=True)[count - 1]


@pytest.mark.parametrize("code", [-1, 0, 1])
def test_not_turns_met_and_not_met_around(code: int) -> None:
    assert verdict(Not(FACE, leaves((code,)))) == -code


def test_inner_nodes_explain_their_parts() -> None:
    parts = (Assumed(Face("one")), Attested(Face("two")))
    rows = rows_of(Record(), DAY)
    for node, op, expected in (
        (All(FACE, parts), "all", "unknown"),
        (AnyOf(FACE, parts), "any", "met"),
        (AtLeast(FACE, parts, 2), "at-least", "unknown"),
        (Not(FACE, parts[1:]), "not", "unknown"),
    ):
        found = node.explain(rows)
        assert (found.op, found.verdict, found.message) == (op, expected, f"{op}-{expected}")
        assert [child.id for child in found.findings] == [part.face.id for part in node.inner()]


def test_rule_is_not_met_before_its_first_and_after_its_last_day() -> None:
    node = InForce(FACE, Assumed(FACE), from_=FIRST, until=LAST)
    days = ("2019-12-31", "2020-01-01", "2022-12-31", "2023-01-01")
    assert judged(node, Record(), *days) == ["not-met", "met", "met", "not-met"]
    assert assert_exact(node, Record(), "2018-01-01", "2024-12-31") == [
        ("2018-01-01", "not-met"),
        ("2020-01-01", "met"),
        ("2023-01-01", "not-met"),
    ]


def test_rule_without_a_first_day_always_held_and_without_a_last_day_still_does() -> None:
    until = InForce(FACE, Assumed(FACE), None, LAST)
    since = InForce(FACE, Assumed(FACE), FIRST, None)
    assert judged(until, Record(), "1960-01-01", "2022-12-31", "2023-01-01") == ["met", "met", "not-met"]
    assert judged(since, Record(), "2019-12-31", "2020-01-01", "2099-01-01") == ["not-met", "met", "met"]


def test_rule_in_force_asks_its_part_and_shows_it() -> None:
    part = FlagIs(Face("moral"), "statements.moral_character", True)
    node = InForce(Face("moral"), part, FIRST, None)
    person = record(statements={"moral_character": False})
    assert judged(node, person, "2021-01-01") == ["not-met"]
    assert node.explain(rows_of(person, "2021-01-01")) == part.explain(rows_of(person, "2021-01-01"))
    outside = node.explain(rows_of(person, "2019-01-01"))
    assert (outside.message, outside.verdict, outside.findings) == ("in-force-not-met", "not-met", ())


def test_walk_yields_everything_below() -> None:
    inner = All(Face("inner"), (Assumed(Face("one")), Attested(Face("two"))))
    node = AnyOf(Face("outer"), (inner, Assumed(Face("three"))))
    assert [each.face.id for each in node.walk()] == ["outer", "inner", "one", "two", "three"]


def test_verdicts_are_one_a_row_and_small() -> None:
    rows = rows_of(Record(), "2020-01-01", "2021-01-01")
    node = InForce(FACE, AtLeast(FACE, leaves((1, 0, -1)), 2), FIRST, None)
    assert (node.judge(rows).shape, node.judge(rows).dtype) == ((2,), np.dtype(np.int8))
