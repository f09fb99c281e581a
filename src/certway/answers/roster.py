"""May these people apply: many people, several credentials, the verdicts alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from certway.core.person.columns import People
from certway.core.rulebook.credential import EligibilityRules
from certway.core.rulebook.judging import Decisions, decide
from certway.core.rulebook.rows import rows_at
from certway.core.rulebook.timeline import exam_days


def roster(
    rules: Sequence[EligibilityRules], people: People, *, as_of: int, exam_on: int | None = None
) -> tuple[Decisions, ...]:
    """Return the decisions about everybody who applies on `as_of`, one a credential in the order of `rules`.

    Days are ordinals. The exam is taken on the day of application unless `exam_on` says otherwise.
    """
    days = np.array([as_of], dtype=np.int32)
    rows = rows_at(people, day=days, exam_day=exam_days(days, exam_on))
    return tuple(decide(one, rows) for one in rules)
