"""Does somebody keep up with her plan? The study that it asks for by now, beside what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from certway.core.plan.roadmap import Roadmap
from certway.core.units.days import monday_of

WEEK: Final = 7
LEAST_BEHIND: Final = 60  # minutes; less is no reason to plan anew
SHARE_BEHIND: Final = 0.25  # of what was planned; less is none either


@dataclass(frozen=True, slots=True)
class Pace:
    """Study by a plan; minutes."""

    exam_on: int  # ordinal, by the plan
    planned: int  # in the weeks that are over
    done: int  # in the same weeks
    planned_this_week: int
    done_this_week: int
    left: int  # that the plan asks for from this week on

    @property
    def is_behind(self) -> bool:
        """Whether so much less was done than planned that the rest of the plan does not hold."""
        return self.planned - self.done >= max(LEAST_BEHIND, SHARE_BEHIND * self.planned)


def pace_of(plan: Roadmap, seconds_by_day: Mapping[int, float], *, today: int) -> Pace:
    """Return how somebody keeps up with a plan on a day; days are ordinals. Weeks go from Monday to Sunday."""
    first, this = monday_of(plan.start), monday_of(today)
    over = max((this - first) // WEEK, 0)
    before = sum(seconds for day, seconds in seconds_by_day.items() if plan.start <= day < this)
    since = sum(seconds for day, seconds in seconds_by_day.items() if max(this, plan.start) <= day <= today)
    weeks = plan.study_by_week
    return Pace(
        exam_on=plan.exam_on,
        planned=sum(weeks[:over]),
        done=int(before // 60),
        planned_this_week=weeks[over] if over < len(weeks) else 0,
        done_this_week=int(since // 60),
        left=sum(weeks[over:]),
    )
