"""What is believed of how hard questions are: normal densities, from an author's guess or from people's answers.

A question's difficulty is its topic's and something of its own. What is believed of the two is kept apart, and taken as
independent: after many answers that overstates the variance of their sum a little.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from certway.core.psychometrics.response import Floats
from certway.core.study.assumptions import Assumptions


@dataclass(frozen=True, eq=False)
class Difficulties:
    """Beliefs about questions, shape (items,), and about their topics, shape (topics,)."""

    mean: Floats  # logits, from the topic's
    variance: Floats  # logits²
    guess: Floats  # how often somebody who knows nothing is right, 0 to below 1
    topic_mean: Floats  # logits
    topic_variance: Floats  # logits²


def unknown_difficulties(items: int, topics: int, assumptions: Assumptions) -> Difficulties:
    """Return what is believed of questions that nobody has answered."""
    return Difficulties(
        mean=np.zeros(items),
        variance=np.full(items, assumptions.item_sd**2),
        guess=np.full(items, assumptions.guess),
        topic_mean=np.zeros(topics),
        topic_variance=np.full(topics, assumptions.ease_sd**2),
    )
