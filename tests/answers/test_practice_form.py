"""Practice of a whole outline follows the body's weights, however many questions the bank has of a part."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import ceil, floor
from random import Random

import pytest

from certway.answers.practice_form import FrozenForm, practice_form
from certway.core.items.bank import Bank
from certway.core.rulebook.credential import OutlineNode
from certway.exchange.bank.shipped import shipped_bank

SHIPPED = shipped_bank()


def drawn(exam: str, *, most: int, seed: int, bank: Bank = SHIPPED.bank, nodes: tuple[str, ...] = ()) -> FrozenForm:
    outline, edition = bank.outlines[exam], SHIPPED.editions[exam]
    return practice_form(bank, outline, nodes=nodes, most=most, dice=Random(seed), seeded=Random, edition=edition)


def areas_of(exam: str) -> dict[str, OutlineNode]:
    """Return the area that each part of an outline stands in."""
    return {node.id: area for area in SHIPPED.editions[exam].areas for node in area.walk()}


def asked(exam: str, form: FrozenForm) -> Counter[str]:
    areas = areas_of(exam)
    return Counter(areas[item.node].id for item in form.form.items)


@pytest.mark.parametrize("exam", ["ccma-nha", "mls-ascp", "rma-amt"])
def test_practice_of_all_parts_asks_of_each_area_what_the_body_weighs(exam: str) -> None:
    found = asked(exam, drawn(exam, most=100, seed=1))
    spans = {area.id: area.percent or (0, 0) for area in areas_of(exam).values()}
    off = {area: found[area] for area, (low, high) in spans.items() if not floor(low) <= found[area] <= ceil(high)}
    assert off == {}
    assert found.total() == 100


def test_phlebotomy_is_asked_by_its_weight_in_the_ccma_and_not_by_its_questions() -> None:
    bank, outline = SHIPPED.bank, SHIPPED.bank.outlines["ccma-nha"]
    there = Counter(outline.node_of(item.topic) for item in bank.items)
    found = Counter(item.node for item in drawn("ccma-nha", most=100, seed=3).form.items)
    assert 100 * there["ccma-3.3e"] / (there.total() - there[None]) > 10
    assert found["ccma-3.3e"] == 8


def test_short_practice_asks_of_small_areas_as_well_in_the_long_run() -> None:
    runs = 200
    found = sum((asked("ccma-nha", drawn("ccma-nha", most=5, seed=seed)) for seed in range(runs)), Counter[str]())
    weights = {area.id: area.percent[0] for area in areas_of("ccma-nha").values() if area.percent}
    assert {area: share for area, share in weights.items() if abs(100 * found[area] / (5 * runs) - share) > 2} == {}


def test_what_a_part_lacks_comes_from_other_parts() -> None:
    bank, outline = SHIPPED.bank, SHIPPED.bank.outlines["ccma-nha"]
    served = [item for item in bank.items if (outline.node_of(item.topic) or "").startswith(("ccma-3.3e", "ccma-4"))]
    few = replace(bank, items=tuple(served), templates=())
    names = [item.item for item in drawn("ccma-nha", most=60, seed=2, bank=few).form.items]
    assert len(names) == len(set(names)) == 60
    everything = drawn("ccma-nha", most=10_000, seed=2, bank=few).form.items
    assert sorted(item.item for item in everything) == sorted(item.id for item in served)


def test_chosen_parts_are_asked_as_before() -> None:
    bank, nodes = SHIPPED.bank, ("ccma-3.3e", "ccma-4")
    plain = practice_form(bank, bank.outlines["ccma-nha"], nodes=nodes, most=20, dice=Random(4), seeded=Random)
    assert drawn("ccma-nha", most=20, seed=4, nodes=nodes) == plain
