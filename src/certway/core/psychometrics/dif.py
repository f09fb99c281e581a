"""Whether an item is harder for one group than for equally able people of another: Mantel's and Haenszel's test.

Source: Holland & Thayer (1988), in Wainer & Braun, Test Validity, chapter 9; the classes of ETS: Zieky (1993), in
Holland & Wainer, Differential Item Functioning, chapter 17.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from certway.core.psychometrics.chi_square import chi_square_tail
from certway.core.psychometrics.response import Floats
from certway.core.psychometrics.responses import MISSING, RIGHT, WRONG, Responses, check_responses
from certway.core.units.errors import CertwayError

DELTA = -2.35  # a log odds ratio on ETS's scale of difficulty: 4 / 1.7
MODERATE, LARGE = 1.0, 1.5  # of |delta|
STRATA = 20  # into which people are put who did not answer the same items
_SURE, _LIKELY = 3.841459, 1.644854  # chi-square of 1 degree at 5 %; one-sided normal at 5 %
DifClass = Literal["A", "B", "C", ""]


class GroupsError(CertwayError):
    """Raised for groups that cannot be compared."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the groups can't be compared: {reason}")


@dataclass(frozen=True, slots=True)
class DifStatistics:
    """How each item treats the focal group beside the reference group; shape (items,)."""

    odds_ratio: Floats  # common, reference to focal; above 1 = easier for the reference group. 1 where it can't be told
    chi_square: Floats  # of Mantel and Haenszel, with continuity correction, 1 degree of freedom
    probability: Floats  # of a chi-square at least as large without DIF
    delta: Floats  # −2.35 × log odds ratio; below 0 = against the focal group
    delta_error: Floats  # its standard error; inf where it can't be told
    classes: tuple[DifClass, ...]  # A negligible, B moderate, C large; "" where it can't be told


def mantel_haenszel(
    responses: Responses, focal: NDArray[np.bool_], *, matching: NDArray[np.int64] | None = None
) -> DifStatistics:
    """Return the statistics of all items at once.

    `focal`, shape (people,), says who is of the focal group; the others are the reference group. People are matched by
    `matching`, shape (people,), such as grouped abilities; when it is left out, by the number of right answers, the
    studied item included, and then only those who answered every item count. Raises ResponsesError, GroupsError.
    """
    check_responses(responses)
    if focal.shape != responses.shape[:1]:
        raise GroupsError("focal needs one value a person")
    if matching is None:
        whole = (responses != MISSING).all(axis=1)
        responses, focal = responses[whole], focal[whole]
        matching = (responses == RIGHT).sum(axis=1)
    elif matching.shape != focal.shape:
        raise GroupsError("matching needs one value a person")
    if not focal.any() or focal.all():
        raise GroupsError("each needs somebody with a score to match by")
    return _statistics(_Tables.of(responses, focal, matching))


@dataclass(frozen=True, slots=True)
class _Tables:
    """A fourfold table for each matched stratum and item; shape (strata, items)."""

    reference_right: Floats
    reference_wrong: Floats
    focal_right: Floats
    focal_wrong: Floats

    @staticmethod
    def of(responses: Responses, focal: NDArray[np.bool_], matching: NDArray[np.int64]) -> _Tables:
        _, stratum = np.unique(matching, return_inverse=True)
        strata = int(stratum.max()) + 1

        def counted(group: NDArray[np.bool_], answer: int) -> Floats:
            counts = np.zeros((strata, responses.shape[1]))
            np.add.at(counts, stratum[group], (responses[group] == answer).astype(np.float64))
            return counts

        return _Tables(counted(~focal, RIGHT), counted(~focal, WRONG), counted(focal, RIGHT), counted(focal, WRONG))


def _statistics(tables: _Tables) -> DifStatistics:
    a, b, c, d = tables.reference_right, tables.reference_wrong, tables.focal_right, tables.focal_wrong
    total = a + b + c + d
    over = np.maximum(total, 1)
    agreeing, against = (a * d / over).sum(axis=0), (b * c / over).sum(axis=0)
    known = (agreeing > 0) & (against > 0)
    agreeing, against = np.where(known, agreeing, 1.0), np.where(known, against, 1.0)
    ratio = agreeing / against
    chi_square = _chi_square(tables, total)
    delta = DELTA * np.log(ratio)
    error = np.where(known, abs(DELTA) * _log_ratio_error(tables, over, agreeing, against), np.inf)
    classes = tuple(map(_class_of, delta.tolist(), error.tolist(), chi_square.tolist()))
    tails = np.array([chi_square_tail(float(one), 1) for one in chi_square])
    return DifStatistics(ratio, chi_square, tails, delta, error, classes)


def _chi_square(tables: _Tables, total: Floats) -> Floats:
    reference = tables.reference_right + tables.reference_wrong
    right = tables.reference_right + tables.focal_right
    over = np.maximum(total, 1)
    expected = reference * right / over
    variance = reference * (total - reference) * right * (total - right) / (over**2 * np.maximum(total - 1, 1))
    away = np.abs((tables.reference_right - expected).sum(axis=0))
    spread = variance.sum(axis=0)
    squared = np.maximum(away - 0.5, 0) ** 2
    return np.asarray(np.divide(squared, spread, out=np.zeros_like(spread), where=spread > 0))


def _log_ratio_error(tables: _Tables, over: Floats, agreeing: Floats, against: Floats) -> Floats:
    """Return the standard error of the log odds ratio.

    Source: Robins, Breslow & Greenland (1986), Biometrics 42, 311-323.
    """
    a, b, c, d = tables.reference_right, tables.reference_wrong, tables.focal_right, tables.focal_wrong
    same, other, right, wrong = (a + d) / over, (b + c) / over, a * d / over, b * c / over
    variance = (
        (same * right).sum(axis=0) / (2 * agreeing**2)
        + (same * wrong + other * right).sum(axis=0) / (2 * agreeing * against)
        + (other * wrong).sum(axis=0) / (2 * against**2)
    )
    return np.asarray(np.sqrt(variance))


def _class_of(delta: float, error: float, chi_square: float) -> DifClass:
    if not np.isfinite(error):
        return ""
    size = abs(delta)
    if size < MODERATE or chi_square < _SURE:
        return "A"
    return "C" if size >= LARGE and size - _LIKELY * error > MODERATE else "B"


def shares_in_strata(responses: Responses, strata: int = STRATA) -> NDArray[np.int64]:
    """Return strata by the share of right answers among a person's own, shape (people,), for `mantel_haenszel`.

    So people are matched who answered different items: thick matching, which has its price where strata are few.
    Source: Donoghue & Allen (1993), Journal of Educational Statistics 18, 131-154.
    """
    told = (responses != MISSING).sum(axis=1)
    share = (responses == RIGHT).sum(axis=1) / np.maximum(told, 1)
    edges = np.quantile(share, np.linspace(0, 1, strata + 1)[1:-1]) if len(share) else np.zeros(0)
    return np.asarray(np.searchsorted(np.unique(edges), share, side="right"), dtype=np.int64)
