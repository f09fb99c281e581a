"""A blueprint has exactly as many questions as a form, and lies inside what the body publishes."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.rulebook.credential import Edition, OutlineNode
from certway.core.sit.blueprint import NoBlueprintError, Part, Span, apportion, blueprint_of, quotas_of
from certway.exchange.shipped_rules import shipped_rules
from strategies.effort import effort

SOURCE = next(iter(shipped_rules().sheets.values())).outline[0].source


def node(
    name: str,
    *children: OutlineNode,
    items: int | None = None,
    percent: tuple[float, float] | None = None,
) -> OutlineNode:
    return OutlineNode(name, name, SOURCE, "primary", items=items, percent=percent, children=children)


def edition(*areas: OutlineNode) -> Edition:
    return Edition("2026", "", None, None, SOURCE, None, areas)


@st.composite
def spans(draw: st.DrawFn, most: int = 20) -> list[Span]:
    """Spans with ends of tenths."""
    ends = st.tuples(st.integers(0, 10 * most), st.integers(0, 10 * most))
    drawn = draw(st.lists(ends, min_size=1, max_size=8))
    return [(Fraction(min(pair), 10), Fraction(max(pair), 10)) for pair in drawn]


@effort(200)
@given(spans(), st.integers(0, 200))
def test_numbers_have_the_sum_and_lie_inside_the_spans_where_they_can(given_: list[Span], total: int) -> None:
    found = apportion(given_, total)
    least, most = [ceil(low) for low, _ in given_], [floor(high) for _, high in given_]

    assert sum(found) == total
    if sum(least) <= total <= sum(most) and all(low <= high for low, high in zip(least, most, strict=True)):
        assert all(low <= one <= high for low, one, high in zip(least, found, most, strict=True))
    else:
        quotas = quotas_of(given_, total)
        assert all(abs(one - quota) < 1 for one, quota in zip(found, quotas, strict=True))


@effort(100)
@given(spans(most=3).filter(lambda drawn: len(drawn) <= 4), st.integers(1, 8))
def test_numbers_are_as_near_to_their_quotas_as_trying_everything(given_: list[Span], total: int) -> None:
    quotas, found = quotas_of(given_, total), apportion(given_, total)
    least, most = [ceil(low) for low, _ in given_], [floor(high) for _, high in given_]
    if not sum(least) <= total <= sum(most) or any(low > high for low, high in zip(least, most, strict=True)):
        least, most = [floor(quota) for quota in quotas], [ceil(quota) for quota in quotas]
    tried = product(*(range(low, high + 1) for low, high in zip(least, most, strict=True)))

    def distance(numbers: tuple[int, ...]) -> Fraction:
        return sum(((one - quota) ** 2 for one, quota in zip(numbers, quotas, strict=True)), Fraction(0))

    assert distance(found) == min(distance(numbers) for numbers in tried if sum(numbers) == total)


@effort(100)
@given(spans(), st.integers(0, 200))
def test_quotas_have_the_sum(given_: list[Span], total: int) -> None:
    assert sum(quotas_of(given_, total)) == total


def test_numbers_of_the_body_are_taken_as_they_are_and_scaled_for_another_length() -> None:
    outline = edition(node("clinical", items=106), node("general", items=38), node("administrative", items=36))

    assert [(part.items, part.basis) for part in blueprint_of(outline, 180).parts] == [
        (106, "published"),
        (38, "published"),
        (36, "published"),
    ]
    assert [(part.items, part.basis) for part in blueprint_of(outline, 50).parts] == [
        (29, "scaled"),
        (11, "scaled"),
        (10, "scaled"),
    ]


def test_ranges_are_kept_and_each_part_lies_equally_far_in_its_own() -> None:
    outline = edition(node("blood", percent=(15, 20)), node("urine", percent=(5, 10)), node("rest", percent=(70, 80)))

    assert [(part.items, part.basis) for part in blueprint_of(outline, 100).parts] == [
        (18, "range"),
        (7, "range"),
        (75, "range"),
    ]


def test_weighted_parts_inside_an_area_divide_what_it_has() -> None:
    area = node("clinical", node("intake", items=14), node("care", node("wounds"), items=28), items=42)
    found = blueprint_of(edition(area, node("law", items=8)), 25)

    assert [(part.node, part.items, part.nodes) for part in found.parts] == [
        ("intake", 7, ("intake",)),
        ("care", 14, ("care", "wounds")),
        ("law", 4, ("law",)),
    ]
    assert (found.part_of("wounds"), found.part_of("clinical")) == (1, None)


def test_parts_without_a_weight_stay_whole_or_are_divided_by_what_there_is() -> None:
    outline = edition(node("care", node("basic"), node("empty"), items=9), node("law", items=1))

    assert [part.node for part in blueprint_of(outline, 10).parts] == ["care", "law"]
    assert blueprint_of(outline, 10, supply={"care": 20, "basic": 10, "law": 1}).parts == (
        Part("care", 6, "ours", ("care",)),
        Part("basic", 3, "ours", ("basic",)),
        Part("law", 1, "published", ("law",)),
    )


def test_area_without_a_weight_is_refused_or_weighted_by_what_there_is() -> None:
    outline = edition(node("blood", percent=(30, 30)), node("urine", percent=(20, 20)), node("other"))

    with pytest.raises(NoBlueprintError, match="other"):
        blueprint_of(outline, 100)
    found = blueprint_of(outline, 100, supply={"blood": 50, "urine": 20, "other": 30})
    assert [(part.items, part.basis) for part in found.parts] == [(42, "scaled"), (28, "scaled"), (30, "ours")]
    with pytest.raises(NoBlueprintError):
        blueprint_of(edition(), 100, supply={"blood": 1})
