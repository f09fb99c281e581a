"""Forms of real exams come out of the shipped bank: exact by the outline, or with what it lacks."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from builders.pools import breaches
from certway.core.items.identity import version_of
from certway.core.items.topics import OutlineTopics
from certway.core.rulebook.credential import Edition
from certway.core.sit.adaptive import prepare
from certway.core.sit.alternates import vary
from certway.core.sit.assembly import assemble
from certway.core.sit.blueprint import Blueprint, blueprint_of
from certway.core.sit.form import Form, FormItem
from certway.core.sit.pool import Pool, pool_of
from certway.core.sit.sequence import sequence_of
from certway.core.sit.simulation import performance_of, simulate
from certway.core.sit.values import guess_of
from certway.core.sit.wanted import Wanted, shared
from certway.exchange.bank.shipped import shipped_bank
from certway.exchange.shipped_rules import shipped_rules

BANK = shipped_bank().bank


def outline_of(credential: str) -> tuple[Edition, OutlineTopics]:
    served = BANK.outlines[credential]
    return next(one for one in shipped_rules().sheets[credential].outline if one.id == served.edition), served


def prepared(credential: str, items: int) -> tuple[Blueprint, Pool, Wanted]:
    """Return what a form of so many questions is assembled from."""
    edition, served = outline_of(credential)
    supply = {node: sum(len(BANK.by_topic[topic]) for topic in topics) for node, topics in served.nodes.items()}
    blueprint = blueprint_of(edition, items, supply=supply)
    counts = {part.node: part.items for part in blueprint.parts}
    return blueprint, pool_of(BANK.items, served, blueprint), Wanted(counts=counts)


@pytest.mark.parametrize("credential", sorted(BANK.outlines))
@pytest.mark.parametrize("items", [1, 20, 97, 100, 180])
def test_every_outline_has_a_blueprint_inside_its_weights(credential: str, items: int) -> None:
    found, _, _ = prepared(credential, items)
    edition, _ = outline_of(credential)
    weighted = [area for area in edition.areas if area.percent is not None]

    assert found.items == items
    assert len({part.node for part in found.parts}) == len(found.parts)
    for area in weighted if len(weighted) == len(edition.areas) else ():
        inside = {node.id for node in area.walk()}
        count = sum(part.items for part in found.parts if part.node in inside)
        least, most = area.percent or (0, 100)
        assert least * items / 100 - 1 < count < most * items / 100 + 1


@pytest.mark.parametrize(
    ("credential", "items", "areas"),
    [
        ("cma-aama", 180, {"clinical-competency": 106, "general": 38, "administrative": 36}),
        ("rma-amt", 210, {"rma-1": 44, "rma-2": 56, "rma-3": 39, "rma-4": 71}),
        (
            "ccma-nha",
            150,
            {"ccma-1": 15, "ccma-2": 8, "ccma-3": 84, "ccma-4": 12, "ccma-5": 12, "ccma-6": 12, "ccma-7": 7},
        ),
        (
            "mlt-ascp",
            100,
            {
                "blood-banking": 17,
                "urinalysis": 7,
                "chemistry": 22,
                "hematology": 22,
                "immunology": 7,
                "microbiology": 17,
                "laboratory-operations": 7,
            },
        ),
    ],
)
def test_form_of_a_real_exam_is_exact_by_its_outline(credential: str, items: int, areas: dict[str, int]) -> None:
    blueprint, pool, asked = prepared(credential, items)
    asked = replace(
        asked, levels={"recall": (0, items // 2)}, difficulty=(-0.4, 0.4), key_spread=4, topic_most=items // 8
    )
    found = assemble(pool, asked)
    edition, _ = outline_of(credential)
    inside = {area.id: {node.id for node in area.walk()} for area in edition.areas}
    counted = {
        area: sum(pool.nodes[pool.node[place]] in nodes for place in found.forms[0]) for area, nodes in inside.items()
    }

    assert breaches(pool, asked, found.forms) == []
    assert blueprint.items == items
    assert all(abs(counted[area] - count) <= (1 if credential == "mlt-ascp" else 0) for area, count in areas.items())
    assert sum(counted.values()) == items
    assert found.gap < 0.01


def test_two_forms_of_the_mlt_share_nothing_and_are_alike() -> None:
    _, pool, asked = prepared("mlt-ascp", 100)
    found = assemble(pool, replace(asked, forms=2))
    assert shared(found.forms) == 0
    assert found.gap < 0.01


def test_third_form_of_the_rma_without_a_shared_question_lacks_what_is_named() -> None:
    _, pool, asked = prepared("rma-amt", 210)
    found = assemble(pool, replace(asked, forms=3))
    assert found.status == "impossible"
    assert {lack.node for lack in found.lacks} <= set(pool.nodes)
    assert found.lacks
    assert found.reasons == ("overlap",)


def test_form_is_laid_out_with_versions_and_the_parts_that_its_questions_stand_for() -> None:
    _, pool, asked = prepared("cma-aama", 200)
    dice = Random(7)
    chosen = vary(pool, assemble(pool, asked).forms, dice)[0]
    order = sequence_of(pool, chosen, dice, segments=(50,) * 4)
    items = [BANK.by_id[pool.ids[place]] for place in order]
    form = Form(
        "cma-aama",
        "2021",
        tuple(
            FormItem(item.id, version_of(item), None, pool.nodes[pool.node[place]])
            for item, place in zip(items, order, strict=True)
        ),
    )
    sets = [item.set_id for item in items]

    assert (len(form.items), len({one.item for one in form.items})) == (200, 200)
    together = [at for at, name in enumerate(sets) if name and name in sets[:at]]
    assert together
    assert all(sets[at - 1] == sets[at] and at % 50 for at in together)


def test_part_that_the_bank_has_nothing_for_is_named() -> None:
    _, pool, asked = prepared("ncma-ncct", 150)
    found = assemble(pool, asked)
    assert [(lack.node, lack.items) for lack in found.lacks if lack.node == "two-further-categories"] == [
        ("two-further-categories", 41)
    ]


def test_adaptive_exam_of_the_mlt_is_exact_by_its_outline() -> None:
    _, pool, asked = prepared("mlt-ascp", 100)
    told = performance_of(simulate(prepare(pool, asked.counts), np.linspace(-2, 2, 60), seed=1))
    assert (told.outline_deviation, told.mean_length) == (0, 100)


def test_guess_is_as_likely_as_the_form_of_the_answer_makes_it() -> None:
    guesses = {kind: [guess_of(item.body) for item in BANK.items if item.kind == kind] for kind in ("single", "number")}
    assert {*guesses["single"]} == {0.25}
    assert {*guesses["number"]} == {0.0}
