"""Questions that do the same take turns, and forms stay as good."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from builders.pools import breaches, pool, wanted
from certway.core.sit.alternates import vary
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
