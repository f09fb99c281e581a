"""The E-step counts as adding up person by person does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from certway.core.psychometrics.curves import curves_at
from certway.core.psychometrics.posterior import expected_counts
from certway.core.psychometrics.quadrature import normal_quadrature
from certway.core.psychometrics.responses import Responses

POPULATION = normal_quadrature(7)
POINT = np.array([[0.1, -0.3, 0.5], [0.0, 1.0, -1.0], [-1.5, -2.0, -1.0]])


@given(st.sampled_from((-1, 0)), st.integers(1, 6), st.data())
def test_counts_are_those_of_single_people(least: int, people: int, data: st.DataObject) -> None:
    responses: Responses = data.draw(arrays(np.int8, (people, 3), elements=st.integers(least, 1)))
    curves = curves_at(POINT, POPULATION.nodes)

    found = expected_counts(responses, curves=curves, weights=POPULATION.weights)

    right, answered, total = np.zeros((3, 7)), np.zeros((3, 7)), 0.0
    for person in responses:
        joint = POPULATION.weights.copy()
        for item, answer in enumerate(person):
            joint *= {1: curves.right[item], 0: 1 - curves.right[item], -1: np.ones(7)}[int(answer)]
        total += np.log(joint.sum())
        for item, answer in enumerate(person):
            right[item] += (answer == 1) * joint / joint.sum()
            answered[item] += (answer != -1) * joint / joint.sum()
    assert found.right == pytest.approx(right)
    assert found.answered == pytest.approx(answered)
    assert found.log_likelihood == pytest.approx(total)


def test_counts_add_up() -> None:
    responses = np.array([[1, 0, -1], [0, 0, 1]], dtype=np.int8)
    curves = curves_at(POINT, POPULATION.nodes)

    def of(some: Responses) -> tuple[object, ...]:
        found = expected_counts(some, curves=curves, weights=POPULATION.weights)
        return found.right.tolist(), found.answered.tolist(), found.log_likelihood

    parts = [expected_counts(one[None], curves=curves, weights=POPULATION.weights) for one in responses]
    both = parts[0] + parts[1]
    whole = of(responses)
    assert np.array(whole[0]) == pytest.approx(both.right)
    assert np.array(whole[1]) == pytest.approx(both.answered)
    assert whole[2] == pytest.approx(both.log_likelihood)
