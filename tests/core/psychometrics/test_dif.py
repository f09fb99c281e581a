"""DIF: a case worked by hand, a published one, and items made harder for one group.

Published: the admissions of Berkeley by sex and department (Bickel, Hammel & O'Connell, 1975, Science 187, 398-404), as
`mantelhaen.test` of R has them.
"""

from __future__ import annotations

import numpy as np
import pytest

from builders.responses import drawn_items, drawn_responses
from certway.core.psychometrics.dif import GroupsError, mantel_haenszel
from certway.core.psychometrics.models import ItemParameters
from certway.core.psychometrics.responses import Responses

BERKELEY = (
    (512, 313, 89, 19), (353, 207, 17, 8), (120, 205, 202, 391), (138, 279, 131, 244), (53, 138, 94, 299),
    (22, 351, 24, 317),
)  # fmt: skip


def one_item(strata: tuple[tuple[int, ...], ...]) -> tuple[Responses, np.ndarray, np.ndarray]:
    """Return answers, the focal group and strata from counts: reference right and wrong, focal right and wrong."""
    right, focal, stratum = [], [], []
    for place, counts in enumerate(strata):
        for count, is_right, is_focal in zip(counts, (1, 0, 1, 0), (False, False, True, True), strict=True):
            right += [is_right] * count
            focal += [is_focal] * count
            stratum += [place] * count
    return np.array(right, dtype=np.int8)[:, None], np.array(focal), np.array(stratum)


def test_case_worked_by_hand() -> None:
    responses, focal, matching = one_item(((30, 20, 20, 30), (40, 10, 30, 20)))

    found = mantel_haenszel(responses, focal, matching=matching)

    assert found.odds_ratio[0] == pytest.approx(17 / 7)  # (9 + 8) / (4 + 3)
    assert found.chi_square[0] == pytest.approx(9.5**2 / (625 / 99 + 525 / 99))
    assert found.delta[0] == pytest.approx(-2.35 * np.log(17 / 7))
    assert found.delta_error[0] == pytest.approx(2.35 * np.sqrt(0.6 * 17 / 578 + 11 / 238 + 0.4 * 7 / 98))
    assert found.classes == ("B",)  # 2.09 is large, but not surely above 1


def test_published_case() -> None:
    responses, focal, matching = one_item(BERKELEY)

    found = mantel_haenszel(responses, focal, matching=matching)

    assert found.odds_ratio[0] == pytest.approx(0.9046968, abs=5e-8)
    assert found.chi_square[0] == pytest.approx(1.4269, abs=5e-5)
    assert found.probability[0] == pytest.approx(0.2323, abs=5e-5)
    error = np.log(1.0603298 / 0.7719074) / (2 * 1.959964)  # of the published interval
    assert found.delta_error[0] == pytest.approx(2.35 * error, rel=1e-5)
    assert found.classes == ("A",)


def test_items_harder_for_one_group_are_found_though_it_is_less_able() -> None:
    items, rng = drawn_items(30, seed=1), np.random.default_rng(2)
    harder = ItemParameters(items.a, items.b + np.where(np.arange(30) < 2, 1.0, 0.0), items.c)
    reference = drawn_responses(items, rng.normal(size=3_000), seed=3)
    focal = drawn_responses(harder, rng.normal(-0.5, 1.0, size=3_000), seed=4)

    found = mantel_haenszel(np.concatenate((reference, focal)), np.arange(6_000) >= 3_000)

    assert (found.delta[:2] < -1).all()
    assert set(found.classes[:2]) <= {"B", "C"}
    assert found.classes[2:].count("A") >= 26


def test_groups_changed_about_turn_the_sign() -> None:
    responses, focal, matching = one_item(BERKELEY)

    one, other = (mantel_haenszel(responses, group, matching=matching) for group in (focal, ~focal))

    assert one.delta == pytest.approx(-other.delta)
    assert one.chi_square == pytest.approx(other.chi_square)


def test_who_left_items_out_is_matched_only_where_told() -> None:
    responses = np.array([[1, 1], [0, 1], [1, 0], [0, 0], [-1, 1]], dtype=np.int8)
    focal = np.array([False, False, True, True, True])

    with_others = mantel_haenszel(responses, focal)

    assert with_others.odds_ratio.tolist() == mantel_haenszel(responses[:4], focal[:4]).odds_ratio.tolist()


def test_item_that_all_answer_alike_has_no_class() -> None:
    responses, focal, matching = one_item(((30, 0, 20, 0),))

    found = mantel_haenszel(responses, focal, matching=matching)

    assert (found.odds_ratio[0], found.chi_square[0], found.delta_error[0], found.classes) == (1.0, 0.0, np.inf, ("",))


def test_groups_that_cannot_be_compared_are_refused() -> None:
    responses, focal, matching = one_item(BERKELEY)

    for wrong in (focal[:3], focal | True, focal & False):
        with pytest.raises(GroupsError):
            mantel_haenszel(responses, wrong)
    with pytest.raises(GroupsError):
        mantel_haenszel(responses, focal, matching=matching[:3])
