"""What a sitting says of the pass mark: an ability with its uncertainty, laid onto the body's scale as an estimate.

The cut lies at 0 logits, to which the difficulties of questions refer. No body publishes how it scales: here
the passing score lies at the cut, and the ends of the scale REACH logits from it, with straight lines between.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from certway.core.psychometrics.ability import eap
from certway.core.psychometrics.models import ItemParameters
from certway.core.sit.profile import Scale
from certway.core.sit.report import Report
from certway.core.sit.share import Z80
from certway.core.sit.values import Values

Side: TypeAlias = Literal["above", "near", "below"]

REACH = 3.0  # logits from the cut to either end of a scale
LEAST_ITEMS = 40  # that count; fewer say too little


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a sitting says of the pass mark."""

    theta: float  # logits from the cut
    error: float  # standard error, logits
    low: int  # of the 80 percent interval, on the body's scale
    high: int
    chance: float  # that the ability lies above the cut, 0 to 1
    side: Side  # on which of it the whole interval lies


def outlook_of(report: Report, scale: Scale) -> Outlook | None:
    """Return what a sitting says of the pass mark; None where too few questions count to say anything."""
    counted = [one for one in report.items if one.counts]
    if len(counted) < LEAST_ITEMS:
        return None
    parameters = ItemParameters(
        a=np.array([one.values.a for one in counted]),
        b=np.array([one.values.b for one in counted]),
        c=np.array([one.values.c for one in counted]),
    )
    estimated = eap(np.array([[one.right for one in counted]], dtype=np.int8), parameters)
    theta, error = float(estimated.theta[0]), float(estimated.error[0])
    low, high = theta - Z80 * error, theta + Z80 * error
    side: Side = "above" if low > 0 else "below" if high < 0 else "near"
    chance = 0.5 * (1 + math.erf(theta / error / math.sqrt(2)))
    return Outlook(theta, error, scaled(low, scale), scaled(high, scale), chance, side)


def chance_at_cut(values: Values) -> float:
    """Return how likely somebody exactly at the cut is to get a question right."""
    return values.c + (1 - values.c) / (1 + math.exp(values.a * values.b))


def scaled(theta: float, scale: Scale) -> int:
    """Return an ability on a body's scale, as an estimate."""
    end = scale.most if theta > 0 else scale.least
    share = min(abs(theta) / REACH, 1.0)
    return round(scale.passing + (end - scale.passing) * share)
