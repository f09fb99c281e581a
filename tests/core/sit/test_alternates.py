"""Questions that do the same take turns, and forms stay as good."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from builders.pools import breaches, pool, wanted
from certway.core.psychometrics.response import information
from certway.core.sit.alternates import exchanged, vary
from certway.core.sit.assembly import assemble
from certway.core.sit.rows import information_of
from certway.core.sit.wanted import Wanted, shared
from strategies.effort import effort


@effort(30)
@given(st.randoms(use_true_random=False), st.integers(1, 2))
def test_varied_forms_keep_every_limit_and_tell_as_much(dice: Random, forms: int) -> None:
    made = pool(dice, 30, sets=2, enemies=2)
    alike = replace(made, a=np.ones(30), b=np.round(made.b), topic=made.topic % 3)
    asked = replace(wanted(dice, forms=forms), topic_most=None)
    found = assemble(alike, asked)
    varied = vary(alike, found.forms, dice)
    tells = information_of(alike, asked)

    assert found.status == "impossible" or breaches(alike, asked, varied) == []
    assert [tells[list(form)].sum() for form in varied] == [tells[list(form)].sum() for form in found.forms]
    assert shared(varied) == shared(found.forms)


def test_questions_asked_less_come_first() -> None:
    made = pool(Random(1), 6, nodes=("blood",), sets=0, enemies=0)
    same = np.zeros(6, dtype=np.int64)
    alike = replace(made, level=same, key=same, topic=same, a=np.ones(6), b=np.zeros(6), c=np.zeros(6))
    alike = replace(alike, used=np.array([2, 1, 0, 2, 0, 1]))
    found = assemble(alike, Wanted(counts={"blood": 2}))
    assert vary(alike, found.forms, Random(1)) == ((2, 4),)
    assert len({vary(replace(alike, used=same), found.forms, Random(seed)) for seed in range(40)}) > 10


@effort(30)
@given(st.randoms(use_true_random=False), st.sampled_from([0.0, 0.05, 0.3]))
def test_exchanged_form_keeps_the_outline_and_its_sets_and_tells_nearly_as_much(dice: Random, loss: float) -> None:
    made = pool(dice, 30, sets=2, enemies=2)
    asked = Wanted(counts={"blood": 6, "urine": 5})
    found = assemble(made, asked)
    (form,) = found.forms
    varied = exchanged(made, form, dice, loss=loss)
    tells = information(np.array(0.0), made.a, made.b, made.c)

    assert breaches(made, asked, [varied]) == []
    assert tells[list(varied)].sum() >= (1 - loss) * tells[list(form)].sum() - 1e-9
    bound = {int(place) for group in (*made.enemies, *made.sets()) for place in group}
    assert bound & {*varied} == bound & {*form}


def test_people_get_different_forms_where_a_little_may_be_lost() -> None:
    made = pool(Random(1), 60, sets=0, enemies=0)
    (form,) = assemble(made, Wanted(counts={"blood": 10, "urine": 10})).forms
    assert {exchanged(made, form, Random(seed), loss=0.0) for seed in range(20)} == {form}
    varied = [exchanged(made, form, Random(seed), loss=0.05) for seed in range(20)]
    assert len({*varied}) == 20
    assert len({place for one in varied for place in one}) > 30
